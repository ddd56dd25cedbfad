package org.gridbourse.market.record;

import java.util.List;
import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.money.Journal;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.rules.BondRate;

/**
 * What a participant has locked for all its trades of a session.
 *
 * @param sessionId the session
 * @param participantId whose
 * @param revision of the commitment
 * @param rate bond rate of the commitment
 * @param periods one per period with trades
 * @param journal lock of escrow and bond, return of the bid bond
 */
public record PrepaymentRecord(
        String sessionId, String participantId, int revision, BondRate rate, List<PeriodLock> periods, Journal journal)
        implements JournalRecord {
    public PrepaymentRecord {
        periods = List.copyOf(periods);
    }

    /** What is locked for one period: as a buyer the escrow, as a seller the performance bond. */
    public record PeriodLock(int period, Money escrow, Money bond) {}

    public Money escrow() {
        return Money.sum(periods.stream().map(PeriodLock::escrow).toList());
    }

    public Money bond() {
        return Money.sum(periods.stream().map(PeriodLock::bond).toList());
    }

    /** All that is locked. */
    public Money needed() {
        return escrow().plus(bond());
    }

    @Override
    public String key() {
        return Keys.prepayment(sessionId, participantId, revision);
    }

    @Override
    public JsonObject toJson() {
        return Codecs.inSession(sessionId, participantId, revision)
                .put("ratePercent", rate.percent())
                .put("escrowNano", escrow().nano())
                .put("bondNano", bond().nano())
                .put(
                        "periods",
                        JsonArray.of(
                                periods.stream().map(PrepaymentRecord::json).toList()))
                .put("journal", JournalCodecs.json(journal))
                .build();
    }

    private static JsonObject json(PeriodLock lock) {
        return JsonObject.builder()
                .put("period", lock.period())
                .put("escrowNano", lock.escrow().nano())
                .put("bondNano", lock.bond().nano())
                .build();
    }

    public static PrepaymentRecord read(Fields fields) {
        fields.number("escrowNano");
        fields.number("bondNano");
        return new PrepaymentRecord(
                fields.text("sessionId"),
                fields.text("participantId"),
                Codecs.revision(fields),
                Codecs.bondRate(fields),
                fields.objects(
                        "periods",
                        lock -> new PeriodLock(
                                Codecs.period(lock),
                                new Money(lock.number("escrowNano")),
                                new Money(lock.number("bondNano")))),
                JournalCodecs.journal(fields));
    }
}
