package org.gridbourse.market.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.gridbourse.market.conformance.MarketCases.number;
import static org.gridbourse.market.conformance.MarketCases.numbers;
import static org.gridbourse.market.conformance.MarketCases.object;
import static org.gridbourse.market.conformance.MarketCases.objects;
import static org.gridbourse.market.conformance.MarketCases.text;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gridbourse.market.Refusal;
import org.gridbourse.market.RefusedException;
import org.gridbourse.market.clearing.Clearing;
import org.gridbourse.market.clearing.ClearingResult;
import org.gridbourse.market.clearing.OrderBook;
import org.gridbourse.market.credit.CreditScore;
import org.gridbourse.market.delivery.MeteredEnergy;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.money.Balances;
import org.gridbourse.market.order.Order;
import org.gridbourse.market.order.OrderStep;
import org.gridbourse.market.order.Side;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.rules.RuleSet;
import org.gridbourse.market.settlement.ParticipantPeriod;
import org.gridbourse.market.settlement.PeriodSettlement;
import org.gridbourse.market.settlement.Statement;
import org.gridbourse.market.settlement.TradeDelivery;
import org.gridbourse.market.tariff.LimitRange;
import org.gridbourse.market.tariff.Tariff;
import org.gridbourse.market.trade.Trade;
import org.junit.jupiter.api.Test;

/** Settlement cases whose rule is ours, and what was done to other systems and must not be done to this one. */
class SettlementConformanceTest {
    private static final Tariff TARIFF = new Tariff(new UnitPrice(830), new UnitPrice(650), new UnitPrice(10));

    @Test
    void deg_set_001_one_meter_backs_each_kWh_once_8_of_5_and_4_fill_the_trades_with_5_and_3() throws IOException {
        JsonObject input = object(settlementCase("deg-set-001"), "input");
        List<Trade> trades = objects(input, "trades").stream()
                .map(trade -> trade(text(trade, "id"), "b", "s", number(trade, "qty")))
                .toList();

        PeriodSettlement settled = settle(
                TARIFF, trades, List.of(participant("s", 0, number(input, "metered_export")), participant("b", 0, 0)));

        JsonObject allocated = object(object(settlementCase("deg-set-001"), "expected"), "allocated");
        assertThat(statement(settled, 0).sales())
                .extracting(TradeDelivery::delivered)
                .containsExactly(new Energy(number(allocated, "T1")), new Energy(number(allocated, "T2")));
    }

    @Test
    void dex_set_001_and_adv_009_each_party_is_charged_for_its_own_deviation_by_its_own_meter() throws IOException {
        JsonObject input = object(settlementCase("dex-set-001"), "input");
        long contracted = number(object(input, "trade"), "qty");
        long bought = number(input, "buyer_meter");
        long sold = number(input, "seller_meter");

        PeriodSettlement settled = settle(
                TARIFF,
                List.of(trade("t", "b", "s", contracted)),
                List.of(participant("s", 0, sold), participant("b", bought, 0)));
        assertThat(statement(settled, 0).missed().wh()).isEqualTo(contracted - sold);
        assertThat(statement(settled, 1).over().wh()).isEqualTo(bought - contracted);

        // a buyer who takes too little costs the seller nothing
        PeriodSettlement underConsumed = settle(
                TARIFF, List.of(trade("t", "b", "s", 10)), List.of(participant("s", 0, 10), participant("b", 7, 0)));
        assertThat(statement(underConsumed, 0).net()).isEqualTo(new Money(7_000));
        assertThat(statement(underConsumed, 0).missed().wh()).isZero();
        assertThat(statement(underConsumed, 1).missed().wh()).isEqualTo(3);
    }

    @Test
    void adv_010_one_meter_and_three_trades_deviate_once() {
        PeriodSettlement settled = settle(
                TARIFF,
                List.of(trade("t1", "a", "s", 10), trade("t2", "b", "s", 10), trade("t3", "c", "s", 10)),
                List.of(
                        participant("s", 0, 25),
                        participant("a", 10, 0),
                        participant("b", 10, 0),
                        participant("c", 10, 0)));

        assertThat(statement(settled, 0).missed().wh()).isEqualTo(5);
        assertThat(settled.soldByGrid().wh()).isEqualTo(5);
        assertThat(settled.sum()).isEqualTo(Money.ZERO);
    }

