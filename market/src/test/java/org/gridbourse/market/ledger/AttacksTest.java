package org.gridbourse.market.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gridbourse.market.ledger.TestMarket.NORTH_METERS;
import static org.gridbourse.market.ledger.TestMarket.OPERATOR;
import static org.gridbourse.market.ledger.TestMarket.UNIT;
import static org.gridbourse.market.ledger.TestMarket.buy;
import static org.gridbourse.market.ledger.TestMarket.prosumer;
import static org.gridbourse.market.ledger.TestMarket.request;
import static org.gridbourse.market.ledger.TestMarket.schedule;
import static org.gridbourse.market.ledger.TestMarket.sell;
import static org.gridbourse.market.ledger.TestMarket.tariff;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.gridbourse.market.Refusal;
import org.gridbourse.market.delivery.Registers;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.order.OrderSchedule;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.record.Keys;
import org.gridbourse.market.record.MeterReading;
import org.gridbourse.market.record.MeterReading.Quality;
import org.gridbourse.market.record.Phase;
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.record.StatementRecord;
import org.gridbourse.market.signature.MeterKey;
import org.junit.jupiter.api.Test;

/**
 * Attacks on the market's rules (rulebook, section 10), each as a whole session with its figures: R 0.83, F 0.30, G 0.01,
 * so S 0.52, floor 0.30, cap 0.82, middle 0.56, where nothing else is said.
 */
class AttacksTest {
    static final String S = "s-1";
    static final String NEXT = "s-2";
    static final JsonObject USUAL = tariff(830_000, 300_000, 10_000);

    /** Whoever takes part has 100 units, and a plant of 10 kWh in a period. */
    private static TestMarket market(String... participants) {
        TestMarket market = new TestMarket();
        for (String id : participants) {
            market.participant(id, 10_000, 100);
        }
        return market;
    }

    static void hours(TestMarket market, String sessionId, int firstHour, JsonObject... tariffs) {
        Instant start = TestMarket.START.plusSeconds(3_600L * firstHour);
        market.submit(
                OPERATOR,
                "announceSession",
                TestMarket.announcement(sessionId, start.toString(), Arrays.asList(tariffs)));
    }

    static void leadTo(TestMarket market, String sessionId, Phase wanted) {
        while (market.phase(sessionId).isBefore(wanted)) {
            market.advance(sessionId, market.phase(sessionId));
        }
    }

    /** Sellers and buyers at these schedules, revealed and cleared; who prepays is said apart. */
    static void cleared(TestMarket market, String sessionId, List<Seat> seats) {
        leadTo(market, sessionId, Phase.QUOTATION);
        seats.forEach(seat -> market.commit(sessionId, seat.who(), 20_000, seat.orders()));
        leadTo(market, sessionId, Phase.REVEAL);
        seats.forEach(seat -> market.reveal(sessionId, seat.who(), seat.orders()));
        leadTo(market, sessionId, Phase.PREPAYMENT);
    }

    static void delivering(TestMarket market, String sessionId, List<Seat> seats) {
        cleared(market, sessionId, seats);
        seats.forEach(seat -> market.prepay(sessionId, seat.who()));
        leadTo(market, sessionId, Phase.DELIVERY);
    }

    record Seat(String who, OrderSchedule orders) {}

    /** One seller and one buyer of the same energy at the same price in period 0. */
    static List<Seat> trade(String seller, String buyer, long quantityWh, long microPerKwh) {
        return List.of(
                new Seat(seller, schedule(sell(0, quantityWh, microPerKwh))),
                new Seat(buyer, schedule(buy(0, quantityWh, microPerKwh))));
    }

    static long gained(TestMarket market, String participantId) {
        return market.wallet(participantId) - 100 * UNIT;
    }

    static StatementRecord statement(TestMarket market, String participantId, int period, int revision) {
        return market.get(Keys.statement(S, participantId, period, revision), RecordType.STATEMENT);
    }

