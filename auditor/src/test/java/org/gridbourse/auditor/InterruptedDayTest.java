package org.gridbourse.auditor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.gridbourse.auditor.fabric.Certificates;
import org.gridbourse.auditor.findings.Finding;
import org.gridbourse.auditor.ledger.MarketDay;
import org.gridbourse.auditor.ledger.TestChannel;
import org.gridbourse.auditor.ledger.TestLedger;
import org.gridbourse.auditor.ledger.TransactionMaker;
import org.gridbourse.blocks.Block;
import org.gridbourse.blocks.KeyOrder;
import org.gridbourse.blocks.KeyWrite;
import org.gridbourse.blocks.NamespaceReadWrites;
import org.gridbourse.blocks.SignedEnvelope;
import org.gridbourse.market.RefusedException;
import org.gridbourse.market.json.Json;
import org.gridbourse.market.ledger.MarketLedger;
import org.gridbourse.market.record.CanonicalBytes;
import org.gridbourse.market.signature.JcaSignatureVerifier;
import org.gridbourse.market.state.Caller;
import org.gridbourse.market.state.Invocation;
import org.gridbourse.market.state.StateEntry;
import org.gridbourse.market.state.WorldState;
import org.gridbourse.market.transaction.Outcome;
import org.hyperledger.fabric.protos.common.Envelope;
import org.junit.jupiter.api.Test;

/**
 * A day that is broken off behind any of its blocks: the operator changes meters and tie-lines, pays out, cancels the session in
 * whatever phase it is, and lets go who may go. Whatever the rules allow, the audit must.
 */
class InterruptedDayTest {
    private static final Caller OPERATOR = new Caller("GridMSP", Optional.of("operator"), Optional.empty());
    private static final String KEY =
            "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE+6hC5+ZWkGdYfghzv29jlZFLb6GSWCZju0Lj97YAMqOR7YQv/g+K3b8nIBXkI1yKM0GeCyHoQCoGxbDewUZMLQ==";
    private static final TestLedger DAY = MarketDay.play(11, new MarketDay.Size(4, 2, 1));

    private final TestChannel channel = TestChannel.shared();
    private final MarketLedger rules = new MarketLedger(new JcaSignatureVerifier(Certificates.PROVIDER));
    private final Set<String> done = new TreeSet<>();

    @Test
    void a_day_broken_off_behind_any_block_has_no_findings() throws Exception {
        for (int height = 2; height <= DAY.height(); height++) {
            TestLedger ledger = first(height);
            ledger.append(interruption(state(ledger), height), channel.orderer("Grid"));
            ledger.recommit();
            AuditReport report = ledger.audit();
            assertThat(report.findings())
                    .as("broken off behind block %d", height - 1)
                    .extracting(Finding::toString)
                    .isEmpty();
            assertThat(report.judged()).isEqualTo(height + 1);
            assertThat(report.sumNano()).isZero();
        }
        assertThat(done)
                .containsExactly(
                        "cancelSession",
                        "deregisterParticipant",
                        "exchangeMeter",
                        "giveConsent",
                        "ping",
                        "rotateMeterKey",
                        "updateParticipant",
                        "withdraw");
    }

    private List<Envelope> interruption(TreeMap<String, byte[]> state, int height) {
        Random random = new Random(1_000 + height);
        List<Envelope> made = new ArrayList<>();
        submit(made, state, random, "ping", "{\"pingId\":\"p\"}");
        for (String key : List.copyOf(state.keySet())) {
            if (key.startsWith("participant/")) {
                String id = key.substring("participant/".length());
                submitWithConsent(
                        made, state, random, new Wish(id, "exchangeMeter", "n-" + id), """
                        {"algorithm":"ECDSA_P256","closingExportRegisterWh":0,"closingImportRegisterWh":0,\
                        "exportRegisterWh":0,"importRegisterWh":0,"meterId":"m-%1$s","newMeterId":"n-%1$s",\
                        "participantId":"%1$s","publicKey":"%2$s"}""".formatted(id, KEY));
                submitWithConsent(
                        made, state, random, new Wish(id, "rotateMeterKey", "n-" + id + "-2"), """
                        {"algorithm":"ECDSA_P256","fromUtc":"2026-02-01T00:00:00Z","meterId":"n-%s","publicKey":"%s",\
                        "revision":2}""".formatted(id, KEY));
                submitWithConsent(made, state, random, new Wish(id, "updateParticipant", "2"), """
                        {"exportLimitWh":9000,"importLimitWh":9000,"participantId":"%s","revision":2}""".formatted(id));
                submitWithConsent(made, state, random, new Wish(id, "withdraw", "w-" + id), """
                        {"amountNano":7,"participantId":"%1$s","withdrawalId":"w-%1$s"}""".formatted(id));
            }
        }
        for (int step = 0; step < 40; step++) {
            submit(made, state, random, "cancelSession", """
                    {"maxItems":1,"reason":"storm","sessionId":"s1","step":%d}""".formatted(step));
        }
        for (String key : List.copyOf(state.keySet())) {
            if (key.startsWith("participant/")) {
                submit(made, state, random, "deregisterParticipant", """
                        {"participantId":"%s"}""".formatted(
                                key.substring("participant/".length())));
            }
        }
        return made;
    }

