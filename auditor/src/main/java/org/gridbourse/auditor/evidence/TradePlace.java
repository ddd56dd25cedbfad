package org.gridbourse.auditor.evidence;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gridbourse.auditor.AuditInputException;
import org.gridbourse.auditor.market.WrittenRecord;
import org.gridbourse.market.record.CompensationRecord;
import org.gridbourse.market.record.CreditEventRecord;
import org.gridbourse.market.record.OutageRecord;
import org.gridbourse.market.record.PayoutRecord;
import org.gridbourse.market.record.ReadingRecord;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.market.record.StatementRecord;

/** Where a trade was agreed, and where it is settled: elsewhere, if its session adds to another one. */
final class TradePlace {
    private static final Pattern TRADE_ID = Pattern.compile("(.+)-(\\d{3})-(\\d{5,})");

    private final String tradeId;
    private final String sessionId;
    private final int period;
    private Optional<SessionRecord> session = Optional.empty();

    /** @throws AuditInputException if this cannot be a trade's id */
    TradePlace(String tradeId) throws AuditInputException {
        Matcher matcher = TRADE_ID.matcher(tradeId);
        if (!matcher.matches()) {
            throw new AuditInputException(
                    "\"%s\" is no trade id: those look like SESSION-007-00001, session, period and number"
                            .formatted(tradeId));
        }
        this.tradeId = tradeId;
        this.sessionId = matcher.group(1);
        this.period = Integer.parseInt(matcher.group(2));
    }

    String tradeId() {
        return tradeId;
    }

    String sessionId() {
        return sessionId;
    }

    int period() {
        return period;
    }

    /** To be called with every record, in the ledger's order. */
    void look(WrittenRecord record) {
        if (record.record() instanceof SessionRecord announced && isAgreedIn(record)) {
            session = Optional.of(announced);
        }
    }

    boolean isAnnounced() {
        return session.isPresent();
    }

    /** Whether a record is of the session in which the trade was agreed. */
    boolean isAgreedIn(WrittenRecord record) {
        return record.sessionId().equals(Optional.of(sessionId));
    }

    /** Whether a record is of the session in which the trade is settled. */
    boolean isSettledIn(WrittenRecord record) {
        return record.sessionId().equals(Optional.of(settledIn()));
    }

    String settledIn() {
        return session.map(SessionRecord::baseSessionId).orElse(sessionId);
    }

    /** The period in the session in which it is settled. */
    int settledPeriod() {
        return session.filter(announced -> period < announced.periods())
                .map(announced -> announced.basePeriod(period))
                .orElse(period);
    }

    /** The period in a record's own session. */
    int periodIn(WrittenRecord record) {
        return isAgreedIn(record) ? period : settledPeriod();
    }

    /** Whether a record of either session can be about the trade: of one that it only joined, what settles it. */
    boolean mayConcern(WrittenRecord record) {
        boolean settles = record.record() instanceof ReadingRecord
                || record.record() instanceof StatementRecord
                || record.record() instanceof OutageRecord
                || record.record() instanceof CompensationRecord
                || record.record() instanceof PayoutRecord
                || record.record() instanceof CreditEventRecord;
        return isAgreedIn(record) || settles && isSettledIn(record);
    }
}
