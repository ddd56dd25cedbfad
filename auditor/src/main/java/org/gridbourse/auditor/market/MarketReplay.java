package org.gridbourse.auditor.market;

import com.google.protobuf.ByteString;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.gridbourse.auditor.fabric.Certificates;
import org.gridbourse.auditor.fabric.ChainCheck;
import org.gridbourse.auditor.fabric.OrderedTransaction;
import org.gridbourse.auditor.fabric.ValidTransactions;
import org.gridbourse.auditor.findings.FindingCode;
import org.gridbourse.auditor.findings.Findings;
import org.gridbourse.blocks.Block;
import org.gridbourse.blocks.ChaincodeInput;
import org.gridbourse.blocks.KeyWrite;
import org.gridbourse.blocks.MalformedException;
import org.gridbourse.blocks.NamespaceReadWrites;
import org.gridbourse.market.RefusedException;
import org.gridbourse.market.ledger.MarketLedger;
import org.gridbourse.market.state.Invocation;
import org.gridbourse.market.state.WorldState;
import org.gridbourse.market.transaction.Outcome;

/**
 * Executes every valid transaction of the market again, by the market's own rules over the auditor's state, and compares
 * what it answers, writes and announces with what is on the ledger, byte for byte.
 */
public final class MarketReplay implements ValidTransactions {
    private final String chaincode;
    private final MarketLedger market;
    private final Findings findings;
    private final TransactionRecords records;
    private final DefinitionCheck definition;
    private final Corrections corrections = new Corrections();

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
            definition
                    .versionFlaw(transaction, state)
                    .ifPresent(detail -> place.add(FindingCode.RESPONSE_WRONG, detail));
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

        void add(Comparison comparison) {
            comparison.differences().forEach(difference -> add(difference.code(), difference.detail()));
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
            place.add(Comparison.unexplained(writes));
            return;
        }
        WorldState ledger = new ReplayedState(chaincode, state);
        Comparison onLedger = execute(invocation.get(), ledger, transaction, writes);
        if (corrections.isEmpty()) {
            judge(onLedger, writes, ledger, place);
        } else {
            Corrections.Corrected corrected = corrections.over(ledger);
            judge(onLedger, execute(invocation.get(), corrected, transaction, writes), writes, corrected, place);
        }
    }

    private void judge(Comparison comparison, TreeMap<String, ByteString> writes, WorldState state, Place place) {
        if (!comparison.isEqual()) {
            place.add(comparison);
            corrections.note(writes.keySet(), comparison, state);
        }
    }

    /** Behind a fault: whoever goes on from what the ledger has, or as if the fault had not been, adds none. */
    private void judge(
            Comparison onLedger,
            Comparison onCorrected,
            TreeMap<String, ByteString> writes,
            Corrections.Corrected corrected,
            Place place) {
        if (onLedger.isEqual()) {
            if (!onCorrected.isEqual()) {
                corrections.forget(corrected.used());
            }
            corrections.forget(writes.keySet());
        } else if (onCorrected.isEqual()) {
            findings.addConsequence();
            corrections.forget(writes.keySet());
        } else {
            boolean fewer =
                    onCorrected.differences().size() < onLedger.differences().size();
            judge(fewer ? onCorrected : onLedger, writes, corrected, place);
        }
    }

    private Comparison execute(
            Invocation invocation,
            WorldState state,
            OrderedTransaction transaction,
            TreeMap<String, ByteString> writes) {
        String function = invocation.function();
        try {
            if (MarketLedger.submitFunctions().contains(function)) {
                return Comparison.of(transaction, writes, market.submit(invocation, state));
            }
            if (MarketLedger.queryFunctions().contains(function)) {
                String answer = market.evaluate(invocation, state);
                return Comparison.of(transaction, writes, new Outcome(answer, new TreeMap<>(), Optional.empty()));
            }
            return Comparison.unexplained(writes);
        } catch (RefusedException e) {
            return Comparison.refused(function, writes, e);
        } catch (RuntimeException e) {
            // State that a forger wrote may break what the rules take for granted; that is a finding, not a crash.
            return Comparison.impossible(function, writes, e);
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
                    CertificateCaller.of(transaction.creatorIdentity()).caller(),
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
}
