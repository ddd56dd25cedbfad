package org.gridbourse.market.clearing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gridbourse.market.clearing.Books.book;
import static org.gridbourse.market.clearing.Books.filled;
import static org.gridbourse.market.clearing.Books.prices;
import static org.gridbourse.market.clearing.Books.trades;

import org.gridbourse.market.order.Side;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.tariff.LimitRange;
import org.junit.jupiter.api.Test;

class ClearingTest {

    @Test
    void price_is_the_midpoint_of_651_to_655_when_1500_Wh_are_bid_down_to_660_and_asked_from_651() {
        // given the example of the interfaces
        OrderBook book = book("o-1 BUY 1000@700 500@660", "o-2 SELL 1500@651", "o-3 SELL 20@655");
        // when
        ClearingResult result = Clearing.clear(book);
        // then the next Wh would be sold at 655 and the last one is sold at 651
        assertThat(result.volume().wh()).isEqualTo(1_500);
        assertThat(prices(result)).containsExactly(651L, 655L, 653L);
        assertThat(filled(result)).containsExactly(1_500L, 1_500L, 0L);
        assertThat(trades(result)).containsExactly("t-00001: of-o-1 buys 1500 from of-o-2 at 653");
    }

    @Test
    void an_empty_book_trades_nothing_and_has_no_price() {
        ClearingResult result = Clearing.clear(book());

        assertThat(result.volume().wh()).isZero();
        assertThat(prices(result)).isEmpty();
        assertThat(result.fills()).isEmpty();
        assertThat(result.trades()).isEmpty();
    }

    @Test
    void a_book_with_bids_alone_or_offers_alone_trades_nothing_and_fills_every_order_with_zero() {
        assertThat(filled(Clearing.clear(book("b1 BUY 5@9", "b2 BUY 5@8")))).containsExactly(0L, 0L);
        assertThat(filled(Clearing.clear(book("s1 SELL 5@1")))).containsExactly(0L);
    }

    @Test
    void a_bid_one_micro_below_the_offer_does_not_trade() {
        ClearingResult result = Clearing.clear(book("b1 BUY 5@7", "s1 SELL 5@8"));

        assertThat(result.volume().wh()).isZero();
        assertThat(result.equilibrium()).isEmpty();
    }

    @Test
    void a_bid_and_an_offer_at_the_same_price_trade_at_it() {
        ClearingResult result = Clearing.clear(book("b1 BUY 5@8", "s1 SELL 3@8"));

        assertThat(result.volume().wh()).isEqualTo(3);
        assertThat(prices(result)).containsExactly(8L, 8L, 8L);
    }

    @Test
    void all_bids_above_all_offers_trade_at_the_midpoint_rounded_down() {
        // given 5 Wh bid at 10 and asked at 3: all prices from 3 to 10 are in equilibrium
        ClearingResult result = Clearing.clear(book("b1 BUY 5@10", "s1 SELL 5@3"));
        // then floor(13 / 2)
        assertThat(prices(result)).containsExactly(3L, 10L, 6L);
    }

    @Test
    void a_split_marginal_order_sets_the_price_alone() {
        // given a third bid that is only filled in part: any other price would leave it more or less than it wants
        ClearingResult result = Clearing.clear(book("b1 BUY 10@9", "b2 BUY 10@7", "s1 SELL 15@2"));
        // then
        assertThat(prices(result)).containsExactly(7L, 7L, 7L);
        assertThat(filled(result)).containsExactly(10L, 5L, 15L);
    }

    @Test
    void a_bid_that_just_misses_holds_the_price_up() {
        // given 10 Wh asked at 2; the second bid at 7 gets nothing, so the price must not be below 7
        ClearingResult result = Clearing.clear(book("b1 BUY 10@9", "b2 BUY 10@7", "s1 SELL 10@2"));
        // then
        assertThat(prices(result)).containsExactly(7L, 9L, 8L);
    }

    @Test
    void the_greatest_volume_is_taken_although_the_last_part_of_it_trades_without_gain() {
        // given 5 Wh bid at exactly the price of the last 5 Wh asked
        ClearingResult result = Clearing.clear(book("b1 BUY 5@6", "s1 SELL 5@6", "b2 BUY 5@9", "s2 SELL 5@3"));
        // then
        assertThat(result.volume().wh()).isEqualTo(10);
        assertThat(prices(result)).containsExactly(6L, 6L, 6L);
    }

    @Test
    void steps_at_the_price_share_in_proportion_and_left_over_Wh_go_to_the_lowest_order_ids() {
        // given 10 Wh for bids of 7, 7 and 7 Wh at the price: 3 each and one left over
        ClearingResult result = Clearing.clear(book("b3 BUY 7@5", "b1 BUY 7@5", "b2 BUY 7@5", "s1 SELL 10@5"));
        // then b1 has it
        assertThat(filled(result)).containsExactly(4L, 3L, 3L, 10L);
    }

