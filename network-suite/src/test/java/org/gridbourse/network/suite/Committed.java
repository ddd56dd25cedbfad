package org.gridbourse.network.suite;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gridbourse.blocks.ChaincodeResult;
import org.gridbourse.blocks.KeyRead;
import org.gridbourse.blocks.NamespaceReadWrites;
import org.gridbourse.blocks.RangeRead;
import org.gridbourse.blocks.Version;

/**
 * What a ledger holds of a transaction, without what may differ between two ledgers: versions are told by the name of
 * the transaction that wrote them.
 */
record Committed(String name, String code, String result, String event, List<String> reads, List<String> writes) {

    /** @param writers names of the transactions that stand at a place of the ledger */
    static Committed of(String name, String code, ChaincodeResult result, Map<Version, String> writers) {
        List<String> reads = new ArrayList<>();
        List<String> writes = new ArrayList<>();
        for (NamespaceReadWrites namespace : result.readWrites().namespaces()) {
            String place = namespace.namespace() + ":";
            namespace.reads().forEach(read -> reads.add(place + text(read, writers)));
            namespace.rangeReads().forEach(range -> reads.add(place + text(range, writers)));
            namespace
                    .writes()
                    .forEach(write -> writes.add(place
                            + write.key()
                            + (write.isDelete()
                                    ? " deleted"
                                    : "=" + write.value().toStringUtf8())));
            namespace
                    .metadataWrites()
                    .forEach(write -> writes.add(place + write.key().toStringUtf8() + " metadata "
                            + write.entries().entrySet().stream()
                                    .map(entry -> entry.getKey() + "="
                                            + HexFormat.of()
                                                    .formatHex(entry.getValue().toByteArray()))
                                    .toList()));
        }
        String event = result.readEvent()
                .map(found -> found.name() + "=" + found.payload().toStringUtf8())
                .orElse("");
        return new Committed(name, code, result.payload().toStringUtf8(), event, reads, writes);
    }

    private static String text(KeyRead read, Map<Version, String> writers) {
        Optional<Version> version = read.version();
        return read.key() + " of "
                + version.map(found -> writers.getOrDefault(found, "before")).orElse("nobody");
    }

    private static String text(RangeRead range, Map<Version, String> writers) {
        // the hashes of a digest contain block numbers, which differ
        String found = range.digest().isPresent()
                ? "a digest of level " + range.digest().get().maxLevel() + " with "
                        + range.digest().get().hashes().size()
                : range.reads().stream()
                        .map(read -> text(read, writers))
                        .toList()
                        .toString();
        return range.startKey() + ".." + range.endKey() + (range.exhausted() ? "" : " left early") + " " + found;
    }
}
