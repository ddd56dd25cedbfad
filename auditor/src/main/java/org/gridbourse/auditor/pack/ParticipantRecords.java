package org.gridbourse.auditor.pack;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gridbourse.auditor.market.RecordListener;
import org.gridbourse.auditor.market.WrittenRecord;
import org.gridbourse.market.record.CashRecord;
import org.gridbourse.market.record.ClearingRecord;
import org.gridbourse.market.record.DefaultRecord;
import org.gridbourse.market.record.FillRecord;
import org.gridbourse.market.record.MeterRecord;
import org.gridbourse.market.record.OutageRecord;
import org.gridbourse.market.record.OwnerRecord;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.market.record.StateRecord;

/**
 * The records that concern one participant: those that name it as participant, as a trade's partner or by one of its accounts,
 * and of the sessions that it takes part in the announcement, the clearings and the outages declared for all.
 */
public final class ParticipantRecords implements RecordListener {
    private final String participantId;
    private final List<WrittenRecord> candidates = new ArrayList<>();
    private final Set<String> sessions = new HashSet<>();

    public ParticipantRecords(String participantId) {
        this.participantId = participantId;
    }

    @Override
    public void written(WrittenRecord record) {
        boolean named = names(record);
        if (named) {
            record.sessionId().ifPresent(sessions::add);
        }
        if (named || isOfSession(record)) {
            candidates.add(record);
        }
    }

    /** The records, in the ledger's order. */
    public List<WrittenRecord> records() {
        return candidates.stream()
                .filter(record -> !isOfSession(record)
                        || record.sessionId().filter(sessions::contains).isPresent())
                .toList();
    }

    private static boolean isOfSession(WrittenRecord record) {
        return record.record() instanceof SessionRecord
                || record.record() instanceof ClearingRecord
                || record.record() instanceof OutageRecord outage
                        && outage.participantIds().isEmpty();
    }

    /** By the places where participants stand: a session, a meter or a reason may be called the same. */
    private boolean names(WrittenRecord record) {
        return record.participantId().equals(Optional.of(participantId))
                || record.postings().stream()
                        .anyMatch(posting -> posting.account().isOf(participantId))
                || names(record.record());
    }

    private boolean names(StateRecord record) {
        if (record instanceof FillRecord fill) {
            return fill.parts().stream().anyMatch(part -> part.partner().equals(participantId));
        }
        if (record instanceof DefaultRecord broken) {
            return broken.voided().stream().anyMatch(trade -> trade.partner().equals(participantId));
        }
        if (record instanceof OutageRecord outage) {
            return outage.participantIds().contains(participantId);
        }
        if (record instanceof CashRecord cash) {
            return cash.participantId().equals(participantId);
        }
        if (record instanceof MeterRecord meter) {
            return meter.participantId().equals(participantId);
        }
        return record instanceof OwnerRecord owner && owner.participantId().equals(participantId);
    }
}
