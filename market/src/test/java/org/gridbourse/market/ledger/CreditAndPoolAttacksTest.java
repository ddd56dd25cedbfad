package org.gridbourse.market.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gridbourse.market.ledger.AttacksTest.S;
import static org.gridbourse.market.ledger.AttacksTest.USUAL;
import static org.gridbourse.market.ledger.AttacksTest.delivering;
import static org.gridbourse.market.ledger.AttacksTest.gained;
import static org.gridbourse.market.ledger.AttacksTest.hours;
import static org.gridbourse.market.ledger.AttacksTest.leadTo;
import static org.gridbourse.market.ledger.AttacksTest.trade;
import static org.gridbourse.market.ledger.TestMarket.OPERATOR;
import static org.gridbourse.market.ledger.TestMarket.UNIT;
import static org.gridbourse.market.ledger.TestMarket.buy;
import static org.gridbourse.market.ledger.TestMarket.request;
import static org.gridbourse.market.ledger.TestMarket.sell;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.ledger.AttacksTest.Seat;
import org.gridbourse.market.order.OrderSchedule;
import org.gridbourse.market.order.PeriodOrder;
import org.gridbourse.market.record.Phase;
import org.junit.jupiter.api.Test;

/** Attacks on credit, pool and fund (rulebook, section 10), each as whole sessions with its figures, as {@link AttacksTest}. */
class CreditAndPoolAttacksTest {
    private static final int DAY = 24;
    private static final JsonObject[] DAY_AT_USUAL =
            Collections.nCopies(DAY, USUAL).toArray(new JsonObject[0]);

    /** Whoever takes part has 100 units, and a plant of so much in a period. */
    private static TestMarket market(long plantWh, String... participants) {
        TestMarket market = new TestMarket();
        for (String id : participants) {
            market.participant(id, plantWh, 100);
        }
        return market;
    }

    /** Money enough for the bid bonds of a day of 24 hours. */
    private static TestMarket richMarket(String... participants) {
        TestMarket market = new TestMarket();
        for (String id : participants) {
            market.participant(id, 10_000, 1_000);
        }
        return market;
    }

    private static OrderSchedule everyHour(IntFunction<PeriodOrder> order) {
        return OrderSchedule.of(IntStream.range(0, DAY).mapToObj(order).toList());
    }

    @Test
    void c1_who_promises_little_and_delivers_nothing_of_it_falls_by_50_a_day() {
        // given 24 x 100 Wh sold at the cap behind a plant of 10 kWh, so that L / 100 is all of it
        TestMarket market = richMarket("x", "b");
        hours(market, S, 0, DAY_AT_USUAL);
        delivering(
                market,
                S,
                List.of(
                        new Seat("x", everyHour(period -> sell(period, 100, 820_000))),
                        new Seat("b", everyHour(period -> buy(period, 100, 820_000)))));

        // when it never delivers
        for (int period = 0; period < DAY; period++) {
            market.read(S, "x", period, 0, 0).read(S, "b", period, 100, 0);
        }
        leadTo(market, S, Phase.CLOSED);

        // then half of each contract is tolerated: 100 x 1 200 / 2 400, where it gained 2 before
        assertThat(market.account("x").creditMilli()).isEqualTo(550_000);
    }

    @Test
    void c3_ten_quarter_hours_are_not_ten_days() {
        TestMarket market = market(1_000, "x", "b");
        for (int session = 0; session < 10; session++) {
            String id = "q-" + session;
            quarterHour(market, id, session);
            delivering(market, id, trade("x", "b", 1_000, 500_000));
            market.read(id, "x", 0, 0, 1_000).read(id, "b", 0, 1_000, 0);
            leadTo(market, id, Phase.CLOSED);
        }

        // then 10 x 20 x 0.25 / 24, each rounded down to a thousandth, where it was class A after 150 minutes
        assertThat(market.account("x").creditMilli()).isEqualTo(602_080);
    }

    private static void quarterHour(TestMarket market, String id, int number) {
        Instant start = TestMarket.START.plusSeconds(900L * number);
        market.submit(
                OPERATOR,
                "announceSession",
                request()
                        .put("sessionId", id)
                        .put("currency", "CNY")
                        .put("startUtc", start.toString())
                        .put("periodMinutes", 15)
                        .put("tariffs", JsonArray.of(List.of(USUAL))));
    }

