package org.gridbourse.market.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.gridbourse.market.credit.CreditScore;
import org.gridbourse.market.delivery.MeteredEnergy;
import org.gridbourse.market.delivery.PeriodEnergy;
import org.gridbourse.market.money.Balances;
import org.gridbourse.market.prepayment.DefaultCompensation;
import org.gridbourse.market.prepayment.DefaultCompensation.Payment;
import org.gridbourse.market.prepayment.Prepayment;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.rules.RuleSet;
import org.gridbourse.market.tariff.Tariff;
import org.gridbourse.market.trade.Trade;
import org.junit.jupiter.api.Test;

/**
 * Attacks that the rules must withstand, as far as one period shows them, with their figures (rulebook, section 10).
 * Retail 0.83, feed-in 0.30, grid fee 0.01: floor 0.30, cap 0.82, middle 0.56, a quarter of the band 0.13.
 */
class AttacksTest {
    private static final Tariff TARIFF = tariff(830_000, 300_000, 10_000);
    private static final long UNIT = 1_000_000_000L;
    private static final long KWH = 1_000;
    private static final long PLENTY = 100 * UNIT;

    @Test
    void d1_one_Wh_traded_at_the_cap_does_not_set_the_price_of_20_pooled_kWh() {
        // given 1 Wh sold at 0.82, 20 kWh that x has over and 20 kWh that y misses
        PeriodSettlement settled = settle(
                List.of(trade("t", 1, 820_000)),
                party("s", 0, 0, 1),
                party("b", 0, 1, 0),
                party("x", 0, 0, 20 * KWH),
                party("y", PLENTY, 20 * KWH, 0));

        // then p = (1 x 0.82 + 19 999 x 0.56) / 20 000, and x gets 11.20, not 16.40
        assertThat(statement(settled, "x").pooled().price()).isEqualTo(new UnitPrice(560_013));
        assertThat(net(settled, "x")).isEqualTo(11_200_000_000L);
        assertThat(net(settled, "y")).isEqualTo(-20_000L * (560_013 + 10_000));
        assertThat(settled.fundNet()).isEqualTo(new Money(20_000 * 13));
        assertThat(settled.sum()).isEqualTo(Money.ZERO);
    }

    @Test
    void d2_who_lives_off_the_pool_does_worse_than_who_orders() {
        // given 10 kWh at 0.45, and as much met in the pool
        PeriodSettlement low = pooledBesideTrade(450_000);
        // then who ordered pays 4.60 and who did not 5.70, though the pool's price is 0.45
        assertThat(statement(low, "y").pooled().price()).isEqualTo(new UnitPrice(450_000));
        assertThat(net(low, "b")).isEqualTo(-4_600_000_000L);
        assertThat(net(low, "y")).isEqualTo(-5_700_000_000L);
        // and at 0.65 who ordered gets 6.50 and who did not 5.60
        PeriodSettlement high = pooledBesideTrade(650_000);
        assertThat(net(high, "s")).isEqualTo(6_500_000_000L);
        assertThat(net(high, "x")).isEqualTo(5_600_000_000L);
    }

    private static PeriodSettlement pooledBesideTrade(long price) {
        return settle(
                List.of(trade("t", 10 * KWH, price)),
                party("s", 0, 0, 10 * KWH),
                party("b", 0, 10 * KWH, 0),
                party("x", 0, 0, 10 * KWH),
                party("y", PLENTY, 10 * KWH, 0));
    }

    @Test
    void d2_a_phantom_sale_that_the_pool_covers_costs_at_least_a_quarter_of_the_band() {
        // given 10 kWh sold at 0.45, nothing delivered, and 10 kWh that x has over
        PeriodSettlement settled = settle(
                List.of(trade("t", 10 * KWH, 450_000)),
                party("s", 0, 0, 0),
                party("b", 0, 10 * KWH, 0),
                party("x", 0, 0, 10 * KWH));

        // then it pays 0.58, 0.13 more than it gets
        assertThat(net(settled, "s")).isEqualTo(-1_300_000_000L);
        assertThat(net(settled, "x")).isEqualTo(4_500_000_000L);
        assertThat(settled.fundNet()).isEqualTo(new Money(1_300_000_000L));
        // and near the cap no more than the cap
        PeriodSettlement near = settle(
                List.of(trade("t", 10 * KWH, 800_000)),
                party("s", 0, 0, 0),
                party("b", 0, 10 * KWH, 0),
                party("x", 0, 0, 10 * KWH));
        assertThat(net(near, "s")).isEqualTo(-200_000_000L);
    }

