package org.gridbourse.market.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.gridbourse.market.Refusals.assertRefused;

import java.util.List;
import java.util.Optional;
import org.gridbourse.market.Refusal;
import org.gridbourse.market.credit.CreditCause;
import org.gridbourse.market.credit.CreditScore;
import org.gridbourse.market.delivery.MeteredEnergy;
import org.gridbourse.market.delivery.PeriodEnergy;
import org.gridbourse.market.money.Account;
import org.gridbourse.market.money.Balances;
import org.gridbourse.market.money.Posting;
import org.gridbourse.market.money.Reason;
import org.gridbourse.market.order.Side;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.rules.RuleSet;
import org.gridbourse.market.tariff.Tariff;
import org.gridbourse.market.trade.Trade;
import org.junit.jupiter.api.Test;

/** Section 8 row by row: retail 830, feed-in 650, grid fee 10, price 700, so that a missing Wh costs 120. */
class SettlementTest {
    private static final Tariff TARIFF = tariff(830, 650, 10);
    private static final Balances EMPTY = new Balances(Money.ZERO, Money.ZERO);
    private static final List<Trade> ONE = List.of(trade("t-1", 1_000));

    @Test
    void seller_that_delivers_its_contract_gets_the_price_and_its_bond_back() {
        Settlement settled = Settlement.first(seller(0, 1_000), EMPTY, new Money(130_000));

        assertThat(seller(0, 1_000).net()).isEqualTo(new Money(700_000));
        assertThat(seller(0, 1_000).amounts())
                .containsExactly(new Amount(Reason.DELIVERED, new Money(700_000), Optional.of("t-1")));
        assertThat(settled.balances()).isEqualTo(balances(830_000, 0));
        assertThat(lines(settled))
                .containsExactly(
                        "escrow:b -700000 DELIVERED t-1",
                        "wallet:s 700000 DELIVERED t-1",
                        "bond:s -130000 BOND_RETURNED",
                        "wallet:s 130000 BOND_RETURNED");
    }

    @Test
    void seller_200_Wh_short_of_1000_pays_the_grid_the_difference_to_retail_out_of_its_bond() {
        Statement statement = seller(0, 800);
        Settlement settled = Settlement.first(statement, EMPTY, new Money(130_000));
        // 800 x 700 - 200 x (830 - 10 - 700)
        assertThat(statement.net()).isEqualTo(new Money(536_000));
        assertThat(statement.missed()).isEqualTo(new Energy(200));
        assertThat(statement.soldByGrid()).isEqualTo(new Energy(200));
        assertThat(lines(settled))
                .containsExactly(
                        "escrow:b -560000 DELIVERED t-1",
                        "wallet:s 560000 DELIVERED t-1",
                        "escrow:b -140000 GRID_SUPPLY t-1",
                        "grid:cash 140000 GRID_SUPPLY t-1",
                        "bond:s -24000 SHORTFALL t-1",
                        "grid:cash 24000 SHORTFALL t-1",
                        "bond:s -106000 BOND_RETURNED",
                        "wallet:s 106000 BOND_RETURNED");
    }

    @Test
    void shortfall_is_paid_from_bond_then_wallet_then_arrears() {
        // given 1 000 x 120 to pay, 50 000 in the bond and 40 000 in the wallet
        Settlement settled = Settlement.first(seller(0, 0), balances(40_000, 0), new Money(50_000));

        assertThat(settled.balances()).isEqualTo(balances(0, -30_000));
        assertThat(lines(settled))
                .containsExactly(
                        "escrow:b -700000 GRID_SUPPLY t-1",
                        "grid:cash 700000 GRID_SUPPLY t-1",
                        "bond:s -50000 SHORTFALL t-1",
                        "grid:cash 50000 SHORTFALL t-1",
                        "wallet:s -40000 SHORTFALL t-1",
                        "grid:cash 40000 SHORTFALL t-1",
                        "arrears:s -30000 SHORTFALL t-1",
                        "grid:receivable 30000 SHORTFALL t-1");
    }

    @Test
    void seller_beyond_its_contract_sells_the_rest_to_the_grid_at_feed_in() {
        Statement statement = seller(100, 1_300);

        assertThat(statement.meteredWh()).isEqualTo(1_200);
        assertThat(statement.over()).isEqualTo(new Energy(200));
        assertThat(statement.net()).isEqualTo(new Money(1_000 * 700 + 200 * 650));
        assertThat(statement.boughtByGrid()).isEqualTo(new Energy(200));
        assertThat(statement.soldByGrid()).isEqualTo(Energy.ZERO);
    }

