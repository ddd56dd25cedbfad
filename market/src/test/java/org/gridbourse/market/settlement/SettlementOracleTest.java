package org.gridbourse.market.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.gridbourse.market.delivery.MeteredEnergy;
import org.gridbourse.market.delivery.PeriodEnergy;
import org.gridbourse.market.money.Account;
import org.gridbourse.market.money.Posting;
import org.gridbourse.market.prepayment.Prepayment;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.trade.Trade;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SettlementOracleTest {

    @Test
    void random_periods_settle_as_the_text_of_the_rulebook_says() {
        compare(1, 6_000);
    }

    @Test
    @Tag("long")
    void two_million_more_random_periods_settle_as_the_text_of_the_rulebook_says() {
        compare(1_000_000, 2_000_000);
    }

    @Test
    void in_5_000_random_periods_meeting_a_peer_is_never_worse_than_the_grid() {
        int met = 0;
        for (long seed = 0; seed < 5_000; seed++) {
            RandomPeriods period = RandomPeriods.next(new SplittableRandom(seed));
            for (SettledParticipant each : settle(period).participants()) {
                Statement statement = each.statement();
                Statement alone = Statement.withGridAlone(statement.contract(), statement.energy(), period.tariff());
                assertThat(statement.net()).as("seed %d, %s", seed, statement).isGreaterThanOrEqualTo(alone.net());
                assertThat(statement.toFund().isNegative()).as("seed %d", seed).isFalse();
                met += statement.pooled().isNothing() ? 0 : 1;
            }
        }
        assertThat(met).isGreaterThan(3_000);
    }

    @Test
    void in_5_000_random_periods_who_keeps_its_word_is_never_worse_off_than_with_the_grid_alone() {
        int kept = 0;
        for (long seed = 0; seed < 5_000; seed++) {
            RandomPeriods period = RandomPeriods.next(new SplittableRandom(seed));
            for (SettledParticipant each : settle(period).participants()) {
                Statement statement = each.statement();
                boolean oneSided = statement.contract().sales().isEmpty()
                        || statement.contract().purchases().isEmpty();
                if (oneSided && statement.missed().isZero()) {
                    kept++;
                    assertThat(statement.net())
                            .as("seed %d, %s", seed, statement)
                            .isGreaterThanOrEqualTo(period.tariff()
                                    .gridOnly(
                                            statement.metered().imported(),
                                            statement.metered().exported()));
                }
            }
        }
        assertThat(kept).isGreaterThan(5_000);
    }

    @Test
    void a_counterexample_shrinks_to_the_fewest_participants_trades_and_wh_that_still_show_it() {
        RandomPeriods period = RandomPeriods.next(new SplittableRandom(3));
        assertThat(period.trades()).hasSizeGreaterThan(1);

        RandomPeriods shrunk = RandomPeriods.shrink(period, each -> settle(each).participants().stream()
                .anyMatch(participant -> !participant.statement().missed().isZero()));

        assertThat(shrunk.trades())
                .hasSize(1)
                .allMatch(trade -> trade.quantity().wh() == 1);
        assertThat(shrunk.participants())
                .hasSize(2)
                .allMatch(participant ->
                        participant.metered().orElse(MeteredEnergy.NONE).equals(MeteredEnergy.NONE));
    }

    @Test
    void after_each_of_5_000_random_periods_escrow_and_bonds_are_empty_and_no_wallet_is_below_zero() {
        for (long seed = 0; seed < 5_000; seed++) {
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
    void correcting_5_000_random_periods_with_the_grid_leaves_everybody_as_if_the_right_reading_had_come_at_once() {
        for (long seed = 0; seed < 5_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            RandomPeriods period = RandomPeriods.next(random);
            RandomPeriods other = RandomPeriods.next(random);
            PeriodSettlement settled =
                    PeriodSettlement.settle(period.tariff(), period.trades(), period.participants(), 1_440);
            for (int i = 0;
                    i
                            < Math.min(
                                    period.participants().size(),
                                    other.participants().size());
                    i++) {
                ParticipantPeriod participant = period.participants().get(i);
                SettledParticipant before = settled.participants().get(i);
                Statement estimated = Statement.withGridAlone(
                        before.statement().contract(), before.statement().energy(), period.tariff());
                Statement corrected = estimated.corrected(
                        PeriodEnergy.of(other.participants().get(i).metered().orElse(MeteredEnergy.NONE)));
                Settlement first = Settlement.first(estimated, participant.balances(), participant.bond());
                Settlement correction = Settlement.correction(estimated, corrected, first.balances());
                Settlement atOnce = Settlement.first(corrected, participant.balances(), participant.bond());
                assertThat(correction.balances())
                        .as("seed %d, %s", seed, participant)
                        .isEqualTo(atOnce.balances());
            }
        }
    }

    @Test
    void per_trade_figures_of_5_000_random_periods_add_up_and_no_Wh_counts_twice() {
        for (long seed = 0; seed < 5_000; seed++) {
            RandomPeriods period = RandomPeriods.next(new SplittableRandom(seed));
            for (SettledParticipant each : settle(period).participants()) {
                Energy missed = assertFilledInOrder(each.statement().sales())
                        .plus(assertFilledInOrder(each.statement().purchases()));
                assertThat(missed)
                        .as("seed %d", seed)
                        .isEqualTo(each.statement().missed());
            }
        }
    }

    /** A trade gets something only when the one before it is full; answers what is missing in all. */
    private static Energy assertFilledInOrder(List<TradeDelivery> deliveries) {
        for (int i = 1; i < deliveries.size(); i++) {
            assertThat(deliveries.get(i).delivered().isZero()
                            || deliveries.get(i - 1).missed().isZero())
                    .as("%s", deliveries)
                    .isTrue();
        }
        return Energy.sum(deliveries.stream().map(TradeDelivery::missed).toList());
    }

    private static void compare(long firstSeed, int periods) {
        for (long seed = firstSeed; seed < firstSeed + periods; seed++) {
            RandomPeriods period = RandomPeriods.next(new SplittableRandom(seed));
            if (differs(period)) {
                RandomPeriods shrunk = RandomPeriods.shrink(period, SettlementOracleTest::differs);
                assertThat(figures(settle(shrunk)))
                        .as("seed %d, shrunk to %s", seed, shrunk)
                        .isEqualTo(NaiveSettlement.settle(shrunk));
            }
        }
    }

    private static boolean differs(RandomPeriods period) {
        return !figures(settle(period)).equals(NaiveSettlement.settle(period));
    }

    private static PeriodSettlement settle(RandomPeriods period) {
        return PeriodSettlement.settle(period.tariff(), period.trades(), period.participants(), 1_440);
    }

    private static TreeMap<String, BigInteger> figures(PeriodSettlement settled) {
        TreeMap<String, BigInteger> figures = new TreeMap<>();
        figures.put("grid net", big(settled.gridNet()));
        figures.put("fund", big(settled.fundNet()));
        figures.put("grid sold", BigInteger.valueOf(settled.soldByGrid().wh()));
        figures.put("grid bought", BigInteger.valueOf(settled.boughtByGrid().wh()));
        for (SettledParticipant each : settled.participants()) {
            String id = each.statement().participantId();
            figures.put("net " + id, big(each.statement().net()));
            figures.put(
                    "bought " + id,
                    BigInteger.valueOf(each.statement().pooled().bought().wh()));
            figures.put(
                    "sold " + id,
                    BigInteger.valueOf(each.statement().pooled().sold().wh()));
            figures.put("wallet " + id, big(each.settlement().balances().wallet()));
            figures.put("arrears " + id, big(each.settlement().balances().arrears()));
        }
        return figures;
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
