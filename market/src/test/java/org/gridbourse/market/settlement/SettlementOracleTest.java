package org.gridbourse.market.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.assertj.core.api.SoftAssertions;
import org.gridbourse.market.money.Account;
import org.gridbourse.market.money.Balances;
import org.gridbourse.market.money.Posting;
import org.gridbourse.market.prepayment.Prepayment;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.trade.Trade;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SettlementOracleTest {

    @Test
    void a_hundred_thousand_random_periods_settle_as_the_table_of_the_rulebook_says() {
        compare(1, 100_000);
    }

    @Test
    @Tag("long")
    void two_million_more_random_periods_settle_as_the_table_of_the_rulebook_says() {
        compare(1_000_000, 2_000_000);
    }

    @Test
    void after_each_of_20_000_random_periods_escrow_and_bonds_are_empty_and_no_wallet_is_below_zero() {
        for (long seed = 0; seed < 20_000; seed++) {
            RandomPeriods period = RandomPeriods.next(new SplittableRandom(seed));
            TreeMap<String, BigInteger> balances = balancesAfter(period);
            assertThat(balances.entrySet()).as("seed %d", seed).allSatisfy(balance -> {
                String account = balance.getKey();
                if (account.startsWith("escrow:") || account.startsWith("bond:")) {
                    assertThat(balance.getValue()).as(account).isZero();
                }
                if (account.startsWith("wallet:")) {
                    assertThat(balance.getValue()).as(account).isNotNegative();
                }
                if (account.startsWith("arrears:")) {
                    assertThat(balance.getValue()).as(account).isNotPositive();
                }
            });
        }
    }

    @Test
    void correcting_20_000_random_periods_leaves_everybody_as_if_the_right_reading_had_come_at_once() {
        for (long seed = 0; seed < 20_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            RandomPeriods period = RandomPeriods.next(random);
            RandomPeriods other = RandomPeriods.next(random);
            PeriodSettlement settled = PeriodSettlement.settle(period.tariff(), period.trades(), period.participants());
            for (int i = 0;
                    i
                            < Math.min(
                                    period.participants().size(),
                                    other.participants().size());
                    i++) {
                ParticipantPeriod participant = period.participants().get(i);
                SettledParticipant before = settled.participants().get(i);
                Statement corrected = new Statement(
                        before.statement().contract(),
                        other.participants().get(i).metered().orElseThrow(),
                        period.tariff());
                Settlement correction = Settlement.correction(
                        before.statement(), corrected, before.settlement().balances());
                Settlement atOnce = Settlement.first(corrected, participant.balances(), participant.bond());
                assertThat(correction.balances())
                        .as("seed %d, %s", seed, participant)
                        .isEqualTo(atOnce.balances());
            }
        }
    }

    @Test
    void per_trade_figures_of_20_000_random_periods_add_up_and_no_Wh_counts_twice() {
        for (long seed = 0; seed < 20_000; seed++) {
            RandomPeriods period = RandomPeriods.next(new SplittableRandom(seed));
            for (SettledParticipant each : settle(period).participants()) {
                List<TradeDelivery> deliveries = each.statement().deliveries();
                assertThat(Energy.sum(deliveries.stream()
                                .map(TradeDelivery::delivered)
                                .toList()))
                        .as("seed %d", seed)
                        .isEqualTo(each.statement().delivered());
                for (int i = 1; i < deliveries.size(); i++) {
                    // a trade gets something only when the one before it is full
                    assertThat(deliveries.get(i).delivered().isZero()
                                    || deliveries.get(i - 1).missed().isZero())
                            .as("seed %d", seed)
                            .isTrue();
                }
            }
        }
    }

    private static void compare(long firstSeed, int periods) {
        for (long seed = firstSeed; seed < firstSeed + periods; seed++) {
            RandomPeriods period = RandomPeriods.next(new SplittableRandom(seed));
            PeriodSettlement settled = settle(period);
            NaiveSettlement naive = NaiveSettlement.settle(period.tariff(), period.trades(), period.participants());
            if (!same(settled, naive)) {
                report(seed, period, settled, naive);
            }
        }
    }

    private static PeriodSettlement settle(RandomPeriods period) {
        return PeriodSettlement.settle(period.tariff(), period.trades(), period.participants());
    }

    private static boolean same(PeriodSettlement settled, NaiveSettlement naive) {
        boolean same = settled.sum().isZero()
                && big(settled.gridNet()).equals(naive.grid)
                && BigInteger.valueOf(settled.soldByGrid().wh()).equals(naive.sold)
                && BigInteger.valueOf(settled.boughtByGrid().wh()).equals(naive.bought);
        for (SettledParticipant each : settled.participants()) {
            String id = each.statement().participantId();
            Balances balances = each.settlement().balances();
            same &= big(each.statement().net()).equals(naive.nets.get(id))
                    && big(balances.wallet()).equals(naive.wallets.get(id))
                    && big(balances.arrears()).equals(naive.arrears.get(id));
        }
        return same;
    }

    private static void report(long seed, RandomPeriods period, PeriodSettlement settled, NaiveSettlement naive) {
        SoftAssertions softly = new SoftAssertions();
        softly.assertThat(settled.sum()).as("sum of seed %d: %s", seed, period).isEqualTo(Money.ZERO);
        softly.assertThat(settled.gridNet().nano()).as("grid").isEqualTo(naive.grid.longValueExact());
        softly.assertThat(settled.soldByGrid().wh()).as("sold").isEqualTo(naive.sold.longValueExact());
        softly.assertThat(settled.boughtByGrid().wh()).as("bought").isEqualTo(naive.bought.longValueExact());
        for (SettledParticipant each : settled.participants()) {
            String id = each.statement().participantId();
            Balances balances = each.settlement().balances();
            softly.assertThat(big(each.statement().net())).as("net %s", id).isEqualTo(naive.nets.get(id));
            softly.assertThat(big(balances.wallet())).as("wallet %s", id).isEqualTo(naive.wallets.get(id));
            softly.assertThat(big(balances.arrears())).as("arrears %s", id).isEqualTo(naive.arrears.get(id));
        }
        softly.assertAll();
    }

    private static TreeMap<String, BigInteger> balancesAfter(RandomPeriods period) {
        TreeMap<String, BigInteger> balances = new TreeMap<>();
        for (Trade trade : period.trades()) {
            add(balances, Account.escrow(trade.buyer()), Prepayment.escrow(trade, period.tariff()));
        }
        for (ParticipantPeriod participant : period.participants()) {
            add(balances, Account.bond(participant.participantId()), participant.bond());
            add(
                    balances,
                    Account.wallet(participant.participantId()),
                    participant.balances().wallet());
            add(
                    balances,
                    Account.arrears(participant.participantId()),
                    participant.balances().arrears());
        }
        for (SettledParticipant each : settle(period).participants()) {
            for (Posting posting : each.settlement().journal().postings()) {
                add(balances, posting.account(), posting.amount());
            }
        }
        return balances;
    }

    private static void add(TreeMap<String, BigInteger> balances, Account account, Money amount) {
        balances.merge(account.name(), big(amount), BigInteger::add);
    }

    private static BigInteger big(Money money) {
        return BigInteger.valueOf(money.nano());
    }
}
