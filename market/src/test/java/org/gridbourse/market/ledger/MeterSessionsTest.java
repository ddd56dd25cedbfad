package org.gridbourse.market.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gridbourse.market.ledger.TestMarket.NORTH_METERS;
import static org.gridbourse.market.ledger.TestMarket.OPERATOR;
import static org.gridbourse.market.ledger.TestMarket.request;

import java.util.List;
import java.util.Optional;
import org.gridbourse.market.Refusal;
import org.gridbourse.market.delivery.MeteredEnergy;
import org.gridbourse.market.delivery.Registers;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.record.Keys;
import org.gridbourse.market.record.MeterReading;
import org.gridbourse.market.record.MeterReading.Quality;
import org.gridbourse.market.record.Phase;
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.signature.MeterKey;
import org.junit.jupiter.api.Test;

/** One meter over several sessions: what flows between them, and what comes too late. */
class MeterSessionsTest {
    private static final String FIRST = "day-1";
    private static final String LATER = "day-3";

    /** Two sessions of two hours each, two days apart, both delivering. */
    private static TestMarket delivering() {
        TestMarket market = new TestMarket().participant("house", 5_000, 100);
        announce(market, FIRST, "2026-01-15T00:00:00Z");
        announce(market, LATER, "2026-01-17T00:00:00Z");
        return market;
    }

    private static void announce(TestMarket market, String sessionId, String startUtc) {
        market.submit(
                OPERATOR,
                "announceSession",
                request()
                        .put("sessionId", sessionId)
                        .put("currency", "CNY")
                        .put("startUtc", startUtc)
                        .put("periodMinutes", 60)
                        .put(
                                "tariffs",
                                JsonArray.of(List.of(
                                        TestMarket.tariff(830_000, 650_000, 10_000),
                                        TestMarket.tariff(830_000, 650_000, 10_000)))));
        for (Phase phase = Phase.ANNOUNCED; phase != Phase.DELIVERY; phase = phase.next()) {
            market.advance(sessionId, phase);
        }
    }

    private static JsonObject reading(TestMarket market, String sessionId, int period, long importWh, long sequence) {
        return market.meterOf("house")
                .signed(new MeterReading(
                        "m-house",
                        sessionId,
                        period,
                        market.endOf(sessionId, period),
                        1,
                        new Registers(new Energy(importWh), Energy.ZERO),
                        sequence,
                        Quality.MEASURED,
                        ""));
    }

    private static Refusal refusal(TestMarket market, JsonObject reading) {
        return market.refusal(
                NORTH_METERS, "submitReadings", request().put("readings", JsonArray.of(List.of(reading))));
    }

    private static Optional<Long> imported(TestMarket market, String sessionId, int period, int revision) {
        return market.find(Keys.statement(sessionId, "house", period, revision), RecordType.STATEMENT)
                .map(statement -> statement.figures().metered())
                .map(MeteredEnergy::imported)
                .map(Energy::wh);
    }

    private static long unmeasured(TestMarket market, String sessionId) {
        return TestMarket.number(
                market.get(Keys.statement(sessionId, "house", 0, 1), RecordType.STATEMENT)
                        .toJson(),
                "unmeasuredImportWh");
    }

    private static void read(TestMarket market, JsonObject... readings) {
        market.readings(readings);
    }

    @Test
    void what_flows_between_sessions_belongs_to_no_period_where_the_meter_says_where_the_later_one_begins() {
        // given 100 Wh in each hour of the first day, and 9 000 Wh on the day between
        TestMarket market = delivering();
        read(market, reading(market, FIRST, 0, 100, 1), reading(market, FIRST, 1, 200, 2));

        // when the start of the later session is read
        read(market, reading(market, LATER, -1, 9_200, 3), reading(market, LATER, 0, 9_250, 4));
        market.advance(LATER, Phase.DELIVERY);

        // then its first hour has 50 Wh, not 9 050
        assertThat(imported(market, LATER, 0, 1)).contains(50L);
        // and the same start again is nothing new, another one a contradiction
        read(market, reading(market, LATER, -1, 9_200, 3));
        assertThat(refusal(market, reading(market, LATER, -1, 9_210, 5))).isEqualTo(Refusal.CONFLICTING_DUPLICATE);
    }

    @Test
    void without_a_reading_of_its_start_what_flowed_between_sessions_belongs_to_no_period_and_is_paid_for() {
        TestMarket market = delivering();
        read(market, reading(market, FIRST, 0, 100, 1), reading(market, FIRST, 1, 200, 2));
        read(market, reading(market, LATER, 0, 250, 3));
        market.advance(LATER, Phase.DELIVERY);

        assertThat(imported(market, LATER, 0, 1)).contains(0L);
        assertThat(unmeasured(market, LATER)).isEqualTo(50);
    }