    @Test
    void zok_sets_a_surplus_is_shared_in_proportion_and_no_unit_is_lost_or_drawn_by_lot() throws IOException {
        for (String name : List.of("zok-set-001", "zok-set-002", "zok-set-004", "zok-set-005", "zok-set-006")) {
            JsonObject each = settlementCase(name);
            ClearingResult first = clearAtOnePrice(numbers(object(each, "input"), "delta"));
            ClearingResult second = clearAtOnePrice(numbers(object(each, "input"), "delta"));

            assertThat(second).as(name).isEqualTo(first);
            List<Long> expected = numbers(object(each, "expected"), "net");
            for (int i = 0; i < expected.size(); i++) {
                // Their largest remainder and our lowest id may differ by one scaled kWh, never by more.
                assertThat(first.fills().get(i).unmatched().wh())
                        .as(name)
                        .isBetween(
                                Math.abs(expected.get(i)) - MarketCases.SCALE,
                                Math.abs(expected.get(i)) + MarketCases.SCALE);
            }
        }
    }

    @Test
    void adv_001_a_trade_outside_what_the_tariff_allows_is_not_settled() {
        Trade dear = new Trade("t", "b", "s", new Energy(1), new UnitPrice(821));

        assertThatThrownBy(() -> settle(TARIFF, List.of(dear), List.of(participant("s", 0, 1), participant("b", 1, 0))))
                .isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.refusal())
                        .isEqualTo(Refusal.PRICE_OUT_OF_RANGE));
    }

    @Test
    void adv_003_one_offer_may_be_in_two_trades_as_far_as_its_quantity_reaches() {
        ClearingResult result = clearAtOnePrice(List.of(30L, -10L, -10L, -20L));

        assertThat(result.trades()).hasSize(3);
        assertThat(result.volume().wh()).isEqualTo(30);
    }

    @Test
    void adv_013_nobody_trades_with_itself() {
        assertThatThrownBy(() -> clear(List.of(
                        new Order("b", "x", Side.BUY, List.of(OrderStep.of(1, 2))),
                        new Order("s", "x", Side.SELL, List.of(OrderStep.of(1, 2))))))
                .isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.refusal())
                        .isEqualTo(Refusal.MORE_THAN_ONE_ORDER));
    }

    private static JsonObject settlementCase(String name) throws IOException {
        return MarketCases.of("settlement_cases").stream()
                .filter(each -> text(each, "case").equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Positive amounts are offered, negative ones asked for, all at one price. */
    private static ClearingResult clearAtOnePrice(List<Long> deltas) {
        List<Order> orders = new ArrayList<>();
        for (int i = 0; i < deltas.size(); i++) {
            Side side = deltas.get(i) > 0 ? Side.SELL : Side.BUY;
            orders.add(new Order("o" + i, "p" + i, side, List.of(OrderStep.of(Math.abs(deltas.get(i)), 5))));
        }
        return clear(orders);
    }

    private static ClearingResult clear(List<Order> orders) {
        return Clearing.clear(new OrderBook("t", LimitRange.WITHOUT_TARIFF, orders));
    }

    private static Trade trade(String id, String buyer, String seller, long wh) {
        return new Trade(id, buyer, seller, new Energy(wh), new UnitPrice(700));
    }

    private static PeriodSettlement settle(Tariff tariff, List<Trade> trades, List<ParticipantPeriod> participants) {
        return PeriodSettlement.settle(tariff, trades, participants, 1_440);
    }

    private static ParticipantPeriod participant(String id, long importWh, long exportWh) {
        return new ParticipantPeriod(
                id,
                new Balances(Money.ZERO, Money.ZERO),
                Money.ZERO,
                CreditScore.ofPoints(RuleSet.version1(), 600),
                Energy.ZERO,
                Optional.of(new MeteredEnergy(new Energy(importWh), new Energy(exportWh))));
    }

    private static Statement statement(PeriodSettlement settled, int index) {
        return settled.participants().get(index).statement();
    }
}
