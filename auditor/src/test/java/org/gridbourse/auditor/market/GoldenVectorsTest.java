package org.gridbourse.auditor.market;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.gridbourse.auditor.fabric.Certificates;
import org.gridbourse.auditor.fabric.ChainCheck;
import org.gridbourse.auditor.fabric.MemoryState;
import org.gridbourse.auditor.fabric.OrderedTransaction;
import org.gridbourse.auditor.fabric.StateStore;
import org.gridbourse.blocks.KeyWrite;
import org.gridbourse.blocks.NamespaceReadWrites;
import org.gridbourse.blocks.ReadWriteSet;
import org.gridbourse.blocks.StateKey;
import org.gridbourse.blocks.StateUpdates;
import org.gridbourse.blocks.StateValue;
import org.gridbourse.blocks.Version;
import org.gridbourse.market.RefusedException;
import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.Json;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.json.JsonValue;
import org.gridbourse.market.ledger.MarketLedger;
import org.gridbourse.market.signature.JcaSignatureVerifier;
import org.gridbourse.market.state.Caller;
import org.gridbourse.market.state.Invocation;
import org.gridbourse.market.transaction.Event;
import org.gridbourse.market.transaction.Outcome;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The golden vectors of the market, which market and chaincode come to as well, over the auditor's own state: some of it
 * committed, some of it of the block under way.
 */
class GoldenVectorsTest {
    private static final int TRANSACTIONS_PER_BLOCK = 3;

    private final MarketLedger rules = new MarketLedger(new JcaSignatureVerifier(Certificates.PROVIDER));
    private final MemoryState committed = new MemoryState();
    private StateUpdates updates = new StateUpdates();

    static Stream<Path> vectors() throws IOException {
        return Files.list(Path.of(System.getProperty("gridbourse.root"), "market/src/test/resources/vectors"))
                .sorted();
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void a_golden_vector_comes_out_of_the_replay_to_the_byte(Path file) throws IOException {
        List<JsonValue> steps = ((JsonArray) Json.parse(Files.readString(file))).elements();
        assertThat(steps).hasSizeGreaterThan(2 * TRANSACTIONS_PER_BLOCK);
        for (int i = 0; i < steps.size(); i++) {
            Version version = new Version(1 + i / TRANSACTIONS_PER_BLOCK, i % TRANSACTIONS_PER_BLOCK);
            Fields.read(steps.get(i), step -> replay(step, version));
            if (version.transaction() == TRANSACTIONS_PER_BLOCK - 1) {
                committed.apply(updates, List.of());
                updates = new StateUpdates();
            }
        }
    }

    private String replay(Fields step, Version version) {
        Invocation invocation = invocation(step);
        step.keys().forEach(step::value);
        try {
            Outcome outcome = rules.submit(invocation, new ReplayedState("market", new View()));
            assertThat(outcome.response()).isEqualTo(Json.write(step.value("response")));
            assertThat(outcome.event().map(Event::name)).isEqualTo(step.optionalText("event"));
            assertThat(texts(outcome.writes())).isEqualTo(expected(step));
            updates.apply(set(outcome.writes()), version, committed::get);
        } catch (RefusedException refused) {
            assertThat(refused.refusal().name()).isEqualTo(step.text("refused"));
        }
        return invocation.transactionId();
    }

    private static Invocation invocation(Fields step) {
        return new Invocation(
                "energy",
                step.text("function"),
                Json.write(step.value("request")),
                step.object(
                        "caller",
                        caller -> new Caller(
                                caller.text("mspId"), caller.optionalText("role"), caller.optionalText("participant"))),
                Instant.parse(step.text("timestamp")),
                step.text("transactionId"));
    }

    private static Map<String, String> expected(Fields step) {
        Map<String, String> expected = new TreeMap<>();
        ((JsonObject) step.value("writes")).members().forEach((key, value) -> expected.put(key, Json.write(value)));
        return expected;
    }

    private static Map<String, String> texts(Map<String, byte[]> writes) {
        Map<String, String> texts = new TreeMap<>();
        writes.forEach((key, value) -> texts.put(key, new String(value, StandardCharsets.UTF_8)));
        return texts;
    }

    private static ReadWriteSet set(Map<String, byte[]> writes) {
        List<KeyWrite> all = writes.entrySet().stream()
                .map(write -> new KeyWrite(
                        write.getKey(), write.getValue().length == 0, ByteString.copyFrom(write.getValue())))
                .toList();
        return new ReadWriteSet(
                List.of(new NamespaceReadWrites("market", List.of(), List.of(), all, List.of(), List.of())));
    }

    /** The world in the middle of a block. */
    private final class View implements ChainCheck.StateView {
        @Override
        public Optional<StateValue> get(StateKey key) {
            return updates.get(key).or(() -> committed.get(key)).filter(value -> !value.isDelete());
        }

        @Override
        public StateStore committed() {
            return committed;
        }

        @Override
        public StateUpdates updates() {
            return updates;
        }

        @Override
        public List<String> endorsers(OrderedTransaction transaction) {
            return List.of();
        }
    }
}