    @Test
    void d2_a_buyer_that_takes_nothing_gets_a_quarter_of_the_band_less_than_it_pays() {
        // given 10 kWh bought at 0.65 and not taken, and y that misses 10 kWh
        PeriodSettlement settled = settle(
                List.of(trade("t", 10 * KWH, 650_000)),
                party("s", 0, 0, 10 * KWH),
                party("b", 0, 0, 0),
                party("y", PLENTY, 10 * KWH, 0));

        // then it gets 0.52, and y pays 0.65 + 0.01
        assertThat(net(settled, "b")).isEqualTo(-1_300_000_000L);
        assertThat(net(settled, "y")).isEqualTo(-6_600_000_000L);
        assertThat(settled.fundNet()).isEqualTo(new Money(1_300_000_000L));
    }

    @Test
    void d3_a_straw_without_money_does_not_take_from_the_pool_what_a_friend_brings() {
        // given a friend with 40 kWh over and a straw that imports 40 kWh
        PeriodSettlement settled = settle(List.of(), party("friend", 0, 0, 40 * KWH), party("straw", 0, 40 * KWH, 0));

        // then the friend gets 12.00 of the grid, not 22.40; a straw that can pay 33.20 may take
        assertThat(net(settled, "friend")).isEqualTo(12 * UNIT);
        PeriodSettlement rich =
                settle(List.of(), party("friend", 0, 0, 40 * KWH), party("straw", 33_200_000_000L, 40 * KWH, 0));
        assertThat(net(rich, "friend")).isEqualTo(22_400_000_000L);
        assertThat(settledOf(rich, "straw").settlement().balances().arrears()).isEqualTo(Money.ZERO);
    }

    @Test
    void d4_false_extra_energy_that_is_corrected_costs_2_70() {
        // given 10 kWh that were never there, pooled at 0.56
        PeriodSettlement settled = settle(List.of(), party("liar", 0, 0, 10 * KWH), party("y", PLENTY, 10 * KWH, 0));
        Statement written = statement(settled, "liar");
        assertThat(written.net()).isEqualTo(new Money(5_600_000_000L));

        // when the true reading comes
        Statement corrected = written.corrected(PeriodEnergy.NONE);
        Settlement correction = Settlement.correction(
                written, corrected, settledOf(settled, "liar").settlement().balances());

        // then what met a peer stands and is bought at 0.83: - 2.70, where taking it back at feed-in left 2.60
        assertThat(corrected.net()).isEqualTo(new Money(-2_700_000_000L));
        assertThat(correction.balances().arrears()).isEqualTo(new Money(-2_700_000_000L));
        assertThat(corrected.soldByGrid()).isEqualTo(new Energy(10 * KWH));
    }

    @Test
    void a_correction_of_pooled_missing_energy_sells_what_is_not_missing_any_more_at_feed_in() {
        PeriodSettlement settled = settle(
                List.of(trade("t", 10 * KWH, 450_000)),
                party("s", 0, 0, 4 * KWH),
                party("b", 0, 10 * KWH, 0),
                party("x", 0, 0, 5 * KWH));
        Statement written = statement(settled, "s");
        // 6 kWh missing, 5 from peers at 0.58, 1 from the grid at 0.82
        assertThat(written.net()).isEqualTo(new Money(10_000L * 450_000 - 5_000L * 580_000 - 1_000L * 820_000));

        // 8 kWh delivered after all: 2 missing, 3 of the 5 sold at 0.30; 1 kWh: 9 missing, 4 more at 0.82
        assertThat(written.corrected(exported(8 * KWH)).net())
                .isEqualTo(new Money(10_000L * 450_000 - 5_000L * 580_000 + 3_000L * 300_000));
        assertThat(written.corrected(exported(1 * KWH)).net())
                .isEqualTo(new Money(10_000L * 450_000 - 5_000L * 580_000 - 4_000L * 820_000));
        // 12 kWh: nothing missing, 5 sold at 0.30, and 2 over at 0.30
        assertThat(written.corrected(exported(12 * KWH)).net())
                .isEqualTo(new Money(10_000L * 450_000 - 5_000L * 580_000 + 7_000L * 300_000));
    }