    /** What the operator does for a participant that has agreed to it. */
    private record Wish(String participantId, String function, String requestId) {}

    private void submitWithConsent(
            List<Envelope> made, TreeMap<String, byte[]> state, Random random, Wish wish, String request) {
        Caller owner = owner(wish.participantId());
        submit(made, state, random, owner, "giveConsent", """
                {"bodyHash":"%s","expiresUtc":"2099-01-01T00:00:00Z","function":"%s","participantId":"%s",\
                "requestId":"%s","revision":1}""".formatted(
                        CanonicalBytes.hash(Json.write(Json.parse(request))),
                        wish.function(),
                        wish.participantId(),
                        wish.requestId()));
        submit(made, state, random, wish.function(), request);
    }

    private static Caller owner(String participantId) {
        String organisation = participantId.substring(0, participantId.indexOf('-'));
        String mspId = Character.toUpperCase(organisation.charAt(0)) + organisation.substring(1) + "MSP";
        return new Caller(mspId, Optional.of("prosumer"), Optional.of(participantId));
    }

    private void submit(
            List<Envelope> made, TreeMap<String, byte[]> state, Random random, String function, String request) {
        submit(made, state, random, OPERATOR, function, request);
    }

    /** Does what is asked if the rules allow it now. */
    private void submit(
            List<Envelope> made,
            TreeMap<String, byte[]> state,
            Random random,
            Caller caller,
            String function,
            String request) {
        Instant now = TestChannel.START.plusSeconds(90_000 + made.size());
        TransactionMaker maker =
                TransactionMaker.by(channel.caller(caller), random).at(now);
        try {
            Outcome outcome = rules.submit(
                    new Invocation(TestChannel.NAME, function, request, caller, now, maker.transactionId()),
                    new State(state));
            outcome.writes().forEach((key, value) -> put(state, key, value));
            TransactionMaker whole = maker.endorsedBy(channel.peer("Grid"), channel.peer("North"))
                    .calling("market", function, request)
                    .writing("market", outcome.writes())
                    .answering(outcome.response());
            made.add(outcome.event()
                    .map(event -> whole.announcing(event.name(), event.payload()))
                    .orElse(whole)
                    .envelope());
            done.add(function);
        } catch (RefusedException refused) {
            // then a peer would not endorse it either
        }
    }

    private static TestLedger first(int height) {
        TestLedger ledger = DAY.copy();
        while (ledger.height() > height) {
            ledger.remove(ledger.height() - 1);
        }
        return ledger;
    }

    /** What the market's state is behind these blocks, all of whose transactions count. */
    private static TreeMap<String, byte[]> state(TestLedger ledger) {
        TreeMap<String, byte[]> state = new TreeMap<>(KeyOrder.UTF8);
        for (ByteString bytes : ledger.bytes().subList(1, ledger.height())) {
            for (ByteString envelope : Block.parse(bytes).envelopes()) {
                for (NamespaceReadWrites namespace : SignedEnvelope.parse(envelope)
                        .content()
                        .transaction()
                        .actions()
                        .get(0)
                        .endorsedAction()
                        .result()
                        .readWrites()
                        .namespaces()) {
                    if (namespace.namespace().equals("market")) {
                        for (KeyWrite write : namespace.writes()) {
                            put(state, write.key(), write.value().toByteArray());
                        }
                    }
                }
            }
        }
        return state;
    }

    private static void put(TreeMap<String, byte[]> state, String key, byte[] value) {
        if (value.length == 0) {
            state.remove(key);
        } else {
            state.put(key, value);
        }
    }

    private record State(TreeMap<String, byte[]> state) implements WorldState {
        @Override
        public Optional<byte[]> get(String key) {
            return Optional.ofNullable(state.get(key));
        }

        @Override
        public Iterable<StateEntry> scan(String startInclusive, String endExclusive) {
            return state.subMap(startInclusive, endExclusive).entrySet().stream()
                    .map(entry -> new StateEntry(entry.getKey(), entry.getValue()))
                    .toList();
        }
    }
}
