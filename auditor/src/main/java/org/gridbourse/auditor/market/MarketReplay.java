package org.gridbourse.auditor.market;

import com.google.protobuf.ByteString;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.gridbourse.auditor.fabric.Certificates;
import org.gridbourse.auditor.fabric.ChainCheck;
import org.gridbourse.auditor.fabric.OrderedTransaction;
import org.gridbourse.auditor.fabric.ValidTransactions;
import org.gridbourse.auditor.findings.FindingCode;
import org.gridbourse.auditor.findings.Findings;
import org.gridbourse.blocks.Block;
import org.gridbourse.blocks.ChaincodeEvent;
import org.gridbourse.blocks.ChaincodeInput;
import org.gridbourse.blocks.KeyWrite;
import org.gridbourse.blocks.MalformedException;
import org.gridbourse.blocks.NamespaceReadWrites;
import org.gridbourse.market.RefusedException;
import org.gridbourse.market.ledger.Event;
import org.gridbourse.market.ledger.Invocation;
import org.gridbourse.market.ledger.MarketLedger;
import org.gridbourse.market.ledger.Outcome;

/**
 * Executes every valid transaction of the market again, by the market's own rules over the auditor's state, and compares
 * what it answers, writes and announces with what is on the ledger, byte for byte.
 */
public final class MarketReplay implements ValidTransactions {
    private static final int GOOD = 200;

    private final String chaincode;
    private final MarketLedger market;
    private final Findings findings;
    private final TransactionRecords records;
    private final DefinitionCheck definition;

    /**
     * @param chaincode the market's name on the channel
     * @param market the rules
     */
    public MarketReplay(String chaincode, MarketLedger market, Findings findings, RecordListener listener) {
        this.chaincode = chaincode;
        this.market = market;
        this.findings = findings;
        this.records = new TransactionRecords(chaincode, findings, listener);
        this.definition = new DefinitionCheck(chaincode);
    }

    @Override
    public void transaction(Block block, OrderedTransaction transaction, ChainCheck.StateView state) {
        Place place = new Place(block.number(), transaction.transactionId());
        boolean isMarket = transaction.result().chaincode().name().equals(chaincode);
        TreeMap<String, ByteString> writes = new TreeMap<>();
        for (NamespaceReadWrites namespace : transaction.readWrites().namespaces()) {
            if (namespace.namespace().equals(chaincode)) {
                collect(namespace, writes, place);
            } else if (isMarket && namespace.hasWrites()) {
                place.add(
                        FindingCode.WRITE_UNEXPLAINED, "a transaction of the market wrote to " + namespace.namespace());
            }
        }
        definition.check(transaction, state).ifPresent(detail -> place.add(FindingCode.DEFINITION_UNEXPLAINED, detail));
        if (isMarket) {
            compare(transaction, writes, state, place);
        } else if (!writes.isEmpty()) {
            place.add(
                    FindingCode.WRITE_UNEXPLAINED,
                    "a transaction of %s wrote %s"
                            .formatted(transaction.result().chaincode().name(), writes.keySet()));
        }
        records.tell(block, transaction, writes, state);
    }

    /** Where findings of one transaction belong. */
    private final class Place {
        private final long block;
        private final String transactionId;

        Place(long block, String transactionId) {
            this.block = block;
            this.transactionId = transactionId;
        }

        void add(FindingCode code, String detail) {
            findings.add(code, block, transactionId, detail);
        }
    }

    /** What the ledger holds of writes that Fabric applies; whatever else stands there, no rule of the market writes. */
    private void collect(NamespaceReadWrites namespace, Map<String, ByteString> writes, Place place) {
        for (KeyWrite write : namespace.writes()) {
            ByteString value = write.isDelete() ? ByteString.EMPTY : write.value();
            if (writes.put(write.key(), value) != null) {
                place.add(FindingCode.WRITE_UNEXPLAINED, "key " + write.key() + " is written twice");
            }
        }
        if (!namespace.metadataWrites().isEmpty() || !namespace.collections().isEmpty()) {
            place.add(FindingCode.WRITE_UNEXPLAINED, "key policies or private data, which the market has none of");
        }
    }

