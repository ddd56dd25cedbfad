package org.gridbourse.auditor.market;

import com.google.protobuf.ByteString;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.gridbourse.auditor.fabric.Certificates;
import org.gridbourse.auditor.fabric.ChainCheck;
import org.gridbourse.auditor.fabric.OrderedTransaction;
import org.gridbourse.auditor.fabric.ValidTransactions;
import org.gridbourse.auditor.findings.FindingCode;
import org.gridbourse.auditor.findings.Findings;
import org.gridbourse.blocks.Block;
import org.gridbourse.blocks.KeyWrite;
import org.gridbourse.blocks.MalformedException;
import org.gridbourse.blocks.NamespaceReadWrites;
import org.gridbourse.market.json.Json;
import org.gridbourse.market.json.JsonException;
import org.gridbourse.market.json.JsonObject;

/** The records of the market that transactions wrote, as they stand there: nothing is executed again. */
public final class TransactionRecords implements ValidTransactions {
    private final String chaincode;
    private final Findings findings;
    private final RecordListener listener;

    /** @param chaincode the market's name on the channel */
    public TransactionRecords(String chaincode, Findings findings, RecordListener listener) {
        this.chaincode = chaincode;
        this.findings = findings;
        this.listener = listener;
    }

    @Override
    public void transaction(Block block, OrderedTransaction transaction, ChainCheck.StateView state) {
        TreeMap<String, ByteString> writes = new TreeMap<>();
        for (NamespaceReadWrites namespace : transaction.readWrites().namespaces()) {
            if (namespace.namespace().equals(chaincode)) {
                for (KeyWrite write : namespace.writes()) {
                    writes.put(write.key(), write.isDelete() ? ByteString.EMPTY : write.value());
                }
            }
        }
        tell(block, transaction, writes, state);
    }

    /** Tells the records among what a transaction wrote; a deleted or unreadable one is a finding. */
    void tell(Block block, OrderedTransaction transaction, Map<String, ByteString> writes, ChainCheck.StateView state) {
        if (writes.isEmpty()) {
            return;
        }
        WrittenRecord.Source source = new WrittenRecord.Source(
                block.number(),
                transaction.index(),
                transaction.transactionId(),
                function(transaction),
                creator(transaction),
                state.endorsers(transaction),
                timestamp(transaction));
        writes.forEach((key, value) -> {
            try {
                if (!value.isEmpty() && Json.parse(value.toStringUtf8()) instanceof JsonObject object) {
                    tell(WrittenRecord.of(source, key, object));
                    return;
                }
                findings.add(
                        FindingCode.RECORD_UNREADABLE,
                        block.number(),
                        transaction.transactionId(),
                        key + " is no record");
            } catch (JsonException e) {
                findings.add(
                        FindingCode.RECORD_UNREADABLE,
                        block.number(),
                        transaction.transactionId(),
                        key + ": " + e.getMessage());
            }
        });
    }

    private void tell(WrittenRecord record) {
        if (record.isForged()) {
            findings.add(record.finding(
                    FindingCode.RECORD_UNREADABLE, record.key() + " is no record that the market writes there"));
        }
        listener.written(record);
    }

    private static String function(OrderedTransaction transaction) {
        try {
            return transaction.endorsed().input().function();
        } catch (MalformedException e) {
            return "";
        }
    }

    private static String creator(OrderedTransaction transaction) {
        try {
            return CertificateCaller.of(transaction.creatorIdentity()).name();
        } catch (Certificates.UnreadableException e) {
            return "unreadable";
        }
    }

    private static Instant timestamp(OrderedTransaction transaction) {
        try {
            return transaction.header().timestamp();
        } catch (MalformedException e) {
            return Instant.EPOCH;
        }
    }
}