    @Test
    void the_last_reading_of_a_session_still_counts_when_it_comes_after_the_start_of_the_next_was_read() {
        // given a settled first session whose second hour is not known
        TestMarket market = delivering();
        read(market, reading(market, FIRST, 0, 100, 1));
        read(market, reading(market, LATER, -1, 9_200, 3), reading(market, LATER, 0, 9_250, 4));
        market.advance(FIRST, Phase.DELIVERY);

        // when it comes: not above where the next session begins
        assertThat(refusal(market, reading(market, FIRST, 1, 9_201, 2))).isEqualTo(Refusal.REGISTER_FALLS);
        read(market, reading(market, FIRST, 1, 200, 2));

        // then it is settled, and the later session goes on from its own registers
        assertThat(imported(market, FIRST, 1, 2)).contains(100L);
        read(market, reading(market, LATER, 1, 9_300, 5));
        market.advance(LATER, Phase.DELIVERY);
        assertThat(imported(market, LATER, 1, 1)).contains(50L);
    }

    @Test
    void a_last_reading_that_comes_late_takes_its_energy_from_the_later_session() {
        // given a later session that counts from the first hour of the first one: 150 Wh
        TestMarket market = delivering();
        read(market, reading(market, FIRST, 0, 100, 1));
        read(market, reading(market, LATER, 0, 250, 3));

        // when the second hour of the first session comes
        read(market, reading(market, FIRST, 1, 200, 2), reading(market, FIRST, 1, 200, 2));
        read(market, reading(market, LATER, 1, 300, 5));
        market.advance(FIRST, Phase.DELIVERY).advance(LATER, Phase.DELIVERY);

        // then each Wh is in one of them
        assertThat(imported(market, FIRST, 1, 1)).contains(100L);
        assertThat(unmeasured(market, LATER)).isEqualTo(50);
        assertThat(imported(market, LATER, 1, 1)).contains(50L);
    }

    @Test
    void a_session_that_is_read_after_a_later_one_stands_between_and_what_it_measures_is_its_own() {
        // given a meter that is read in the later session first
        TestMarket market = delivering();
        read(market, reading(market, LATER, 0, 250, 3));

        // when the earlier session is read, not above what the later one showed
        assertThat(refusal(market, reading(market, FIRST, 0, 251, 1))).isEqualTo(Refusal.REGISTER_FALLS);
        read(market, reading(market, FIRST, 0, 200, 1), reading(market, FIRST, 1, 250, 2));
        read(market, reading(market, LATER, 1, 300, 5));
        market.advance(FIRST, Phase.DELIVERY).advance(LATER, Phase.DELIVERY);

        // then its energy is not in the later one again
        assertThat(imported(market, FIRST, 0, 1)).contains(200L);
        assertThat(imported(market, FIRST, 1, 1)).contains(50L);
        assertThat(imported(market, LATER, 0, 1)).contains(0L);
        assertThat(imported(market, LATER, 1, 1)).contains(50L);
    }

    @Test
    void the_start_of_a_session_is_signed_is_read_once_and_neither_registers_nor_counter_fall() {
        TestMarket market = delivering();
        read(market, reading(market, FIRST, 0, 100, 7));

        assertThat(refusal(market, reading(market, LATER, -1, 99, 8))).isEqualTo(Refusal.REGISTER_FALLS);
        assertThat(refusal(market, reading(market, LATER, -1, 100, 7))).isEqualTo(Refusal.SEQUENCE_DOES_NOT_RISE);
        MeterReading unsigned = new MeterReading(
                "m-house",
                LATER,
                -1,
                market.endOf(LATER, -1),
                1,
                new Registers(new Energy(100), Energy.ZERO),
                8,
                Quality.MEASURED,
                "AAAA");
        assertThat(refusal(market, TestMeter.json(unsigned, "AAAA"))).isEqualTo(Refusal.SIGNATURE_INVALID);
        // and a second revision of it does not exist
        MeterReading second = new MeterReading(
                "m-house",
                LATER,
                -1,
                market.endOf(LATER, -1),
                2,
                new Registers(new Energy(100), Energy.ZERO),
                8,
                Quality.MEASURED,
                "");
        assertThat(refusal(market, market.meterOf("house").signed(second))).isEqualTo(Refusal.REVISION_OUT_OF_ORDER);
    }

    private static JsonObject substitute(TestMarket market, String sessionId, int period, long importWh) {
        return TestMeter.json(
                new MeterReading(
                        "m-house",
                        sessionId,
                        period,
                        market.endOf(sessionId, period),
                        1,
                        new Registers(new Energy(importWh), Energy.ZERO),
                        1,
                        Quality.SUBSTITUTED,
                        ""),
                "");
    }

