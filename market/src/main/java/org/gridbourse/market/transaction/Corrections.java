package org.gridbourse.market.transaction;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.record.Keys;
import org.gridbourse.market.record.ParticipantRecord;
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.market.record.StatementRecord;
import org.gridbourse.market.settlement.Settlement;
import org.gridbourse.market.settlement.Statement;

/** New revisions of statements that readings which came later change, posted as differences. */
final class Corrections {
    private Corrections() {}

    /**
     * Corrects the settled session of a participant by what its meters say now.
     *
     * @return how many statements were written
     */
    static int correct(
            Transaction transaction,
            SessionRecord session,
            ParticipantRecord participant,
            SortedMap<String, MeterSeries> meters) {
        String participantId = participant.participantId();
        SessionTrades trades = SessionTrades.of(transaction, session);
        ParticipantDay day = BaseWalk.day(
                transaction, trades, participant, SessionTrades.source(transaction, participantId), meters);
        SortedMap<Integer, StatementRecord> written = written(transaction, session, participantId);
        StatementWriter writer = new StatementWriter(transaction, new Accounts(transaction), session);
        int corrected = 0;
        for (ParticipantDay.Period period : day.periods(written.keySet())) {
            Optional<StatementRecord> before = Optional.ofNullable(written.get(period.period()));
            if (before.isEmpty() || differs(period, before.get())) {
                correct(transaction, period, before, writer);
                corrected++;
            }
        }
        return corrected;
    }

    /** The last revision of each statement. */
    static SortedMap<Integer, StatementRecord> written(
            Transaction transaction, SessionRecord session, String participantId) {
        SortedMap<Integer, StatementRecord> written = new TreeMap<>();
        transaction
                .list(Keys.inSession("statement", session.sessionId(), participantId), RecordType.STATEMENT)
                .forEach(record -> written.put(record.period(), record));
        return written;
    }

    private static boolean differs(ParticipantDay.Period period, StatementRecord before) {
        return period.quality() != before.quality()
                || !period.alone().energy().equals(before.settled().energy())
                || !period.advances().equals(before.meters());
    }

    private static void correct(
            Transaction transaction,
            ParticipantDay.Period period,
            Optional<StatementRecord> before,
            StatementWriter writer) {
        Statement alone = period.alone();
        var balances = transaction.account(alone.participantId()).balances();
        if (before.isEmpty()) {
            writer.write(period, alone, 1, Settlement.first(alone, balances, Money.ZERO));
            return;
        }
        Statement written = new Statement(
                alone.contract(),
                before.get().settled().energy(),
                alone.tariff(),
                before.get().settled().pooled());
        Statement corrected = written.corrected(alone.energy());
        writer.write(
                period, corrected, before.get().revision() + 1, Settlement.correction(written, corrected, balances));
    }
}