    @Test
    void m1_an_honest_start_of_the_next_session_bills_the_20_kWh_that_no_reading_covered_at_the_gap_s_worst_tariff() {
        // given 1 kWh an hour bought at 0.50, 10 kWh an hour used and never read
        TestMarket market = market("x", "pv");
        hours(market, S, 0, USUAL, USUAL);
        hours(market, NEXT, 2, USUAL, USUAL);
        delivering(
                market,
                S,
                List.of(
                        new Seat("x", schedule(buy(0, 1_000, 500_000), buy(1, 1_000, 500_000))),
                        new Seat("pv", schedule(sell(0, 1_000, 500_000), sell(1, 1_000, 500_000)))));
        market.read(S, "pv", 0, 0, 1_000).read(S, "pv", 1, 0, 1_000);
        leadTo(market, S, Phase.SETTLED);

        // when the next session's start is read
        leadTo(market, NEXT, Phase.DELIVERY);
        market.readings(market.meterOf("x").measures(20_000, 0).reading(NEXT, -1));
        leadTo(market, S, Phase.CLOSED);
        leadTo(market, NEXT, Phase.CLOSED);

        // then 20 x 0.83 are billed, and the contract that it did not take costs 2 x (0.50 - 0.30); honestly read it
        // would have been 2 x (0.51 + 9 x 0.83) = 15.96
        assertThat(gained(market, "x")).isEqualTo(-16_600_000_000L - 400_000_000);
    }

    @Test
    void m1_on_a_real_ledger_no_meter_reads_a_period_before_it_has_ended() {
        RealMarket real = new RealMarket();
        real.toDelivery();

        real.market.now = Instant.parse("2026-01-15T00:59:58Z");
        assertThat(real.market.refusal(
                        NORTH_METERS,
                        "submitReadings",
                        request()
                                .put(
                                        "readings",
                                        JsonArray.of(List.of(real.market
                                                .meterOf("x")
                                                .measures(10, 0)
                                                .reading(S, 0))))))
                .isEqualTo(Refusal.READING_TOO_EARLY);
        real.market.now = Instant.parse("2026-01-15T01:00:00Z");
        real.market.readings(real.market.meterOf("x").reading(S, 0));
    }

    @Test
    void m2_who_reads_its_meter_once_after_three_dear_hours_pays_the_dearest_of_them_for_all() {
        // given 5 kWh in each of three hours at 1.20, 1 Wh bought in a fourth at 0.31
        JsonObject dear = tariff(1_200_000, 300_000, 10_000);
        TestMarket market = market("x", "pv");
        hours(market, S, 0, dear, dear, dear, tariff(310_000, 300_000, 0));
        delivering(
                market,
                S,
                List.of(new Seat("x", schedule(buy(3, 1, 310_000))), new Seat("pv", schedule(sell(3, 1, 310_000)))));
        market.readings(market.meterOf("x").measures(15_001, 0).reading(S, 3));
        market.readings(market.meterOf("pv").measures(0, 1).reading(S, 3));
        leadTo(market, S, Phase.CLOSED);

        // then it pays 15.001 x 1.20 and what it did not take of its Wh: more than 18.00 for true readings
        assertThat(gained(market, "x")).isEqualTo(-15_001L * 1_200_000 - 310_000 + 300_000);
        assertThat(market.account("x").creditScore()).isLessThan(600);
    }

    @Test
    void n1_a_straw_buyer_at_negative_feed_in_has_pledged_what_it_does_not_take_and_pays_it_when_silent_too() {
        for (boolean silent : new boolean[] {false, true}) {
            // given R 0.30, F -0.50, G 0 and 10 kWh sold at 0
            TestMarket market = market("pv", "sink");
            hours(market, S, 0, tariff(300_000, -500_000, 0));
            delivering(market, S, trade("pv", "sink", 10_000, 0));
            assertThat(market.account("sink").lock(S).escrow().nano()).isEqualTo(5 * UNIT);

            // when it takes nothing
            market.read(S, "pv", 0, 0, 10_000);
            if (!silent) {
                market.read(S, "sink", 0, 0, 0);
            }
            leadTo(market, S, Phase.SETTLED);

            // then its 5.00 pay for the 10 kWh
            assertThat(gained(market, "sink")).isEqualTo(-5 * UNIT);
            assertThat(market.account("sink").hasArrears()).isFalse();
        }
    }

