package org.gridbourse.market.record;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.gridbourse.market.Utf8Order;
import org.gridbourse.market.storage.JointClearing;
import org.gridbourse.market.storage.Proposal;
import org.gridbourse.market.storage.SessionBook;
import org.gridbourse.market.storage.StorageSchedule;

/** A proposal as it stands on the ledger, put together and checked again. */
public final class ProvenClearing {
    private ProvenClearing() {}

    /**
     * What a proposal leads to.
     *
     * @param book of the session, see {@link RevealedBook}
     * @param chunks all of the proposal
     */
    public static JointClearing of(SessionBook book, ProposalHead head, List<ProposalChunkRecord> chunks) {
        List<StorageSchedule> schedules = new ArrayList<>();
        chunks.forEach(chunk -> schedules.addAll(chunk.schedules()));
        schedules.sort(Comparator.comparing(StorageSchedule::orderId, Utf8Order.BYTES));
        return JointClearing.of(book, new Proposal(head.pricesMicroPerKwh(), schedules));
    }
}
