package org.gridbourse.market.transaction;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.gridbourse.market.record.Keys;
import org.gridbourse.market.record.MeterRecord;
import org.gridbourse.market.record.ParticipantRecord;
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.record.SessionRecord;

/** Walks all participants of a base session with their trades, prepayments and readings, as settlement needs them. */
final class BaseWalk {
    private static final List<String> TRADED = List.of("fill", "prepayment");
    private static final List<String> TYPES = List.of("fill", "prepayment", "opening", "reading");

    private final Transaction transaction;
    private final SessionTrades trades;
    private final SessionWalk walk;

    BaseWalk(StepContext context, String cursor) {
        this.transaction = context.transaction();
        this.trades = SessionTrades.of(transaction, context.session());
        transaction.readAhead("account", "meter");
        this.walk = new SessionWalk(transaction, context.sessionId(), cursor, TYPES)
                .and(transaction, trades.addingIds(), cursor, TRADED)
                .andParticipants(transaction, cursor);
    }

    /** A participant of the walk. */
    record Stop(ParticipantRecord participant, SessionTrades.Source source, ParticipantDay day) {}

    boolean hasNext() {
        return walk.hasNext();
    }

    SessionWalk.Stop next() {
        return walk.next();
    }

    SessionTrades trades() {
        return trades;
    }

    Stop stop(SessionWalk.Stop stop) {
        ParticipantRecord participant =
                stop.last(SessionWalk.PARTICIPANT, RecordType.PARTICIPANT).orElseThrow();
        SessionTrades.Source source = trades.source(stop);
        return new Stop(
                participant,
                source,
                day(
                        transaction,
                        trades,
                        participant,
                        source,
                        MeterSeries.byMeter(
                                stop.list("opening", RecordType.OPENING), stop.list("reading", RecordType.READING))));
    }

    static ParticipantDay day(
            Transaction transaction,
            SessionTrades trades,
            ParticipantRecord participant,
            SessionTrades.Source source,
            SortedMap<String, MeterSeries> meters) {
        SessionRecord session = trades.base();
        return new ParticipantDay(
                session,
                participant,
                trades.contracts(participant.participantId(), source),
                meters,
                meterId -> meter(transaction, meterId));
    }

    private static Optional<MeterRecord> meter(Transaction transaction, String meterId) {
        return transaction.find(Keys.meter(meterId), RecordType.METER);
    }
}
