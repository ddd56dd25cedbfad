package org.gridbourse.cli.bill;

import java.util.List;
import org.gridbourse.cli.evidence.Evidence;
import org.gridbourse.market.bill.Bill;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.record.CreditEventRecord;
import org.gridbourse.market.record.ParticipantRecord;

/** What one participant paid and got over all sessions, and what its word is worth after them. */
public record ParticipantBill(String participantId, List<Bill> sessions, int creditBefore, int creditAfter) {
    public ParticipantBill {
        sessions = List.copyOf(sessions);
    }

    /** One bill per registered participant, in the order of their ids. */
    public static List<ParticipantBill> all(Evidence evidence) {
        return evidence.members().stream()
                .map(ParticipantRecord::participantId)
                .map(participantId -> of(evidence, participantId))
                .toList();
    }

    private static ParticipantBill of(Evidence evidence, String participantId) {
        List<CreditEventRecord> credit = evidence.creditEvents(participantId);
        int start = evidence.sessions().isEmpty()
                ? 0
                : evidence.rulesOf(evidence.sessions().get(0)).credit().startScore();
        return new ParticipantBill(
                participantId,
                evidence.sessions().stream()
                        .filter(session -> session.base().isEmpty())
                        .map(session -> evidence.bill(session, participantId))
                        .toList(),
                credit.isEmpty() ? start : credit.get(0).change().before(),
                credit.isEmpty()
                        ? start
                        : credit.get(credit.size() - 1).change().after());
    }

    public Money gridOnly() {
        return Money.sum(sessions.stream().map(Bill::gridOnly).toList());
    }

    /** All that was really paid and got: energy, forfeits and compensation. */
    public Money withMarket() {
        return Money.sum(sessions.stream().map(Bill::total).toList());
    }

    public Money saved() {
        return withMarket().minus(gridOnly());
    }

    public Energy missed() {
        return Energy.sum(sessions.stream().map(Bill::missed).toList());
    }
}
