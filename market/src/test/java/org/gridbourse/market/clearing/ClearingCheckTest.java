package org.gridbourse.market.clearing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.gridbourse.market.clearing.Books.book;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gridbourse.market.Refusal;
import org.gridbourse.market.RefusedException;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.trade.Trade;
import org.junit.jupiter.api.Test;

/** What a wrong or forged clearing looks like, and that the check before writing sees each. */
class ClearingCheckTest {
    private final OrderBook book = book("b1 BUY 10@9", "b2 BUY 10@7", "s1 SELL 15@2", "s2 SELL 5@8");
    private final ClearingResult right = Clearing.clear(book);

    @Test
    void the_right_result_passes() {
        // 15 Wh at 7: b1 10, b2 5, s1 15
        assertThat(Books.prices(right)).containsExactly(7L, 7L, 7L);
        ClearingCheck.require(book, right);
    }

    @Test
    void a_volume_that_is_not_what_the_fills_add_up_to() {
        refused(new ClearingResult(new Energy(14), right.equilibrium(), right.fills(), right.trades()), "BUY fills 15");
    }

    @Test
    void offers_that_are_filled_less_than_the_bids() {
        refused(withFills(10, 5, 14, 0), "SELL fills 14");
    }

    @Test
    void a_missing_fill() {
        refused(
                new ClearingResult(
                        right.volume(), right.equilibrium(), right.fills().subList(0, 3), right.trades()),
                "4 orders have 3 fills");
    }

    @Test
    void a_fill_of_another_order() {
        List<Fill> fills = new ArrayList<>(right.fills());
        fills.set(3, fills.get(2));
        refused(new ClearingResult(right.volume(), right.equilibrium(), fills, right.trades()), "s2 has no fill");
    }

    @Test
    void an_order_filled_beyond_its_limit() {
        // b2 bids 7 and is made to buy at 8
        refused(
                new ClearingResult(right.volume(), equilibrium(8, 8), right.fills(), right.trades()),
                "b2 is filled beyond its limit");
    }

    @Test
    void a_better_order_left_out_for_a_worse_one() {
        refused(withFills(5, 10, 15, 0), "b1 is better than the price");
    }

    @Test
    void a_volume_that_could_be_greater() {
        OrderBook tied = book("b1 BUY 10@7", "s1 SELL 10@7");
        ClearingResult less = new ClearingResult(
                new Energy(4),
                equilibrium(7, 7),
                List.of(
                        new Fill(tied.orders().get(0), new Energy(4)),
                        new Fill(tied.orders().get(1), new Energy(4))),
                List.of(trade("t-00001", "of-b1", "of-s1", 4, 7)));
        assertRefused(tied, less, "a buyer and a seller both wait");
    }

    @Test
    void an_interval_whose_end_is_no_limit_price() {
        OrderBook wide = book("b1 BUY 10@9", "s1 SELL 10@2");
        ClearingResult result = Clearing.clear(wide);
        assertRefused(
                wide,
                new ClearingResult(result.volume(), equilibrium(3, 8), result.fills(), result.trades()),
                "is no limit price");
    }

    @Test
    void an_interval_that_reaches_too_low_for_demand() {
        OrderBook wide = book("b1 BUY 10@9", "b2 BUY 10@6", "s1 SELL 10@4");
        ClearingResult result = Clearing.clear(wide);
        assertThat(Books.prices(result)).containsExactly(6L, 9L, 7L);
        // midpoint of 4 and 9 is still above 6, yet at 4 demand is 20
        ClearingResult low = new ClearingResult(
                result.volume(), equilibrium(4, 9), result.fills(), List.of(trade("t-00001", "of-b1", "of-s1", 10, 6)));
        assertRefused(wide, low, "no equilibrium price of demand");
    }

    @Test
    void an_interval_that_reaches_too_high_for_supply() {
        OrderBook wide = book("b1 BUY 10@20", "s1 SELL 10@2", "s2 SELL 10@12");
        ClearingResult result = Clearing.clear(wide);
        assertThat(Books.prices(result)).containsExactly(2L, 12L, 7L);
        assertRefused(
                wide,
                new ClearingResult(
                        result.volume(),
                        equilibrium(2, 20),
                        result.fills(),
                        List.of(trade("t-00001", "of-b1", "of-s1", 10, 11))),
                "no equilibrium price of supply");
    }

    @Test
    void a_clearing_without_trades_although_a_bid_reaches_an_offer() {
        refused(withoutTrade(), "nothing is traded although 9 micro/kWh is bid and 2 micro/kWh asked");
    }