    @Test
    void o4_an_outage_declared_for_the_good_hours_of_a_rival_does_not_make_its_score_worse() {
        for (boolean declared : new boolean[] {false, true}) {
            // given 24 x 1 kWh sold, of which 0.9 are missing once
            TestMarket market = richMarket("rival", "b");
            hours(market, S, 0, DAY_AT_USUAL);
            delivering(
                    market,
                    S,
                    List.of(
                            new Seat("rival", everyHour(period -> sell(period, 1_000, 500_000))),
                            new Seat("b", everyHour(period -> buy(period, 1_000, 500_000)))));
            for (int period = 0; period < DAY; period++) {
                market.read(S, "rival", period, 0, period == 0 ? 100 : 1_000).read(S, "b", period, 1_000, 0);
            }

            // when the operator declares an outage for the 23 others, which leaves C at 1 kWh
            if (declared) {
                market.submit(
                        OPERATOR,
                        "declareOutage",
                        request()
                                .put("outageId", "o-1")
                                .put("sessionId", S)
                                .put(
                                        "periods",
                                        JsonArray.ofNumbers(
                                                IntStream.range(1, DAY).boxed().toList()))
                                .put("participantIds", JsonArray.ofTexts(List.of("rival")))
                                .put("reason", "a tree on the line"));
            }
            leadTo(market, S, Phase.CLOSED);

            // then it is 100 x 800 / 24 000 either way, where it fell to 440
            assertThat(market.account("rival").creditMilli()).isEqualTo(596_666);
        }
    }

    @Test
    void d1_one_Wh_traded_at_the_cap_does_not_set_the_price_of_20_pooled_kWh() {
        TestMarket market = market(20_000, "s", "b", "x", "y");
        hours(market, S, 0, USUAL);
        delivering(market, S, trade("s", "b", 1, 820_000));
        market.read(S, "s", 0, 0, 1).read(S, "b", 0, 1, 0);
        market.read(S, "x", 0, 0, 20_000).read(S, "y", 0, 20_000, 0);
        leadTo(market, S, Phase.SETTLED);

        // then 20 x 0.56, not 16.40; y pays p = 0.560013 and the wires, the 13 micro go to the fund
        assertThat(gained(market, "x")).isEqualTo(11_200_000_000L);
        assertThat(gained(market, "y")).isEqualTo(-20_000L * 570_013);
    }

    @Test
    void d2_who_lives_off_the_pool_does_worse_than_who_orders() {
        // given 10 kWh traded at 0.45, and as much that meets in the pool
        TestMarket market = market(10_000, "s", "b", "x", "y");
        hours(market, S, 0, USUAL);
        delivering(market, S, trade("s", "b", 10_000, 450_000));
        market.read(S, "s", 0, 0, 10_000).read(S, "b", 0, 10_000, 0);
        market.read(S, "x", 0, 0, 10_000).read(S, "y", 0, 10_000, 0);
        leadTo(market, S, Phase.SETTLED);

        // then who ordered pays 4.60 and who did not 5.70; both sellers get 4.50
        assertThat(gained(market, "b")).isEqualTo(-4_600_000_000L);
        assertThat(gained(market, "y")).isEqualTo(-5_700_000_000L);
        assertThat(gained(market, "s")).isEqualTo(4_500_000_000L);
        assertThat(gained(market, "x")).isEqualTo(4_500_000_000L);
    }

    @Test
    void d2_a_phantom_sale_that_the_pool_covers_costs_a_quarter_of_the_band_and_the_standing() {
        TestMarket market = market(10_000, "phantom", "b", "x");
        hours(market, S, 0, USUAL);
        delivering(market, S, trade("phantom", "b", 10_000, 450_000));
        market.read(S, "phantom", 0, 0, 0).read(S, "b", 0, 10_000, 0).read(S, "x", 0, 0, 10_000);
        leadTo(market, S, Phase.CLOSED);

        // then 10 x (0.45 - 0.58), and points though a peer stood in; the fund shares 1.30 with who kept its word
        assertThat(gained(market, "phantom")).isEqualTo(-1_300_000_000L);
        assertThat(market.account("phantom").creditMilli()).isLessThan(600_000);
        assertThat(gained(market, "b")).isEqualTo(-4_600_000_000L + 1_300_000_000L);
    }

    @Test
    void d7_a_bot_that_keeps_every_tolerance_gets_a_quarter_of_the_spread_of_what_it_delivered_and_not_the_fund() {
        // given a bond of 20.00 that went to the fund
        TestMarket market = market(10_000, "late", "bot", "b");
        hours(market, S, 0, USUAL);
        leadTo(market, S, Phase.QUOTATION);
        market.submit(
                TestMarket.prosumer("late"),
                "commitOrders",
                TestMarket.commitment(S, "late", 1, "0".repeat(64), 20 * UNIT));
        // and 462 of the 471 Wh that count delivered by the bot: its buyer takes 9
        delivering(market, S, trade("bot", "b", 462, 820_000));
        market.read(S, "late", 0, 0, 0).read(S, "bot", 0, 0, 462).read(S, "b", 0, 9, 0);
        leadTo(market, S, Phase.SETTLED);
        long before = gained(market, "bot");
        leadTo(market, S, Phase.CLOSED);

        // then 462 x 0.13 = 0.06, not 19.62
        assertThat(gained(market, "bot") - before).isEqualTo(60_060_000L);
        assertThat(gained(market, "late")).isEqualTo(-20 * UNIT);
    }
}