    @Test
    void seller_that_imports_delivers_nothing_and_buys_at_retail() {
        Statement statement = seller(50, 0);

        assertThat(statement.meteredWh()).isEqualTo(-50);
        assertThat(statement.delivered()).isEqualTo(Energy.ZERO);
        assertThat(statement.over()).isEqualTo(Energy.ZERO);
        assertThat(statement.net()).isEqualTo(new Money(-1_000 * 120 - 50 * 830));
        assertThat(statement.soldByGrid()).isEqualTo(new Energy(1_050));
        // the rest of a bond pays for the import before anything becomes arrears
        assertThat(Settlement.first(statement, EMPTY, new Money(130_000)).balances())
                .isEqualTo(balances(0, -31_500));
    }

    @Test
    void buyer_that_takes_its_contract_has_paid_price_and_grid_fee() {
        Statement statement = buyer(1_000, 0);

        assertThat(statement.net()).isEqualTo(new Money(-710_000));
        assertThat(lines(Settlement.first(statement, EMPTY, Money.ZERO)))
                .containsExactly("escrow:b -10000 GRID_FEE t-1", "grid:cash 10000 GRID_FEE t-1");
    }

    @Test
    void buyer_that_takes_300_Wh_less_gets_their_grid_fee_back_and_sells_them_to_the_grid_at_feed_in() {
        Statement statement = buyer(700, 0);

        assertThat(statement.missed()).isEqualTo(new Energy(300));
        assertThat(statement.boughtByGrid()).isEqualTo(new Energy(300));
        assertThat(statement.net()).isEqualTo(new Money(-700_000 - 7_000 + 300 * 650));
        assertThat(lines(Settlement.first(statement, EMPTY, Money.ZERO)))
                .containsExactly(
                        "escrow:b -7000 GRID_FEE t-1",
                        "grid:cash 7000 GRID_FEE t-1",
                        "escrow:b -3000 ESCROW_RETURNED t-1",
                        "wallet:b 3000 ESCROW_RETURNED t-1",
                        "grid:cash -195000 NOT_TAKEN t-1",
                        "wallet:b 195000 NOT_TAKEN t-1");
    }

    @Test
    void buyer_beyond_its_contract_buys_the_rest_from_the_grid_at_retail() {
        Statement statement = buyer(1_200, 0);

        assertThat(statement.over()).isEqualTo(new Energy(200));
        assertThat(statement.net()).isEqualTo(new Money(-710_000 - 200 * 830));
        assertThat(statement.soldByGrid()).isEqualTo(new Energy(200));
        assertThat(Settlement.first(statement, balances(100_000, 0), Money.ZERO).balances())
                .isEqualTo(balances(0, -66_000));
    }

    @Test
    void buyer_that_exports_takes_nothing_and_sells_its_export_at_feed_in() {
        Statement statement = buyer(0, 80);

        assertThat(statement.meteredWh()).isEqualTo(-80);
        assertThat(statement.missed()).isEqualTo(new Energy(1_000));
        assertThat(statement.net()).isEqualTo(new Money(-700_000 + 1_000 * 650 + 80 * 650));
        assertThat(statement.boughtByGrid()).isEqualTo(new Energy(1_080));
    }

    @Test
    void without_a_trade_export_is_sold_at_feed_in_and_import_bought_at_retail() {
        Statement exporting = statement("x", List.of(), 10, 110, TARIFF);
        Statement importing = statement("x", List.of(), 110, 10, TARIFF);

        assertThat(exporting.net()).isEqualTo(new Money(65_000));
        assertThat(exporting.meteredWh()).isEqualTo(100);
        assertThat(exporting.over()).isEqualTo(new Energy(100));
        assertThat(exporting.side()).isEmpty();
        assertThat(exporting.boughtByGrid()).isEqualTo(new Energy(100));
        assertThat(importing.net()).isEqualTo(new Money(-83_000));
        assertThat(importing.meteredWh()).isEqualTo(-100);
        assertThat(importing.over()).isEqualTo(Energy.ZERO);
        assertThat(importing.soldByGrid()).isEqualTo(new Energy(100));
    }

