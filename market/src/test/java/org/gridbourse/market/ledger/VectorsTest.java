package org.gridbourse.market.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.gridbourse.market.RefusedException;
import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.Json;
import org.gridbourse.market.json.JsonValue;
import org.gridbourse.market.state.Caller;
import org.gridbourse.market.state.InMemoryWorldState;
import org.gridbourse.market.state.Invocation;
import org.gridbourse.market.transaction.Outcome;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The golden vectors, replayed: every response, event, refusal and write is to the byte what it was. */
class VectorsTest {

    static Stream<Path> vectors() throws IOException {
        return Files.list(Vectors.folder()).sorted();
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void a_ledger_replays_its_vector_to_the_byte(Path file) {
        MarketLedger ledger = new MarketLedger(JdkSignatures.VERIFIER);
        InMemoryWorldState state = new InMemoryWorldState();

        for (JsonValue step : Vectors.read(file).elements()) {
            assertThat(replay(ledger, state, Fields.read(step, VectorsTest::invocation)))
                    .isEqualTo(Json.write(step));
        }
    }

    private static String replay(MarketLedger ledger, InMemoryWorldState state, Invocation invocation) {
        try {
            Outcome outcome = ledger.submit(invocation, state);
            state.apply(outcome.writes());
            return Json.write(Vectors.step(invocation, outcome));
        } catch (RefusedException refused) {
            return Json.write(Vectors.step(invocation, refused));
        }
    }

    private static Invocation invocation(Fields fields) {
        fields.keys().forEach(fields::value);
        return new Invocation(
                TestMarket.CHANNEL,
                fields.text("function"),
                Json.write(fields.value("request")),
                fields.object("caller", VectorsTest::caller),
                Instant.parse(fields.text("timestamp")),
                fields.text("transactionId"));
    }

    private static Caller caller(Fields fields) {
        return new Caller(
                fields.text("mspId"),
                fields.optionalText("role"),
                fields.has("participant") ? Optional.of(fields.text("participant")) : Optional.empty());
    }
}