    @Test
    void energy_traded_without_a_price() {
        refused(new ClearingResult(right.volume(), Optional.empty(), right.fills(), right.trades()), "without a price");
    }

    @Test
    void a_trade_at_another_price() {
        refused(
                withTrades(trade("t-00001", "of-b1", "of-s1", 10, 7), trade("t-00002", "of-b2", "of-s1", 5, 6)),
                "t-00002 is at 6");
    }

    @Test
    void trades_that_do_not_add_up_to_the_fills() {
        refused(
                withTrades(trade("t-00001", "of-b1", "of-s1", 10, 7), trade("t-00002", "of-b2", "of-s1", 4, 7)),
                "b2 is filled 5 Wh but trades 4 Wh");
    }

    @Test
    void a_trade_of_somebody_without_an_order() {
        refused(
                withTrades(
                        trade("t-00001", "of-b1", "of-s1", 10, 7),
                        trade("t-00002", "of-b2", "of-s1", 5, 7),
                        trade("t-00003", "stranger", "other", 5, 7)),
                "t-00003 has no order in its place that could BUY");
    }

    @Test
    void a_seller_of_a_trade_without_an_order() {
        refused(
                withTrades(
                        trade("t-00001", "of-b1", "of-s1", 10, 7),
                        trade("t-00002", "of-b2", "of-s1", 3, 7),
                        trade("t-00003", "of-b2", "stranger", 2, 7)),
                "s1 is filled 15 Wh but trades 13 Wh");
    }

    @Test
    void trades_that_are_not_paired_in_the_order_of_the_orders() {
        refused(
                withTrades(trade("t-00001", "of-b2", "of-s1", 5, 7), trade("t-00002", "of-b1", "of-s1", 10, 7)),
                "b1 is filled 10 Wh but trades 0 Wh");
    }

    @Test
    void trades_out_of_order() {
        refused(
                withTrades(trade("t-00002", "of-b1", "of-s1", 10, 7), trade("t-00001", "of-b2", "of-s1", 5, 7)),
                "t-00001 does not follow t-00002");
    }

    @Test
    void two_trades_under_one_id() {
        refused(
                withTrades(trade("t-00001", "of-b1", "of-s1", 10, 7), trade("t-00001", "of-b2", "of-s1", 5, 7)),
                "t-00001 does not follow t-00001");
    }

    @Test
    void a_clearing_without_trades_although_a_bid_just_meets_an_offer() {
        OrderBook meeting = book("b1 BUY 1@7", "s1 SELL 1@7");
        List<Fill> nothing = meeting.orders().stream()
                .map(order -> new Fill(order, Energy.ZERO))
                .toList();
        assertRefused(
                meeting,
                new ClearingResult(Energy.ZERO, Optional.empty(), nothing, List.of()),
                "nothing is traded although 7 micro/kWh is bid and 7 micro/kWh asked");
    }

    private ClearingResult withFills(long... filledWh) {
        List<Fill> fills = new ArrayList<>();
        for (int i = 0; i < filledWh.length; i++) {
            fills.add(new Fill(book.orders().get(i), new Energy(filledWh[i])));
        }
        return new ClearingResult(right.volume(), right.equilibrium(), fills, right.trades());
    }

    private ClearingResult withTrades(Trade... trades) {
        return new ClearingResult(right.volume(), right.equilibrium(), right.fills(), List.of(trades));
    }

    private ClearingResult withoutTrade() {
        List<Fill> fills = book.orders().stream()
                .map(order -> new Fill(order, Energy.ZERO))
                .toList();
        return new ClearingResult(Energy.ZERO, Optional.empty(), fills, List.of());
    }

    private static Optional<Equilibrium> equilibrium(long low, long high) {
        return Optional.of(new Equilibrium(new UnitPrice(low), new UnitPrice(high)));
    }

    private static Trade trade(String id, String buyer, String seller, long wh, long price) {
        return new Trade(id, buyer, seller, new Energy(wh), new UnitPrice(price));
    }

    private void refused(ClearingResult forged, String detail) {
        assertRefused(book, forged, detail);
    }

    private static void assertRefused(OrderBook book, ClearingResult forged, String detail) {
        assertThatThrownBy(() -> ClearingCheck.require(book, forged))
                .hasMessageContaining(detail)
                .asInstanceOf(type(RefusedException.class))
                .extracting(RefusedException::refusal)
                .isEqualTo(Refusal.CLEARING_CHECK_FAILED);
    }
}
