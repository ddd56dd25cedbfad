package org.gridbourse.market.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gridbourse.market.Refusals.assertRefused;

import java.util.List;
import java.util.stream.Stream;
import org.gridbourse.market.Refusal;
import org.gridbourse.market.order.NetPosition;
import org.gridbourse.market.order.Side;
import org.gridbourse.market.order.StorageOrder;
import org.gridbourse.market.order.Store;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.tariff.Tariff;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JointClearingTest {

    @Test
    void the_worked_session_is_proven_to_34_270_nano_per_20_kWh() {
        JointClearing clearing = JointClearing.of(Sessions.worked(), Sessions.GOOD);

        // 18 000 x 88 674 - 19 952 x 80 000 = 1 596 132 000 - 1 596 160 000
        CheckedStorage storage = clearing.storage().get(0);
        assertThat(storage.profitNano()).isEqualTo(-28_000);
        // a discharged Wh brings 88 674 000 pico and draws 1053 x 84 210: 870 more, 40 000 of them; charging loses
        assertThat(storage.boundNano()).isEqualTo(34_800);
        assertThat(storage.gapNano()).isEqualTo(62_800);
        // at noon the seller is at the floor and shares; in the evening all 18 kWh come from the storage
        assertThat(clearing.periods().get(0).volumeWh()).isEqualTo(19_952);
        assertThat(clearing.periods().get(1).volumeWh()).isEqualTo(18_000);
        assertThat(clearing.periods().get(1).trades()).singleElement().satisfies(trade -> {
            assertThat(trade.buyer()).isEqualTo("owner-evening");
            assertThat(trade.seller()).isEqualTo("owner-st");
            assertThat(trade.price()).isEqualTo(new UnitPrice(88_674));
        });
        // the steps alone would leave any price between 80 000 and 300 000 in the evening: the middle is 190 000
        assertThat(clearing.score()).isEqualTo(new ProposalScore(62_800, 18_000 * (190_000 - 88_674L)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badProposals")
    void is_refused(String what, Refusal refusal, Proposal proposal) {
        assertRefused(refusal, "", () -> JointClearing.of(Sessions.worked(), proposal));
    }

    static Stream<Arguments> badProposals() {
        List<Long> good = Sessions.GOOD.pricesMicroPerKwh();
        List<Long> none = List.of(0L, 0L);
        List<Long> all = List.of(19_952L, 0L);
        List<Long> given = List.of(0L, 18_000L);
        List<Long> cap = List.of(80_000L, 300_000L);
        Refusal gap = Refusal.PROPOSAL_GAP_TOO_LARGE;
        Refusal infeasible = Refusal.PROPOSAL_NOT_FEASIBLE;
        Refusal incomplete = Refusal.PROPOSAL_INCOMPLETE;
        return Stream.of(
                bad("idle stores", gap, cap, none, none, 84_210),
                bad("idle stores, energy valued highly", gap, cap, none, none, 284_900),
                bad("half used", gap, cap, List.of(9_976L, 0L), List.of(0L, 9_000L), 284_900),
                bad("95 percent used", gap, cap, List.of(18_955L, 0L), List.of(0L, 17_100L), 284_900),
                bad("99 percent used", gap, cap, List.of(19_753L, 0L), List.of(0L, 17_820L), 284_900),
                bad(
                        "99 percent used at the right prices",
                        Refusal.PROPOSAL_NOT_BALANCED,
                        good,
                        List.of(19_753L, 0L),
                        List.of(0L, 17_820L),
                        84_210),
                bad("equal welfare, evening price at mid band", gap, List.of(80_000L, 190_000L), all, given, 84_210),
                bad("evening price + 1 percent", gap, List.of(80_000L, 89_561L), all, given, 84_210),
                bad("evening price - 1 percent", gap, List.of(80_000L, 87_787L), all, given, 84_210),
                bad(
                        "noon price + 1 percent: the seller would be whole",
                        Refusal.PROPOSAL_NOT_BALANCED,
                        List.of(80_800L, 88_674L),
                        all,
                        given,
                        84_210),
                bad("values of nothing", gap, good, all, given, 0),
                bad("values too high", gap, good, all, given, 300_000),
                bad("a negative value", Refusal.PROPOSAL_VALUE_NEGATIVE, good, all, given, -1),
                bad("huge values", Refusal.AMOUNT_OUT_OF_RANGE, good, all, given, Long.MAX_VALUE / 1000),
                bad(
                        "price below the floor",
                        Refusal.PROPOSAL_PRICE_OUT_OF_BAND,
                        List.of(79_999L, 88_674L),
                        all,
                        given,
                        84_210),
                bad(
                        "price above the cap",
                        Refusal.PROPOSAL_PRICE_OUT_OF_BAND,
                        List.of(80_000L, 300_001L),
                        all,
                        given,
                        84_210),
                bad(
                        "a negative price",
                        Refusal.PROPOSAL_PRICE_OUT_OF_BAND,
                        List.of(Long.MIN_VALUE, 88_674L),
                        all,
                        given,
                        84_210),
                bad("one price", incomplete, List.of(80_000L), all, given, 84_210),
                bad("charging of one period", incomplete, good, List.of(1L), given, 84_210),
                bad("too much power", infeasible, good, List.of(40_001L, 0L), given, 84_210),
                bad("an overflow of power", infeasible, good, List.of(Long.MAX_VALUE, 0L), given, 84_210),
                bad("negative charging", infeasible, good, List.of(19_952L, -1L), given, 84_210),
                bad("more given than stored", infeasible, good, List.of(19_951L, 0L), given, 84_210),
                Arguments.of("no schedule", incomplete, new Proposal(good, List.of())),
                Arguments.of(
                        "another order's schedule",
                        incomplete,
                        new Proposal(good, List.of(Sessions.schedule("other", all, given, 84_210)))),
                Arguments.of(
                        "a schedule twice",
                        incomplete,
                        new Proposal(
                                good,
                                List.of(Sessions.schedule(all, given, 84_210), Sessions.schedule(all, given, 84_210)))),
                Arguments.of(
                        "a negative value of throughput",
                        Refusal.PROPOSAL_VALUE_NEGATIVE,
                        new Proposal(
                                good, List.of(new StorageSchedule("st", all, given, List.of(84_210L, 84_210L), -1)))),
                Arguments.of(
                        "throughput valued at an overflow",
                        Refusal.AMOUNT_OUT_OF_RANGE,
                        new Proposal(
                                good,
                                List.of(new StorageSchedule(
                                        "st", all, given, List.of(84_210L, 84_210L), Long.MAX_VALUE)))));
    }

    private static Arguments bad(
            String what, Refusal refusal, List<Long> prices, List<Long> charge, List<Long> discharge, long value) {
        return Arguments.of(what, refusal, new Proposal(prices, List.of(Sessions.schedule(charge, discharge, value))));
    }

    @Test
    void a_storage_of_the_longer_side_gives_way_by_one_Wh_and_two_give_way_in_ascending_id() {
        // two storages give 9 000 Wh each, and one of them a Wh more than is asked for
        SessionBook book = Sessions.session(
                List.of(Sessions.TARIFF, Sessions.TARIFF),
                List.of(Sessions.storage("st-2", 50_000, 20_000), Sessions.storage("st-1", 50_000, 20_000)));
        Proposal proposal = new Proposal(
                Sessions.GOOD.pricesMicroPerKwh(),
                List.of(
                        Sessions.schedule("st-1", List.of(9_980L, 0L), List.of(0L, 9_000L), 84_210),
                        Sessions.schedule("st-2", List.of(9_980L, 0L), List.of(0L, 9_001L), 84_210)));

        ClearedPeriod evening = JointClearing.of(book, proposal).periods().get(1);

        assertThat(evening.volumeWh()).isEqualTo(18_000);
        assertThat(evening.fills())
                .extracting(
                        fill -> fill.order().orderId(), fill -> fill.filled().wh())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("evening", 18_000L),
                        org.assertj.core.groups.Tuple.tuple("st-1", 8_999L),
                        org.assertj.core.groups.Tuple.tuple("st-2", 9_001L));
    }

    @Test
    void without_a_proposal_storages_are_idle_and_their_net_positions_are_steps() {
        StorageOrder storage = Sessions.storage("st", 100_000, 40_000);
        StorageOrder withNet =
                new StorageOrder("st", "owner-st", new NetPosition(List.of(500L, -700L), 0, 100), storage.store());

        JointClearing idle = JointClearing.withIdleStorages(
                Sessions.session(List.of(Sessions.TARIFF, Sessions.TARIFF), List.of(withNet)));

        // noon: 500 bid at the cap for 30 000 asked at the floor; evening: 700 asked at 80 000 + 10 % of 220 000
        assertThat(idle.periods().get(0).volumeWh()).isEqualTo(500);
        assertThat(idle.periods().get(0).price()).contains(new UnitPrice(80_000));
        assertThat(idle.periods().get(1).volumeWh()).isEqualTo(700);
        assertThat(idle.periods().get(1).price()).contains(new UnitPrice(300_000));
    }

    @Test
    void own_use_comes_first_even_where_the_owner_asks_more_than_buying_costs() {
        // 400 Wh left over, asked at 102 000; the price is 90 000 and the storage takes 300: no trade at all
        OwnerPeriod period = period(-400, 0, 100, 90_000);

        assertThat(period.position(300, 0)).isEqualTo(new OwnerPeriod.Position(Side.BUY, 0, 0));
        assertThat(period.position(500, 0)).isEqualTo(new OwnerPeriod.Position(Side.BUY, 100, 0));
        // what is not asked for at this price counts 90 000, what buying costs
        assertThat(period.earned(300, 0, 0)).isEqualTo(100 * 90_000);
        // at its limit what is left may be sold in part, above it is sold whole
        assertThat(period(-400, 0, 100, 102_000).position(300, 0))
                .isEqualTo(new OwnerPeriod.Position(Side.SELL, 0, 100));
        assertThat(period(-400, 0, 100, 102_001).position(300, 0))
                .isEqualTo(new OwnerPeriod.Position(Side.SELL, 100, 0));
    }

    private static OwnerPeriod period(long netWh, long bid, long ask, long price) {
        List<Long> power = List.of(1_000L);
        StorageOrder order = new StorageOrder(
                "st",
                "owner-st",
                new NetPosition(List.of(netWh), bid, ask),
                new Store(new Store.Levels(1_000, 0, 0), new Store.Power(power, power, 950, 1053), 0, 3_000));
        return OwnerPeriod.of(order, 0, Sessions.TARIFF, price);
    }

    @Test
    void a_period_that_takes_no_orders_has_price_0_and_the_grid_alone() {
        Tariff closed = new Tariff(new UnitPrice(90_000), new UnitPrice(80_000), new UnitPrice(20_000));
        SessionBook book = new SessionBook(
                List.of(closed, Sessions.TARIFF),
                List.of(
                        org.gridbourse.market.clearing.OrderBook.of("s-000", closed, List.of()),
                        org.gridbourse.market.clearing.OrderBook.of(
                                "s-001",
                                Sessions.TARIFF,
                                List.of(Sessions.order("evening", Side.BUY, 18_000, 300_000)))),
                List.of(Sessions.storage("st", 100_000, 40_000)));
        // charged for 90 000 at the grid: 90 000 x 1053 / 950 = 99 757.9
        Proposal proposal = new Proposal(
                List.of(0L, 99_758L), List.of(Sessions.schedule(List.of(19_952L, 0L), List.of(0L, 18_000L), 94_737)));

        JointClearing clearing = JointClearing.of(book, proposal);

        assertThat(clearing.periods().get(0).volumeWh()).isZero();
        // 18 000 x 99 758 - 19 952 x 90 000
        assertThat(clearing.storage().get(0).profitNano()).isEqualTo(-36_000);
        assertRefused(
                Refusal.PROPOSAL_PRICE_OUT_OF_BAND,
                "period 0",
                () -> JointClearing.of(book, new Proposal(List.of(80_000L, 99_758L), proposal.storage())));
    }

    @Test
    void sums_that_are_carried_from_chunk_to_chunk_balance_as_the_whole_does() {
        SessionBook book = Sessions.session(
                List.of(Sessions.TARIFF, Sessions.TARIFF),
                List.of(Sessions.storage("st-1", 50_000, 20_000), Sessions.storage("st-2", 50_000, 20_000)));
        List<Long> prices = Sessions.GOOD.pricesMicroPerKwh();
        StorageCheck check = new StorageCheck(book.tariffs(), prices);
        StorageSchedule first = Sessions.schedule("st-1", List.of(9_980L, 0L), List.of(0L, 9_000L), 84_210);
        StorageSchedule second = Sessions.schedule("st-2", List.of(9_980L, 0L), List.of(0L, 9_001L), 84_210);

        PeriodSums carried = PeriodSums.of(book.books().get(1), new UnitPrice(prices.get(1)));
        carried = carried.plus(check.sums(book.storageOrders().get(0), first).get(1));
        PeriodSums afterOne = carried;
        assertRefused(Refusal.PROPOSAL_NOT_BALANCED, "period 1", () -> afterOne.requireBalanced(1));
        carried = carried.plus(check.sums(book.storageOrders().get(1), second).get(1));

        carried.requireBalanced(1);
        assertThat(carried.volumeWh()).isEqualTo(18_000);
        assertThat(carried.excessWh(Side.SELL)).isEqualTo(1);
    }
}