    @Test
    void better_priced_steps_are_filled_whole_and_only_the_quantity_at_the_price_counts_for_the_share() {
        // given 30 Wh asked; 20 go to the better bids; 10 are shared between 3 and 9 Wh at 5: 2.5 and 7.5
        ClearingResult result = Clearing.clear(book("b1 BUY 19@6 3@5", "b2 BUY 1@6 9@5 100@4", "s1 SELL 30@1"));
        // then b1 gets 19 + 2 + 1 left over, b2 1 + 7
        assertThat(prices(result)).containsExactly(5L, 5L, 5L);
        assertThat(filled(result)).containsExactly(22L, 8L, 30L);
    }

    @Test
    void sellers_share_in_the_same_way_when_supply_is_the_longer_side() {
        // given 100 Wh bid; 50 and 150 Wh asked at the price: 25 and 75
        ClearingResult result = Clearing.clear(book("b1 BUY 100@5", "s1 SELL 50@5", "s2 SELL 150@5"));
        // then
        assertThat(filled(result)).containsExactly(100L, 25L, 75L);
    }

    @Test
    void filled_bids_and_offers_are_laid_side_by_side_in_ascending_order_id() {
        // given bids of 3 and 5, offers of 4 and 4
        ClearingResult result = Clearing.clear(book("b2 BUY 5@9", "b1 BUY 3@9", "s2 SELL 4@1", "s1 SELL 4@1"));
        // then 3 | 1 4 over 4 | 4
        assertThat(trades(result))
                .containsExactly(
                        "t-00001: of-b1 buys 3 from of-s1 at 5",
                        "t-00002: of-b2 buys 1 from of-s1 at 5",
                        "t-00003: of-b2 buys 4 from of-s2 at 5");
    }

    @Test
    void ascending_order_ids_are_ascending_utf_8_bytes_not_utf_16_units() {
        // given U+FFFD, in UTF-16 above the pair of U+1F50C, in UTF-8 (EF.. and F0..) below it
        String plug = "\uD83D\uDD0C";
        String replacement = "\uFFFD";
        ClearingResult result = Clearing.clear(book(plug + " BUY 1@5", replacement + " BUY 1@5", "s SELL 1@5"));
        // then the only Wh goes to U+FFFD
        assertThat(result.fills())
                .filteredOn(fill -> fill.filled().wh() == 1 && fill.order().side() == Side.BUY)
                .extracting(fill -> fill.order().orderId())
                .containsExactly(replacement);
    }

    @Test
    void limit_prices_and_quantities_up_to_the_greatest_long_clear_without_overflow() {
        long max = Long.MAX_VALUE;
        LimitRange all = new LimitRange(UnitPrice.ZERO, new UnitPrice(max));
        OrderBook book =
                new OrderBook("t", all, Books.orders("b1 BUY " + max + "@" + max, "s1 SELL " + max + "@" + (max - 1)));

        ClearingResult result = Clearing.clear(book);

        assertThat(result.volume().wh()).isEqualTo(max);
        assertThat(prices(result)).containsExactly(max - 1, max, max - 1);
    }

    @Test
    void a_bid_and_an_offer_at_the_greatest_long_trade_at_it() {
        long max = Long.MAX_VALUE;
        LimitRange greatest = new LimitRange(new UnitPrice(max), new UnitPrice(max));
        OrderBook book =
                new OrderBook("t", greatest, Books.orders("b1 BUY 5@" + max, "b2 BUY 3@" + max, "s1 SELL 4@" + max));

        ClearingResult result = Clearing.clear(book);

        // 5 : 3 of 4 Wh are 2.5 and 1.5; the Wh left over goes to the lower id
        assertThat(filled(result)).containsExactly(3L, 1L, 4L);
        assertThat(prices(result)).containsExactly(max, max, max);
    }

    @Test
    void shares_of_huge_quantities_are_exact() {
        // given 2^62 Wh asked for two bids of 2^61 + 1 and 2^62 - 1 Wh at the price, 3 x 2^61 in all
        long p61 = 1L << 61;
        ClearingResult result = Clearing.clear(
                book("b1 BUY " + (p61 + 1) + "@5", "b2 BUY " + (2 * p61 - 1) + "@5", "s1 SELL " + 2 * p61 + "@5"));
        // then 2/3 of each: (2^62 + 2) / 3 = 1537228672809129302 exactly, and (2^63 - 2) / 3 = 3074457345618258602
        // exactly
        assertThat(filled(result)).containsExactly(1_537_228_672_809_129_302L, 3_074_457_345_618_258_602L, 2 * p61);
    }

    @Test
    void ten_steps_on_both_sides_meet_where_they_cross() {
        ClearingResult result = Clearing.clear(book(
                "b BUY 1@19 1@18 1@17 1@16 1@15 1@14 1@13 1@12 1@11 1@10",
                "s SELL 1@10 1@11 1@12 1@13 1@14 1@15 1@16 1@17 1@18 1@19"));
        // the fifth bid, 15, meets the fifth offer, 14; the sixth ones, 14 and 15, do not meet
        assertThat(result.volume().wh()).isEqualTo(5);
        assertThat(prices(result)).containsExactly(14L, 15L, 14L);
    }
}