    @Test
    void a1_and_c1d_a_seller_of_class_a_pledges_what_not_delivering_costs_whole() {
        // given class A at half the rate, and 10 kWh sold at the floor
        TestMarket market = market("x", "own");
        market.put(market.account("x").withCredit(850_000, 0));
        hours(market, S, 0, USUAL);
        leadTo(market, S, Phase.QUOTATION);
        market.commit(S, "x", 10_000, schedule(sell(0, 10_000, 300_000)));
        market.commit(S, "own", 10_000, schedule(buy(0, 10_000, 300_000)));
        leadTo(market, S, Phase.REVEAL);
        market.reveal(S, "x", schedule(sell(0, 10_000, 300_000)));

        // then the bid bond is 10 x 0.52, not half of it
        assertThat(market.account("x").lock(S).bidBond().nano()).isEqualTo(5_200_000_000L);
        market.reveal(S, "own", schedule(buy(0, 10_000, 300_000)));
        leadTo(market, S, Phase.PREPAYMENT);
        market.prepay(S, "x").prepay(S, "own");

        // and so is the performance bond: 10 x (0.82 - 0.30)
        assertThat(market.account("x").lock(S).bond().nano()).isEqualTo(5_200_000_000L);
        leadTo(market, S, Phase.DELIVERY);
        market.withdraw("w", "x", market.wallet("x"));
        market.read(S, "x", 0, 0, 0);
        leadTo(market, S, Phase.SETTLED);
        assertThat(market.account("x").hasArrears()).isFalse();
    }

    @Test
    void o1_a_meter_registered_during_a_session_changes_nothing_in_it() {
        // given a settled session in which 10 kWh an hour were sold at 0.50
        TestMarket market = market("pv", "b");
        hours(market, S, 0, USUAL, USUAL);
        delivering(
                market,
                S,
                List.of(
                        new Seat("pv", schedule(sell(0, 10_000, 500_000), sell(1, 10_000, 500_000))),
                        new Seat("b", schedule(buy(0, 10_000, 500_000), buy(1, 10_000, 500_000)))));
        for (int period = 0; period < 2; period++) {
            market.read(S, "pv", period, 0, 10_000).read(S, "b", period, 10_000, 0);
        }
        leadTo(market, S, Phase.SETTLED);
        assertThat(gained(market, "pv")).isEqualTo(10 * UNIT);

        // when a second meter is registered, and the first corrects period 1 by 10 Wh
        market.meter("pv", "m-pv-2", MeterKey.Algorithm.ED25519, "1");
        market.readings(market.meterOf("pv").measures(0, 10).reading(S, 1, 2));
        leadTo(market, S, Phase.CLOSED);

        // then those 10 Wh are paid at feed-in, nothing is estimated, and the score rises
        assertThat(gained(market, "pv")).isEqualTo(10 * UNIT + 3_000_000);
        assertThat(statement(market, "pv", 1, 2).quality()).isEqualTo(Quality.MEASURED);
        assertThat(market.find(Keys.statement(S, "pv", 0, 2), RecordType.STATEMENT))
                .isEmpty();
        assertThat(market.account("pv").creditMilli()).isGreaterThan(600_000);
    }

    @Test
    void d1_a_phantom_seller_whose_buyer_defaults_gets_nothing() {
        // given 10 kWh at the cap, whose buyer does not prepay
        TestMarket market = market("ghost", "h");
        hours(market, S, 0, USUAL);
        cleared(market, S, trade("ghost", "h", 10_000, 820_000));
        market.prepay(S, "ghost");
        leadTo(market, S, Phase.DELIVERY);
        assertThat(market.account("h").lock(S).bidBond().nano()).isEqualTo(5_200_000_000L);

        // when it has delivered nothing
        market.read(S, "ghost", 0, 0, 0).read(S, "h", 0, 0, 0);
        leadTo(market, S, Phase.CLOSED);

        // then the bond goes to the fund
        assertThat(gained(market, "ghost")).isZero();
        assertThat(gained(market, "h")).isEqualTo(-5_200_000_000L);
        assertThat(Books.fromJournals(market.state)).containsEntry("fund", 5_200_000_000L);
    }

    @Test
    void d1_a_seller_that_did_export_is_made_good_for_what_it_fetched_less() {
        TestMarket market = market("pv", "h");
        hours(market, S, 0, USUAL);
        cleared(market, S, trade("pv", "h", 10_000, 500_000));
        market.prepay(S, "pv");
        leadTo(market, S, Phase.DELIVERY);
        market.read(S, "pv", 0, 0, 6_000).read(S, "h", 0, 0, 0);
        leadTo(market, S, Phase.CLOSED);

        // 6 kWh to the grid at 0.30, and 6 x (0.50 - 0.30) out of the bond of 10 x 0.20
        assertThat(gained(market, "pv")).isEqualTo(1_800_000_000L + 1_200_000_000L);
        assertThat(Books.fromJournals(market.state)).containsEntry("fund", 800_000_000L);
    }