    @Test
    void at_a_negative_feed_in_whoever_gives_energy_to_the_grid_pays_for_it() {
        Tariff negative = tariff(830, -20, 10);
        Statement over = statement("s", ONE, 0, 1_100, negative);
        Statement notTaken = statement("b", ONE, 900, 0, negative);

        assertThat(over.net()).isEqualTo(new Money(700_000 - 2_000));
        assertThat(notTaken.net()).isEqualTo(new Money(-700_000 - 9_000 - 2_000));
        assertThat(lines(Settlement.first(notTaken, EMPTY, Money.ZERO)))
                .containsExactly(
                        "escrow:b -9000 GRID_FEE t-1",
                        "grid:cash 9000 GRID_FEE t-1",
                        // 100 x G and, pledged for what is not taken, 1 000 x 20
                        "escrow:b -21000 ESCROW_RETURNED t-1",
                        "wallet:b 21000 ESCROW_RETURNED t-1",
                        "wallet:b -2000 NOT_TAKEN t-1",
                        "grid:cash 2000 NOT_TAKEN t-1");
    }

    @Test
    void a_participants_delivery_fills_its_trades_in_ascending_trade_id() {
        List<Trade> trades = List.of(trade("t-2", 400), trade("t-10", 300), trade("t-1", 300));
        Statement statement = statement("s", trades, 0, 650, TARIFF);

        assertThat(statement.sales())
                .extracting(delivery ->
                        delivery.trade().tradeId() + " " + delivery.delivered().wh())
                .containsExactly("t-1 300", "t-10 300", "t-2 50");
    }

    @Test
    void income_of_a_period_repays_arrears_of_earlier_ones_first() {
        Settlement settled = Settlement.first(seller(0, 1_000), balances(0, -600_000), Money.ZERO);

        assertThat(settled.balances()).isEqualTo(balances(100_000, 0));
    }

    @Test
    void a_correction_posts_the_differences_with_the_grid() {
        // given 800 of 1 000 Wh settled, and a new reading that says 950
        Settlement correction = Settlement.correction(seller(0, 800), seller(0, 950), EMPTY);
        // then 150 x 700 more for the delivery and 150 x 120 less for what is missing
        assertThat(correction.balances()).isEqualTo(balances(123_000, 0));
        assertThat(lines(correction))
                .containsExactly(
                        "grid:cash -105000 DELIVERED t-1",
                        "wallet:s 105000 DELIVERED t-1",
                        "grid:cash -18000 SHORTFALL t-1",
                        "wallet:s 18000 SHORTFALL t-1");
    }

    @Test
    void a_correction_downwards_is_paid_from_the_wallet_and_then_from_arrears() {
        // given 1 000 Wh settled, and a new reading that says 900: 100 x 820 to pay back
        Settlement correction = Settlement.correction(seller(0, 1_000), seller(0, 900), balances(80_000, 0));

        assertThat(correction.balances()).isEqualTo(balances(0, -2_000));
    }

    @Test
    void a_correction_by_the_same_figures_posts_nothing() {
        assertThat(Settlement.correction(seller(0, 800), seller(100, 900), EMPTY)
                        .journal()
                        .postings())
                .isEmpty();
    }