    @Test
    void D1_a_phantom_seller_whose_buyer_defaults_gets_nothing_a_real_one_what_it_lost() {
        // given 10 kWh at the cap, void since the buyer did not prepay, and a bond of its partner's loss, 5.20
        List<Trade> voided = List.of(trade("t", 10 * KWH, 820_000));
        Money bond = new Money(5_200_000_000L);

        // then a seller that exported nothing gets nothing, the bond goes to the fund
        DefaultCompensation phantom = compensation(bond, alone("s", 0, 0), voided);
        assertThat(phantom.payments()).isEmpty();
        assertThat(phantom.toFund()).isEqualTo(bond);
        // and one that exported 10 kWh, bought by the grid at 0.30, 8.20 - 3.00
        assertThat(compensation(bond, alone("s", 0, 10 * KWH), voided).payments())
                .containsExactly(new Payment("t", "s", bond));
        // and one whose 10 kWh met a peer at 0.56, 8.20 - 5.60
        PeriodSettlement met = settle(List.of(), party("s", 0, 0, 10 * KWH), party("y", PLENTY, 10 * KWH, 0));
        assertThat(compensation(bond, statement(met, "s"), voided).payments())
                .containsExactly(new Payment("t", "s", new Money(2_600_000_000L)));
    }

    @Test
    void D1_energy_counts_once_over_the_void_trades_of_a_partner_in_ascending_trade_number() {
        List<Trade> voided = List.of(trade("t-1", 6 * KWH, 500_000), trade("t-2", 6 * KWH, 500_000));

        // a buyer that took 8 kWh at 0.83: 6 and 2 kWh at 0.83 - 0.51
        assertThat(VoidTradeLosses.of(alone("b", 8 * KWH, 0), voided))
                .containsExactly(
                        new Payment("t-1", "b", new Money(6_000L * 320_000)),
                        new Payment("t-2", "b", new Money(2_000L * 320_000)));
        // a seller at the floor loses nothing
        assertThat(VoidTradeLosses.of(alone("s", 0, 8 * KWH), List.of(trade("t-1", 6 * KWH, 300_000))))
                .containsExactly(new Payment("t-1", "s", Money.ZERO));
        // at F -0.50, exporting 8 kWh of which 6 were sold at 0 cost 3.00
        Statement negative =
                Statement.withGridAlone(new Contract("s", List.of()), exported(8 * KWH), tariff(300_000, -500_000, 0));
        assertThat(VoidTradeLosses.of(negative, List.of(trade("t-1", 6 * KWH, 0))))
                .containsExactly(new Payment("t-1", "s", new Money(3 * UNIT)));
    }

    @Test
    void N1_a_straw_buyer_that_takes_nothing_at_negative_feed_in_pays_out_of_its_pledge() {
        // given F -0.50, 10 kWh at 0: 5.00 in escrow, the wallet emptied
        Tariff negative = tariff(300_000, -500_000, 0);
        List<Trade> trades = List.of(trade("t", 10 * KWH, 0));
        assertThat(Prepayment.escrow(trades.get(0), negative)).isEqualTo(new Money(5 * UNIT));

        PeriodSettlement silent = PeriodSettlement.settle(
                negative, trades, List.of(party("s", 0, 0, 10 * KWH), party("b", 0, Optional.empty())), 1_440);

        // then it owes nobody anything, silent or not: taken 0, - 5.00, and nothing is left
        assertThat(net(silent, "b")).isEqualTo(-5 * UNIT);
        assertThat(settledOf(silent, "b").settlement().balances()).isEqualTo(new Balances(Money.ZERO, Money.ZERO));
    }

    @Test
    void G1_two_houses_of_one_owner_pay_the_wires_for_10_kWh_each_way() {
        PeriodEnergy houses = PeriodEnergy.ofPoints(List.of(metered(0, 10 * KWH), metered(10 * KWH, 0)));

        assertThat(Statement.withGridAlone(new Contract("x", List.of()), houses, TARIFF)
                        .net())
                .isEqualTo(new Money(-100_000_000L));
        // where G is more than R - F, as if the one had been sold and the other bought
        assertThat(Statement.withGridAlone(new Contract("x", List.of()), houses, tariff(40_000, 35_000, 10_000))
                        .net())
                .isEqualTo(new Money(-50_000_000L));
    }

