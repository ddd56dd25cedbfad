package org.gridbourse.network.embedded.execution;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A query whose rows the chaincode fetches in batches. To know whether there are more rows than a batch holds the peer
 * fetches one more and keeps it for the next batch; it belongs to what was read.
 */
final class PendingQuery {
    private static final int BATCH_ROWS = 100;
    private static final int MOST_ROWS = 100_000;

    private final QueryResults results;
    private Optional<ByteString> ahead = Optional.empty();
    private int delivered;

    /** Rows, and whether more will follow. */
    record Batch(List<ByteString> rows, boolean hasMore) {}

    PendingQuery(QueryResults results) {
        this.results = results;
    }

    Batch next() {
        List<ByteString> rows = new ArrayList<>();
        ahead.ifPresent(rows::add);
        ahead = Optional.empty();
        while (delivered + rows.size() < MOST_ROWS) {
            Optional<ByteString> row = results.next();
            if (row.isEmpty()) {
                return new Batch(rows, false);
            }
            if (rows.size() == BATCH_ROWS) {
                ahead = row;
                delivered += rows.size();
                return new Batch(rows, true);
            }
            rows.add(row.get());
        }
        return new Batch(rows, false);
    }

    /** All rows at once, for a query whose page size limits them. */
    List<ByteString> all() {
        List<ByteString> rows = new ArrayList<>();
        for (Optional<ByteString> row = results.next(); row.isPresent(); row = results.next()) {
            rows.add(row.get());
        }
        return rows;
    }
}