    @Test
    void a_correction_keeps_contract_tariff_and_what_met_peers() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settlement.correction(seller(0, 800), buyer(800, 0), EMPTY));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settlement.correction(
                        seller(0, 800), statement("s", ONE, 0, 800, tariff(830, 640, 10)), EMPTY));
    }

    @Test
    void a_contract_is_of_its_owner_and_on_the_side_of_its_net() {
        assertThat(new Contract("s", ONE).side()).contains(Side.SELL);
        assertThat(new Contract("b", ONE).side()).contains(Side.BUY);
        assertThat(new Contract("x", List.of()).side()).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> new Contract("x", ONE));
        Trade reversed = new Trade("t-2", "s", "b", new Energy(1_000), new UnitPrice(700));
        assertThat(new Contract("s", List.of(ONE.get(0), reversed)).side()).isEmpty();
    }

    @Test
    void trades_and_deliveries_are_what_they_can_be() {
        assertThatIllegalArgumentException().isThrownBy(() -> trade("t", 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Trade("t", "x", "x", new Energy(1), UnitPrice.ZERO));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Trade("t", "b", "s", new Energy(1), new UnitPrice(-1)));
        new Trade("t", "b", "s", new Energy(1), UnitPrice.ZERO);
        assertThatIllegalArgumentException().isThrownBy(() -> new TradeDelivery(ONE.get(0), new Energy(1_001)));
        assertThatIllegalArgumentException().isThrownBy(() -> participant("s", -1, Optional.empty()));
    }

    @Test
    void nets_of_all_participants_of_the_grid_and_of_the_fund_add_up_to_zero() {
        // given 200 Wh missing of the seller's contract, and 10 Wh that x has over: they meet
        PeriodSettlement settled = settle(
                ONE,
                participant("s", 130_000, metered(0, 800)),
                participant("b", 0, metered(1_000, 0)),
                participant("x", 0, metered(0, 10)));

        // V = 1 000 at 700, v = 10: p = 700, M = 735; the seller pays 700 + ceil(170 / 4) = 743 for 10 Wh and 820 for
        // 190; x gets min(700, 735)
        assertThat(nets(settled)).containsExactly(1_000 * 700L - 10 * 743 - 190 * 820, -710_000L, 7_000L);
        // 190 x 820 + 10 000 fee
        assertThat(settled.gridNet()).isEqualTo(new Money(165_800));
        // 10 x (743 - 700)
        assertThat(settled.fundNet()).isEqualTo(new Money(430));
        assertThat(settled.sum()).isEqualTo(Money.ZERO);
        assertThat(settled.soldByGrid()).isEqualTo(new Energy(190));
        assertThat(settled.boughtByGrid()).isEqualTo(Energy.ZERO);
        // tolerance min(max(100, 50), 500) = 100: - 100 x 100 / 1 000; + 20; nothing
        assertThat(settled.participants())
                .extracting(SettledParticipant::pointsAfter)
                .containsExactly(590, 620, 600);
    }

    @Test
    void arrears_are_income_of_the_grid_too() {
        PeriodSettlement settled = settle(List.of(), participant("x", 0, metered(10, 0)));

        assertThat(settled.gridNet()).isEqualTo(new Money(8_300));
        assertThat(settled.sum()).isEqualTo(Money.ZERO);
    }

    @Test
    void without_readings_the_seller_delivered_nothing_and_the_buyer_took_its_contract() {
        PeriodSettlement settled = settle(
                ONE,
                participant("s", 0, Optional.empty()),
                participant("b", 0, Optional.empty()),
                participant("x", 0, Optional.empty()));

        assertThat(settled.participants())
                .extracting(each -> each.statement().meteredWh())
                .containsExactly(0L, 1_000L, 0L);
        assertThat(settled.participants().get(1).creditChange().orElseThrow().cause())
                .isEqualTo(CreditCause.ESTIMATED);
        // an estimate moves money and no energy: closed, both have missed 1 000 - 100, and all three hid a period
        assertThat(settled.participants())
                .extracting(SettledParticipant::pointsAfter)
                .containsExactly(600 - 90 - 50, 600 - 90 - 50, 600 - 50);
    }

    @Test
    void a_silent_buyer_is_estimated_as_having_taken_nothing_where_that_costs_it_more() {
        // F = -20 < -G = -10: taking the contract would cost G, not taking it costs 20
        PeriodSettlement settled = PeriodSettlement.settle(
                tariff(830, -20, 10),
                ONE,
                List.of(participant("s", 0, metered(0, 1_000)), participant("b", 0, Optional.empty())),
                1_440);

        assertThat(settled.participants().get(1).statement().delivered()).isEqualTo(Energy.ZERO);
        assertThat(nets(settled)).containsExactly(700_000L, -700_000L - 20_000L);
    }

    @Test
    void what_other_meters_measured_counts_and_the_silent_one_took_the_rest_of_the_contract() {
        Contract contract = new Contract("b", ONE);

        assertThat(Estimate.of(contract, metered(300, 0).orElseThrow(), TARIFF))
                .isEqualTo(metered(700, 0).orElseThrow());
        assertThat(Estimate.of(contract, metered(1_300, 0).orElseThrow(), TARIFF))
                .isEqualTo(MeteredEnergy.NONE);
        assertThat(Estimate.of(new Contract("s", ONE), metered(0, 300).orElseThrow(), TARIFF))
                .isEqualTo(MeteredEnergy.NONE);
    }

    @Test
    void a_case_that_breaks_a_rule_is_refused() {
        ParticipantPeriod s = participant("s", 0, metered(0, 0));
        ParticipantPeriod b = participant("b", 0, metered(0, 0));
        assertRefused(
                Refusal.PRICE_OUT_OF_RANGE,
                "price 700 is outside 650..699",
                () -> PeriodSettlement.settle(tariff(709, 650, 10), ONE, List.of(s, b), 1_440));
        assertRefused(
                Refusal.TRADE_INVALID,
                "trade id 't-1' appears twice",
                () -> settle(List.of(ONE.get(0), trade("t-2", 5), trade("t-1", 5)), s, b));
        assertRefused(Refusal.ACCOUNT_INVALID, "its party 'b' has no account", () -> settle(ONE, s));
        assertRefused(Refusal.ACCOUNT_INVALID, "'s' has more than one account", () -> settle(ONE, s, b, s));
    }

    @Test
    void who_bought_may_have_sold_again_and_its_net_is_its_contract() {
        // given 1 000 Wh bought of s at 700 and 400 sold on to a at 720
        Trade on = new Trade("t-2", "a", "b", new Energy(400), new UnitPrice(720));
        Statement taken = statement("b", List.of(ONE.get(0), on), 600, 0, TARIFF);
        Statement short200 = statement("b", List.of(ONE.get(0), on), 400, 0, TARIFF);

        assertThat(taken.side()).contains(Side.BUY);
        assertThat(taken.contracted()).isEqualTo(new Energy(600));
        // the grid fee is due on what it took itself
        assertThat(taken.net()).isEqualTo(new Money(400 * 720 - 1_000 * 700 - 600 * 10));
        // 200 Wh not taken go to the grid at feed-in
        assertThat(short200.net()).isEqualTo(new Money(400 * 720 - 1_000 * 700 - 400 * 10 + 200 * 650));
        assertThat(short200.missed()).isEqualTo(new Energy(200));
        assertThat(Settlement.first(short200, EMPTY, Money.ZERO).journal().changeOf(Account.escrow("b")))
                .isEqualTo(new Money(-10_000));
    }

    @Test
    void amounts_beyond_the_range_of_money_are_refused_not_wrapped() {
        Statement huge = statement("x", List.of(), Long.MAX_VALUE / 100, 0, TARIFF);

        assertRefused(Refusal.AMOUNT_OUT_OF_RANGE, "beyond the range", huge::net);
    }

    private static PeriodSettlement settle(List<Trade> trades, ParticipantPeriod... participants) {
        return PeriodSettlement.settle(TARIFF, trades, List.of(participants), 1_440);
    }

    private static List<Long> nets(PeriodSettlement settled) {
        return settled.participants().stream()
                .map(each -> each.statement().net().nano())
                .toList();
    }

    private static Statement seller(long importWh, long exportWh) {
        return statement("s", ONE, importWh, exportWh, TARIFF);
    }

    private static Statement buyer(long importWh, long exportWh) {
        return statement("b", ONE, importWh, exportWh, TARIFF);
    }

    private static Statement statement(String id, List<Trade> trades, long importWh, long exportWh, Tariff tariff) {
        return Statement.withGridAlone(
                new Contract(id, trades),
                PeriodEnergy.of(metered(importWh, exportWh).orElseThrow()),
                tariff);
    }

    private static ParticipantPeriod participant(String id, long bondNano, Optional<MeteredEnergy> metered) {
        return new ParticipantPeriod(
                id,
                EMPTY,
                new Money(bondNano),
                CreditScore.ofPoints(RuleSet.version1(), 600),
                new Energy(5_000),
                metered);
    }

    private static Optional<MeteredEnergy> metered(long importWh, long exportWh) {
        return Optional.of(new MeteredEnergy(new Energy(importWh), new Energy(exportWh)));
    }

    private static Trade trade(String id, long wh) {
        return new Trade(id, "b", "s", new Energy(wh), new UnitPrice(700));
    }

    private static Balances balances(long walletNano, long arrearsNano) {
        return new Balances(new Money(walletNano), new Money(arrearsNano));
    }

    private static Tariff tariff(long retail, long feedIn, long gridFee) {
        return new Tariff(new UnitPrice(retail), new UnitPrice(feedIn), new UnitPrice(gridFee));
    }

    private static List<String> lines(Settlement settlement) {
        return settlement.journal().postings().stream()
                .map(SettlementTest::line)
                .toList();
    }

    private static String line(Posting posting) {
        return "%s %d %s%s"
                .formatted(
                        posting.account(),
                        posting.amount().nano(),
                        posting.reason(),
                        posting.tradeId().map(" "::concat).orElse(""));
    }
}
