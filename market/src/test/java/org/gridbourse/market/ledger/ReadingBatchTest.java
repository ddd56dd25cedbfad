package org.gridbourse.market.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gridbourse.market.ledger.TestMarket.NORTH_METERS;
import static org.gridbourse.market.ledger.TestMarket.request;

import java.util.List;
import org.gridbourse.market.Refusal;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.record.Phase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Readings that come together are judged one by one; what cannot have flowed is refused, and holds up nobody. */
class ReadingBatchTest {
    private static final String S = "s";

    /** Two houses whose larger limit is 5 kWh, in a session of four hours that delivers. */
    private static TestMarket delivering() {
        TestMarket market = new TestMarket()
                .participant("a", 5_000, 10)
                .participant("b", 5_000, 10)
                .announce(S, 4);
        for (Phase phase = Phase.ANNOUNCED; phase != Phase.DELIVERY; phase = phase.next()) {
            market.advance(S, phase);
        }
        return market;
    }

    private static JsonObject submitted(TestMarket market, JsonObject... readings) {
        return market.submit(
                NORTH_METERS, "submitReadings", request().put("readings", JsonArray.of(List.of(readings))));
    }

    private static List<String> refused(JsonObject answer) {
        return ((JsonArray) answer.get("refused").orElseThrow())
                .elements().stream()
                        .map(JsonObject.class::cast)
                        .map(each -> TestMarket.number(each, "index") + " " + TestMarket.text(each, "code"))
                        .toList();
    }

    @Test
    void of_three_readings_one_with_a_foreign_signature_two_are_accepted() {
        TestMarket market = delivering();
        JsonObject first = market.meterOf("a").measures(100, 0).reading(S, 0);
        JsonObject second = market.meterOf("a").measures(100, 0).reading(S, 1);
        JsonObject third = market.meterOf("b").measures(70, 0).reading(S, 0);
        JsonObject.Builder forged = JsonObject.builder().put("signature", TestMarket.text(third, "signature"));
        second.members().forEach((key, value) -> {
            if (!key.equals("signature")) {
                forged.put(key, value);
            }
        });

        // where none is accepted or repeated, the transaction is refused with the first one's code
        assertThat(market.refusal(
                        NORTH_METERS,
                        "submitReadings",
                        request().put("readings", JsonArray.of(List.of(forged.build())))))
                .isEqualTo(Refusal.SIGNATURE_INVALID);
        // else the answer says which is not
        JsonObject answer = submitted(market, first, forged.build(), third);
        assertThat(TestMarket.number(answer, "accepted")).isEqualTo(2);
        assertThat(refused(answer)).containsExactly("1 SIGNATURE_INVALID");

        // the same again, with the right one: two are repeated, one is accepted
        JsonObject again = submitted(market, first, second, third);
        assertThat(TestMarket.number(again, "accepted")).isEqualTo(1);
        assertThat(TestMarket.number(again, "repeated")).isEqualTo(2);
        assertThat(refused(again)).isEmpty();
    }

    /** 2 x 5 kWh an hour since the last reading, and since the register at which the meter was registered. */
    @ParameterizedTest
    @CsvSource({"0, 10000, true", "0, 10001, false", "1, 20000, true", "1, 20001, false", "3, 40000, true"})
    void more_than_twice_the_limit_an_hour_is_implausible_and_the_next_sound_reading_is_taken(
            int period, long importWh, boolean plausible) {
        TestMarket market = delivering();
        JsonObject large = market.meterOf("a").measures(importWh, 0).reading(S, period);
        JsonObject other = market.meterOf("b").reading(S, 0);

        JsonObject answer = submitted(market, large, other);
        assertThat(refused(answer)).isEqualTo(plausible ? List.of() : List.of("0 READING_IMPLAUSIBLE"));
        if (!plausible) {
            TestMeter meter = market.meterOf("a").measures(500 - importWh, 0);
            assertThat(refused(submitted(market, meter.reading(S, period)))).isEmpty();
        }
    }

    /** 15 kWh of an hour behind a sound reading are 5 kWh too many; of two hours they are not. */
    @Test
    void what_counts_is_the_time_since_the_last_reading() {
        TestMarket market = delivering();
        submitted(market, market.meterOf("a").measures(1_000, 0).reading(S, 0));
        market.meterOf("a").measures(15_000, 0);
        assertThat(market.refusal(
                        NORTH_METERS,
                        "submitReadings",
                        request()
                                .put(
                                        "readings",
                                        JsonArray.of(List.of(market.meterOf("a").reading(S, 1))))))
                .isEqualTo(Refusal.READING_IMPLAUSIBLE);
        assertThat(refused(submitted(market, market.meterOf("a").reading(S, 2))))
                .isEmpty();
    }
}