    @Test
    void d7_a_bot_that_keeps_every_tolerance_gets_a_quarter_of_the_spread_of_what_it_delivered_and_not_the_fund() {
        FundShare fund = new FundShare(new Money(20 * UNIT), new Energy(471));

        // 462 of 471 Wh are 19.62 of 20.00; 462 x 0.52 / 4 per kWh are 0.06
        assertThat(fund.of(List.of(new FundShare.Delivered(new Energy(462), TARIFF))))
                .isEqualTo(new Money(60_060_000L));
        assertThat(fund.of(List.of())).isEqualTo(Money.ZERO);
        // where the fund is small, its part, rounded down
        assertThat(new FundShare(new Money(10), new Energy(3))
                        .of(List.of(new FundShare.Delivered(new Energy(1), TARIFF))))
                .isEqualTo(new Money(3));
    }

    @Test
    void O3_in_a_declared_outage_the_grid_pays_what_broken_contracts_cost() {
        // given 10 kWh at 0.45, the feeder off, both meters at 0
        PeriodSettlement settled =
                settle(List.of(trade("t", 10 * KWH, 450_000)), party("s", 0, 0, 0), party("b", 0, 0, 0));

        // then both deviations meet; the seller pays 0.58 for 0.45, the buyer gets 0.32 for 0.45
        assertThat(net(settled, "s")).isEqualTo(-1_300_000_000L);
        assertThat(net(settled, "b")).isEqualTo(-1_300_000_000L);
        // and the grid pays both what it cost them
        assertThat(statement(settled, "s").costOfBrokenContract()).isEqualTo(new Money(1_300_000_000L));
        assertThat(statement(settled, "b").costOfBrokenContract()).isEqualTo(new Money(1_300_000_000L));
        assertThat(statement(settle(List.of(), party("x", 0, 0, 5)), "x").costOfBrokenContract())
                .isEqualTo(Money.ZERO);
    }

    private static DefaultCompensation compensation(Money bond, Statement partner, List<Trade> voided) {
        return DefaultCompensation.pay(bond, VoidTradeLosses.of(partner, voided));
    }

    private static PeriodSettlement settle(List<Trade> trades, ParticipantPeriod... parties) {
        return PeriodSettlement.settle(TARIFF, trades, Arrays.asList(parties), 1_440);
    }

    private static Statement alone(String id, long importWh, long exportWh) {
        return Statement.withGridAlone(
                new Contract(id, List.of()), PeriodEnergy.of(metered(importWh, exportWh)), TARIFF);
    }

    private static ParticipantPeriod party(String id, long walletNano, long importWh, long exportWh) {
        return party(id, walletNano, Optional.of(metered(importWh, exportWh)));
    }

    private static ParticipantPeriod party(String id, long walletNano, Optional<MeteredEnergy> metered) {
        return new ParticipantPeriod(
                id,
                new Balances(new Money(walletNano), Money.ZERO),
                Money.ZERO,
                CreditScore.ofPoints(RuleSet.version1(), 600),
                Energy.ZERO,
                metered);
    }

    private static SettledParticipant settledOf(PeriodSettlement settled, String id) {
        return settled.participants().stream()
                .filter(each -> each.statement().participantId().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static Statement statement(PeriodSettlement settled, String id) {
        return settledOf(settled, id).statement();
    }

    private static long net(PeriodSettlement settled, String id) {
        return statement(settled, id).net().nano();
    }

    private static PeriodEnergy exported(long wh) {
        return PeriodEnergy.of(metered(0, wh));
    }

    private static MeteredEnergy metered(long importWh, long exportWh) {
        return new MeteredEnergy(new Energy(importWh), new Energy(exportWh));
    }

    private static Trade trade(String id, long wh, long price) {
        return new Trade(id, "b", "s", new Energy(wh), new UnitPrice(price));
    }

    private static Tariff tariff(long retail, long feedIn, long gridFee) {
        return new Tariff(new UnitPrice(retail), new UnitPrice(feedIn), new UnitPrice(gridFee));
    }
}
