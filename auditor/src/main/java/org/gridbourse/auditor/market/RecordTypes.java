package org.gridbourse.auditor.market;

import static java.util.Map.entry;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gridbourse.auditor.findings.FindingCode;
import org.gridbourse.market.record.FillRecord;
import org.gridbourse.market.record.Keys;
import org.gridbourse.market.record.RecordType;

/** Which finding belongs to which type of record. */
final class RecordTypes {
    private static final Map<RecordType<?>, FindingCode> WRONG = Map.ofEntries(
            entry(RecordType.PARTICIPANT, FindingCode.REGISTRATION_WRONG),
            entry(RecordType.OWNER, FindingCode.REGISTRATION_WRONG),
            entry(RecordType.METER, FindingCode.REGISTRATION_WRONG),
            entry(RecordType.SESSION, FindingCode.SESSION_WRONG),
            entry(RecordType.PHASE, FindingCode.SESSION_WRONG),
            entry(RecordType.PROGRESS, FindingCode.SESSION_WRONG),
            entry(RecordType.CANCELLATION, FindingCode.SESSION_WRONG),
            entry(RecordType.OUTAGE, FindingCode.SESSION_WRONG),
            entry(RecordType.COMMIT, FindingCode.ORDERS_WRONG),
            entry(RecordType.ORDERS, FindingCode.ORDERS_WRONG),
            entry(RecordType.RELEASE, FindingCode.ORDERS_WRONG),
            entry(RecordType.CLEARING, FindingCode.CLEARING_WRONG),
            entry(RecordType.WINDOW, FindingCode.PROPOSAL_WRONG),
            entry(RecordType.PROPOSAL, FindingCode.PROPOSAL_WRONG),
            entry(RecordType.CHUNK, FindingCode.PROPOSAL_WRONG),
            entry(RecordType.CHOICE, FindingCode.PROPOSAL_WRONG),
            entry(RecordType.FILL, FindingCode.FILL_WRONG),
            entry(RecordType.POSITION, FindingCode.PREPAYMENT_WRONG),
            entry(RecordType.PREPAYMENT, FindingCode.PREPAYMENT_WRONG),
            entry(RecordType.DEFAULT, FindingCode.DEFAULT_WRONG),
            entry(RecordType.OPENING, FindingCode.READING_WRONG),
            entry(RecordType.READING, FindingCode.READING_WRONG),
            entry(RecordType.STATEMENT, FindingCode.SETTLEMENT_WRONG),
            entry(RecordType.CREDIT_EVENT, FindingCode.CREDIT_WRONG),
            entry(RecordType.ACCOUNT, FindingCode.ACCOUNT_WRONG),
            entry(RecordType.DEPOSIT, FindingCode.CASH_WRONG),
            entry(RecordType.WITHDRAWAL, FindingCode.CASH_WRONG),
            entry(RecordType.RULES, FindingCode.RULES_WRONG),
            entry(RecordType.CLOCK, FindingCode.SESSION_WRONG),
            entry(RecordType.SPAN, FindingCode.SESSION_WRONG),
            entry(RecordType.ADDING, FindingCode.SESSION_WRONG),
            entry(RecordType.CONSENT, FindingCode.CONSENT_WRONG),
            entry(RecordType.BRING, FindingCode.SETTLEMENT_WRONG),
            entry(RecordType.POOL, FindingCode.SETTLEMENT_WRONG),
            entry(RecordType.FUND, FindingCode.ACCOUNT_WRONG),
            entry(RecordType.PAYOUT, FindingCode.PAYOUT_WRONG),
            entry(RecordType.COMPENSATION, FindingCode.DEFAULT_WRONG));

    private RecordTypes() {}

    /** A record that differs from what the rules say. */
    static FindingCode wrong(String key, String expected, String found) {
        Optional<RecordType<?>> type = type(key);
        if (isFill(type) && trades(found) > trades(expected)) {
            return FindingCode.TRADE_INVENTED;
        }
        return type.map(WRONG::get).orElse(FindingCode.WRITE_UNEXPLAINED);
    }

    /** A record that the rules do not write at all. */
    static FindingCode unexplained(String key) {
        return isFill(type(key)) ? FindingCode.TRADE_INVENTED : FindingCode.WRITE_UNEXPLAINED;
    }

    /** By the first part of the key, so that a forged key is told for what it wants to be. */
    private static Optional<RecordType<?>> type(String key) {
        return RecordType.named(Keys.typeOf(key));
    }

    private static boolean isFill(Optional<RecordType<?>> type) {
        return type.equals(Optional.of(RecordType.FILL));
    }

    private static int trades(String fill) {
        return RecordType.FILL
                .tryRead(fill)
                .map(FillRecord::parts)
                .map(List::size)
                .orElse(0);
    }
}