    @Test
    void w1_what_a_session_paid_that_is_not_closed_is_no_bid_bond() {
        // given a wallet with 10 x 0.50 that a settled session paid, and the rest paid out
        TestMarket market = market("x", "b");
        hours(market, S, 0, USUAL);
        hours(market, NEXT, 1, USUAL);
        delivering(market, S, trade("x", "b", 10_000, 500_000));
        market.read(S, "x", 0, 0, 10_000).read(S, "b", 0, 10_000, 0);
        leadTo(market, S, Phase.SETTLED);
        market.withdraw("w", "x", 100 * UNIT);
        assertThat(market.wallet("x")).isEqualTo(5 * UNIT);

        // when it commits with it in the next session
        leadTo(market, NEXT, Phase.QUOTATION);
        assertThat(market.refusal(
                        prosumer("x"), "commitOrders", TestMarket.commitment(NEXT, "x", 1, "0".repeat(64), 1_000_000)))
                .isEqualTo(Refusal.INSUFFICIENT_FUNDS);
        // and once the session is closed it may
        leadTo(market, S, Phase.CLOSED);
        market.submit(prosumer("x"), "commitOrders", TestMarket.commitment(NEXT, "x", 1, "0".repeat(64), 1_000_000));
    }

    @Test
    void c2_a_session_with_a_commitment_in_it_is_no_waiting() {
        // given a participant that falls below 200 while it is committed elsewhere
        TestMarket market = market("x", "patient");
        hours(market, S, 0, Collections.nCopies(72, USUAL).toArray(new JsonObject[0]));
        leadTo(market, S, Phase.QUOTATION);
        market.submit(prosumer("x"), "commitOrders", TestMarket.commitment(S, "x", 1, "0".repeat(64), 1_000));
        for (String id : List.of("x", "patient")) {
            market.put(market.account(id).withCredit(120_000, 0));
        }
        leadTo(market, S, Phase.CLOSED);

        assertThat(market.account("x").creditScore()).isLessThan(200);
    }

    @Test
    void o2_what_the_operator_cannot_do_alone_needs_consent_or_is_refused() {
        TestMarket market = market("x", "b");
        hours(market, S, 0, USUAL);
        leadTo(market, S, Phase.DELIVERY);
        market.read(S, "x", 0, 0, 10);

        // a substitute over a measured reading
        MeterReading over = new MeterReading(
                "m-x",
                S,
                0,
                market.endOf(S, 0),
                2,
                new Registers(Energy.ZERO, Energy.ZERO),
                1,
                Quality.SUBSTITUTED,
                "");
        assertThat(market.refusal(
                        OPERATOR,
                        "submitReadings",
                        request().put("readings", JsonArray.of(List.of(TestMeter.json(over, ""))))))
                .isEqualTo(Refusal.CONSENT_NEEDED);
        // a start of 10^15 Wh
        MeterReading start = new MeterReading(
                "m-b",
                S,
                -1,
                market.endOf(S, -1),
                1,
                new Registers(new Energy(1_000_000_000_000_000L), Energy.ZERO),
                1,
                Quality.SUBSTITUTED,
                "");
        assertThat(market.refusal(
                        OPERATOR,
                        "submitReadings",
                        request().put("readings", JsonArray.of(List.of(TestMeter.json(start, ""))))))
                .isEqualTo(Refusal.READING_IMPLAUSIBLE);
        // a withdrawal, a key
        assertThat(market.refusal(
                        OPERATOR,
                        "withdraw",
                        request()
                                .put("withdrawalId", "w")
                                .put("participantId", "x")
                                .put("amountNano", 1)))
                .isEqualTo(Refusal.CONSENT_NEEDED);
        assertThat(market.refusal(
                        OPERATOR,
                        "rotateMeterKey",
                        request()
                                .put("meterId", "m-x")
                                .put("revision", 2)
                                .put("fromUtc", "2026-01-16T00:00:00Z")
                                .put("algorithm", "ED25519")
                                .put("publicKey", market.meterOf("b").publicKey())))
                .isEqualTo(Refusal.CONSENT_NEEDED);
        // cancelling once orders are open
        hours(market, NEXT, 1, USUAL);
        leadTo(market, NEXT, Phase.REVEAL);
        assertThat(market.refusal(
                        OPERATOR,
                        "cancelSession",
                        request().put("sessionId", NEXT).put("reason", "no wind")))
                .isEqualTo(Refusal.WRONG_PHASE);
    }