    private void compare(
            OrderedTransaction transaction,
            TreeMap<String, ByteString> writes,
            ChainCheck.StateView state,
            Place place) {
        Optional<Invocation> invocation = invocation(transaction, place);
        if (invocation.isEmpty()) {
            unexplained(writes, place);
            return;
        }
        ReplayedState world = new ReplayedState(chaincode, state);
        String function = invocation.get().function();
        try {
            if (MarketLedger.submitFunctions().contains(function)) {
                compare(transaction, writes, market.submit(invocation.get(), world), place);
            } else if (MarketLedger.queryFunctions().contains(function)) {
                String answer = market.evaluate(invocation.get(), world);
                compare(transaction, writes, new Outcome(answer, new TreeMap<>(), Optional.empty()), place);
            } else {
                unexplained(writes, place);
            }
        } catch (RefusedException e) {
            refused(function, e, place);
        } catch (RuntimeException e) {
            // State that a forger wrote may break what the rules take for granted; that is a finding, not a crash.
            place.add(
                    FindingCode.REFUSAL_IGNORED,
                    "%s cannot be executed on this state: %s".formatted(function, e.getMessage()));
        }
    }

    private Optional<Invocation> invocation(OrderedTransaction transaction, Place place) {
        try {
            ChaincodeInput input = transaction.endorsed().input();
            if (input.arguments().size() != 2 || !input.chaincode().equals(chaincode)) {
                return Optional.empty();
            }
            String function = input.function().substring(input.function().lastIndexOf(':') + 1);
            return Optional.of(new Invocation(
                    transaction.header().channelId(),
                    function,
                    utf8(input.arguments().get(1)),
                    CertificateCaller.of(transaction.creatorIdentity()),
                    transaction.header().timestamp(),
                    transaction.transactionId()));
        } catch (MalformedException | Certificates.UnreadableException | CharacterCodingException e) {
            place.add(FindingCode.REFUSAL_IGNORED, "cannot be executed: " + e.getMessage());
            return Optional.empty();
        }
    }

    private static String utf8(ByteString bytes) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(bytes.asReadOnlyByteBuffer())
                .toString();
    }

    private void unexplained(TreeMap<String, ByteString> writes, Place place) {
        if (!writes.isEmpty()) {
            place.add(FindingCode.WRITE_UNEXPLAINED, "no function of the market wrote " + writes.keySet());
        }
    }

    private static void refused(String function, RefusedException refusal, Place place) {
        FindingCode code =
                switch (refusal.refusal()) {
                    case SIGNATURE_INVALID -> FindingCode.READING_SIGNATURE_INVALID;
                    case COMMITMENT_HASH_MISMATCH -> FindingCode.REVEAL_MISMATCH;
                    default -> FindingCode.REFUSAL_IGNORED;
                };
        place.add(code, "%s is refused by the rules: %s".formatted(function, refusal.getMessage()));
    }

    private void compare(
            OrderedTransaction transaction, TreeMap<String, ByteString> writes, Outcome expected, Place place) {
        Set<String> keys = new HashSet<>(expected.writes().keySet());
        for (Map.Entry<String, byte[]> write : expected.writes().entrySet()) {
            ByteString found = writes.get(write.getKey());
            if (found == null) {
                place.add(
                        FindingCode.WRITE_MISSING, "%s should be %s".formatted(write.getKey(), text(write.getValue())));
            } else if (!found.equals(ByteString.copyFrom(write.getValue()))) {
                place.add(
                        RecordTypes.wrong(write.getKey(), text(write.getValue()), found.toStringUtf8()),
                        Differences.between(write.getKey(), text(write.getValue()), found.toStringUtf8()));
            }
        }
        writes.forEach((key, value) -> {
            if (!keys.contains(key)) {
                place.add(RecordTypes.unexplained(key), "%s was written as %s".formatted(key, value.toStringUtf8()));
            }
        });
        compareAnswer(transaction, expected, place);
        compareEvent(transaction, expected.event(), place);
    }

    private static void compareAnswer(OrderedTransaction transaction, Outcome expected, Place place) {
        String answer = transaction.result().payload().toStringUtf8();
        if (transaction.result().status() != GOOD || !answer.equals(expected.response())) {
            place.add(
                    FindingCode.RESPONSE_WRONG,
                    "answered %d %s, should be %s"
                            .formatted(transaction.result().status(), answer, expected.response()));
        }
    }

    private static void compareEvent(OrderedTransaction transaction, Optional<Event> expected, Place place) {
        Optional<ChaincodeEvent> found = transaction.result().readEvent();
        boolean same = found.isPresent() == expected.isPresent()
                && (found.isEmpty()
                        || found.get().name().equals(expected.get().name())
                                && found.get()
                                        .payload()
                                        .equals(ByteString.copyFrom(
                                                expected.get().payload()))
                                && found.get().transactionId().equals(transaction.transactionId()));
        if (!same) {
            place.add(
                    FindingCode.EVENT_WRONG,
                    "announced %s, should be %s, or with other content"
                            .formatted(
                                    found.map(ChaincodeEvent::name).orElse("nothing"),
                                    expected.map(Event::name).orElse("nothing")));
        }
    }

    private static String text(byte[] value) {
        return new String(value, StandardCharsets.UTF_8);
    }
}
