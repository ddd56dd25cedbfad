package org.gridbourse.market.transaction;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.gridbourse.market.Refusal;
import org.gridbourse.market.Require;
import org.gridbourse.market.order.StorageOrder;
import org.gridbourse.market.record.Keys;
import org.gridbourse.market.record.OrdersRecord;
import org.gridbourse.market.record.ProposalChunkRecord;
import org.gridbourse.market.record.ProposalRecord;
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.record.WindowRecord;
import org.gridbourse.market.state.StateEntry;
import org.gridbourse.market.state.StateView;

/** The storage orders of a session, in the order of the ledger's keys, and the schedules that are proposed for them. */
record StorageBook(StateView view, WindowRecord window) {

    List<StorageOrder> all() {
        return read(Keys.all("orders", window.sessionId()), window.storageOrders());
    }

    List<StorageOrder> ofChunk(int chunk, int periods) {
        int perChunk = WindowRecord.ordersPerChunk(periods);
        int first = chunk * perChunk;
        return read(
                Keys.inSession(
                        "orders", window.sessionId(), window.chunkStarts().get(chunk)),
                Math.min(perChunk, window.storageOrders() - first));
    }

    private List<StorageOrder> read(String start, int count) {
        List<StorageOrder> orders = new ArrayList<>(count);
        Iterator<StateEntry> entries = view.entries(Keys.all("orders", window.sessionId()), start);
        while (orders.size() < count) {
            OrdersRecord record = RecordType.ORDERS.read(entries.next().value());
            record.storageOrder().filter(order -> record.isValid()).ifPresent(orders::add);
        }
        return orders;
    }

    /** All chunks of a proposal, refused where one is missing. */
    List<ProposalChunkRecord> chunks(ProposalRecord proposal) {
        return chunks(proposal.sessionId(), proposal.mspId(), proposal.revision());
    }

    List<ProposalChunkRecord> chunks(String sessionId, String mspId, int revision) {
        List<ProposalChunkRecord> chunks = view.list(Keys.proposalChunks(sessionId, mspId, revision), RecordType.CHUNK);
        for (int i = 0; i < window.chunks(); i++) {
            Require.that(
                    i < chunks.size() && chunks.get(i).chunk() == i,
                    Refusal.PROPOSAL_INCOMPLETE,
                    "chunk %s of %s is missing",
                    i,
                    window.chunks());
        }
        return chunks;
    }
}