    @Test
    void o3_in_a_declared_outage_the_grid_pays_what_the_broken_contracts_cost() {
        // given 5 kWh sold at 0.50, and a feeder that is switched off
        TestMarket market = market("pv", "b");
        hours(market, S, 0, USUAL);
        delivering(market, S, trade("pv", "b", 5_000, 500_000));
        outage(market, "pv", "b");
        market.read(S, "pv", 0, 0, 0).read(S, "b", 0, 0, 0);
        leadTo(market, S, Phase.CLOSED);

        // then neither has lost or gained anything
        assertThat(gained(market, "pv")).isZero();
        assertThat(gained(market, "b")).isZero();
        assertThat(market.account("pv").creditMilli()).isEqualTo(600_000);
    }

    private static void outage(TestMarket market, String... participants) {
        market.submit(
                OPERATOR,
                "declareOutage",
                request()
                        .put("outageId", "o-1")
                        .put("sessionId", S)
                        .put("periods", JsonArray.ofNumbers(List.of(0)))
                        .put(
                                "participantIds",
                                JsonArray.ofTexts(
                                        Arrays.stream(participants).sorted().toList()))
                        .put("reason", "a tree on the line"));
    }

    @Test
    void o5_the_limit_of_the_commitment_holds_and_raising_it_needs_a_second_organisation() {
        TestMarket market = market("x");
        JsonObject.Builder raise = request()
                .put("participantId", "x")
                .put("revision", 2)
                .put("importLimitWh", 1_000_000)
                .put("exportLimitWh", 1_000_000);
        market.consent("x", "updateParticipant", "2", raise);

        assertThat(market.refusal(OPERATOR, "updateParticipant", raise)).isEqualTo(Refusal.CONSENT_NEEDED);
        market.submit(
                TestMarket.NORTH_REPRESENTATIVE,
                "giveConsent",
                market.consenting("x", "updateParticipant", "2", raise));
        market.submit(OPERATOR, "updateParticipant", raise);
    }

    @Test
    void g1_between_two_houses_of_one_owner_the_wires_cost_their_fee() {
        // given two connection points, 10 kWh out at the one and in at the other
        TestMarket market = market("coop");
        market.meter("coop", "m-coop-2", MeterKey.Algorithm.ED25519, "2");
        hours(market, S, 0, USUAL);
        leadTo(market, S, Phase.DELIVERY);
        market.read(S, "coop", 0, 0, 10_000);
        market.readings(market.meters.get("m-coop-2").measures(10_000, 0).reading(S, 0));
        leadTo(market, S, Phase.CLOSED);

        assertThat(gained(market, "coop")).isEqualTo(-100_000_000);
    }

    @Test
    void d3_a_straw_without_money_takes_nothing_of_what_a_friend_pools() {
        TestMarket market = market("friend");
        market.participant("straw", 10_000, 0);
        hours(market, S, 0, USUAL);
        leadTo(market, S, Phase.DELIVERY);
        market.read(S, "friend", 0, 0, 10_000).read(S, "straw", 0, 10_000, 0);
        leadTo(market, S, Phase.SETTLED);

        // then all of it goes to the grid at 0.30
        assertThat(gained(market, "friend")).isEqualTo(3 * UNIT);
        assertThat(market.account("straw").balances().arrears().nano()).isEqualTo(-8_300_000_000L);
    }

    @Test
    void d4_false_extra_energy_that_met_peers_is_bought_back_at_retail_when_it_is_corrected() {
        // given 10 kWh that never flowed, sold to peers at the middle, 0.56
        TestMarket market = market("x", "load");
        hours(market, S, 0, USUAL);
        leadTo(market, S, Phase.DELIVERY);
        market.read(S, "x", 0, 0, 10_000).read(S, "load", 0, 10_000, 0);
        leadTo(market, S, Phase.SETTLED);
        assertThat(gained(market, "x")).isEqualTo(5_600_000_000L);

        // when the truth comes
        market.readings(market.meterOf("x").measures(0, -10_000).reading(S, 0, 2));

        // then 10 x 0.83 are taken back: it has lost 2.70
        assertThat(gained(market, "x")).isEqualTo(-2_700_000_000L);
        // while who took the energy keeps its price, 0.56 and the wires
        assertThat(gained(market, "load")).isEqualTo(-5_700_000_000L);
    }

    @Test
    void d6_no_second_session_settles_an_hour_that_one_covers_already() {
        TestMarket market = market("x");
        hours(market, S, 0, USUAL, USUAL);

        assertThat(market.refusal(
                        OPERATOR,
                        "announceSession",
                        TestMarket.announcement(NEXT, "2026-01-15T01:00:00Z", List.of(USUAL))))
                .isEqualTo(Refusal.SESSIONS_OVERLAP);
    }
}
