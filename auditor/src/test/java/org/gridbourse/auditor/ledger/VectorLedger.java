package org.gridbourse.auditor.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.gridbourse.auditor.fabric.Certificates;
import org.gridbourse.blocks.KeyOrder;
import org.gridbourse.market.RefusedException;
import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.Json;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonValue;
import org.gridbourse.market.ledger.MarketLedger;
import org.gridbourse.market.signature.JcaSignatureVerifier;
import org.gridbourse.market.state.Caller;
import org.gridbourse.market.state.Invocation;
import org.gridbourse.market.state.StateEntry;
import org.gridbourse.market.state.WorldState;
import org.gridbourse.market.transaction.Outcome;
import org.hyperledger.fabric.protos.common.Envelope;

/** A golden vector of the market, executed and written into blocks. */
public final class VectorLedger {
    private static final int TRANSACTIONS_PER_BLOCK = 4;

    private final TestChannel channel = TestChannel.shared();
    private final MarketLedger rules = new MarketLedger(new JcaSignatureVerifier(Certificates.PROVIDER));
    private final TreeMap<String, byte[]> state = new TreeMap<>(KeyOrder.UTF8);
    private final Random random = new Random(8);
    private final TestLedger ledger = new TestLedger(channel.genesis());
    private final List<Envelope> pending = new ArrayList<>();

    private VectorLedger() {}

    /** Where the golden vectors are. */
    public static Path folder() {
        return Path.of(System.getProperty("gridbourse.root"), "market/src/test/resources/vectors");
    }

    /** The ledger of one vector. */
    public static TestLedger of(Path file) throws IOException {
        VectorLedger vector = new VectorLedger();
        vector.defineMarket();
        for (JsonValue step : ((JsonArray) Json.parse(Files.readString(file))).elements()) {
            Fields.read(step, vector::play);
            if (vector.pending.size() == TRANSACTIONS_PER_BLOCK) {
                vector.cut();
            }
        }
        vector.cut();
        vector.ledger.recommit();
        return vector.ledger;
    }

    private void defineMarket() {
        ledger.insert(1, MarketDay.play(1, new MarketDay.Size(2, 1, 1)).block(1));
    }

    private String play(Fields step) {
        Caller caller = step.object(
                "caller",
                each -> new Caller(each.text("mspId"), each.optionalText("role"), each.optionalText("participant")));
        String function = step.text("function");
        String request = Json.write(step.value("request"));
        Instant timestamp = Instant.parse(step.text("timestamp"));
        step.keys().forEach(step::value);
        TransactionMaker maker =
                TransactionMaker.by(channel.caller(caller), random).at(timestamp);
        try {
            Outcome outcome = rules.submit(
                    new Invocation(TestChannel.NAME, function, request, caller, timestamp, maker.transactionId()),
                    new State());
            state.putAll(outcome.writes());
            TransactionMaker whole = maker.endorsedBy(channel.peer("Grid"), channel.peer("South"))
                    .calling("market", function, request)
                    .writing("market", outcome.writes())
                    .answering(outcome.response());
            pending.add(outcome.event()
                    .map(event -> whole.announcing(event.name(), event.payload()))
                    .orElse(whole)
                    .envelope());
        } catch (RefusedException refused) {
            assertThat(step.optionalText("refused")).hasValue(refused.refusal().name());
        }
        return function;
    }

    private void cut() {
        if (!pending.isEmpty()) {
            ledger.append(List.copyOf(pending), channel.orderer("Grid"));
            pending.clear();
        }
    }

    private final class State implements WorldState {
        @Override
        public Optional<byte[]> get(String key) {
            return Optional.ofNullable(state.get(key)).filter(value -> value.length > 0);
        }

        @Override
        public Iterable<StateEntry> scan(String startInclusive, String endExclusive) {
            return state.subMap(startInclusive, endExclusive).entrySet().stream()
                    .filter(entry -> entry.getValue().length > 0)
                    .map(entry -> new StateEntry(entry.getKey(), entry.getValue()))
                    .toList();
        }
    }
}