    private static void put(TestMarket market, JsonObject substitute) {
        market.submit(OPERATOR, "submitReadings", request().put("readings", JsonArray.of(List.of(substitute))));
    }

    @Test
    void a_reading_that_lifts_the_substitute_after_it_is_not_paid_again_in_the_next_session() {
        // given a first session that ends with a substitute of 100, and a later one that counts from there: 300 Wh
        TestMarket market = delivering();
        put(market, substitute(market, FIRST, 1, 100));
        read(market, reading(market, LATER, 0, 400, 3));

        // when the meter says that it had shown 150 an hour before
        read(market, reading(market, FIRST, 0, 150, 1));
        read(market, reading(market, LATER, 1, 400, 4));
        market.advance(FIRST, Phase.DELIVERY).advance(LATER, Phase.DELIVERY);

        // then 150 Wh are the first session's, and 250 the time between
        assertThat(imported(market, FIRST, 0, 1)).contains(150L);
        assertThat(imported(market, FIRST, 1, 1)).contains(0L);
        assertThat(unmeasured(market, LATER)).isEqualTo(250);
    }

    @Test
    void a_node_that_was_away_still_says_where_the_session_began_though_the_operator_has_substituted() {
        TestMarket market = delivering();
        read(market, reading(market, FIRST, 0, 100, 1), reading(market, FIRST, 1, 200, 2));
        put(market, substitute(market, LATER, 0, 9_300));

        // when the node comes back with its whole day
        read(
                market,
                reading(market, LATER, -1, 9_200, 3),
                reading(market, LATER, 0, 9_250, 4),
                reading(market, LATER, 1, 9_320, 5));
        market.advance(FIRST, Phase.DELIVERY).advance(LATER, Phase.DELIVERY);

        // then 9 000 Wh lie between, and the hours have what was measured
        assertThat(unmeasured(market, LATER)).isEqualTo(9_000);
        assertThat(imported(market, LATER, 0, 1)).contains(50L);
        assertThat(imported(market, LATER, 1, 1)).contains(70L);
    }

    @Test
    void a_late_reading_of_an_earlier_session_does_not_turn_the_meter_back_behind_a_later_one_that_is_closed() {
        // given a later session that is closed at 300 Wh
        TestMarket market = delivering();
        read(market, reading(market, FIRST, 1, 200, 2));
        read(market, reading(market, LATER, 0, 250, 3), reading(market, LATER, 1, 300, 4));
        market.advance(LATER, Phase.DELIVERY).advance(LATER, Phase.SETTLED);

        // when the first hour of the first day comes
        read(market, reading(market, FIRST, 0, 100, 1));

        // then the next session still counts from 300 Wh
        assertThat(market.get(Keys.meter("m-house"), RecordType.METER)
                        .last()
                        .registers()
                        .imported())
                .isEqualTo(new Energy(300));
        announce(market, "day-4", "2026-01-18T00:00:00Z");
        read(market, reading(market, "day-4", -1, 300, 5), reading(market, "day-4", 0, 340, 6));
        market.advance("day-4", Phase.DELIVERY).advance(FIRST, Phase.DELIVERY);
        assertThat(imported(market, "day-4", 0, 1)).contains(40L);
        assertThat(imported(market, FIRST, 0, 1)).contains(100L);
    }

    @Test
    void what_a_start_said_of_a_period_is_taken_back_when_a_later_reading_says_where_it_belongs() {
        // given a second meter, registered when the session was announced already, whose start alone is read: 500 Wh
        TestMarket market = delivering();
        TestMeter second = market.meter("house", "m-house-2", MeterKey.Algorithm.ED25519, "1");
        read(market, reading(market, FIRST, 0, 100, 1), reading(market, FIRST, 1, 200, 2));
        market.readings(second.measures(500, 0).reading(FIRST, -1));
        market.advance(FIRST, Phase.DELIVERY);
        assertThat(unmeasured(market, FIRST)).isEqualTo(500);

        // when it is read in the second period, from which on it is in the session
        market.readings(second.measures(60, 0).reading(FIRST, 1));

        // then the 500 Wh are in that period's statement and no more in the first one's
        assertThat(unmeasuredIn(market, 0, 2)).isZero();
        assertThat(unmeasuredIn(market, 1, 2)).isEqualTo(500);
    }

    private static long unmeasuredIn(TestMarket market, int period, int revision) {
        return TestMarket.number(
                market.get(Keys.statement(FIRST, "house", period, revision), RecordType.STATEMENT)
                        .toJson(),
                "unmeasuredImportWh");
    }
}
