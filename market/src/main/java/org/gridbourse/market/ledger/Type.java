package org.gridbourse.market.ledger;

import java.util.function.Function;
import org.gridbourse.market.json.Fields;

/** A kind of record of the world state: its class and how it is read. */
record Type<T extends StateRecord>(Class<T> recordClass, Function<Fields, T> reader) {
    static final Type<ParticipantRecord> PARTICIPANT = new Type<>(ParticipantRecord.class, ParticipantRecord::read);
    static final Type<OwnerRecord> OWNER = new Type<>(OwnerRecord.class, OwnerRecord::read);
    static final Type<MeterRecord> METER = new Type<>(MeterRecord.class, MeterRecord::read);
    static final Type<AccountRecord> ACCOUNT = new Type<>(AccountRecord.class, AccountRecord::read);
    static final Type<CashRecord> CASH = new Type<>(CashRecord.class, CashRecord::read);
    static final Type<SessionRecord> SESSION = new Type<>(SessionRecord.class, SessionRecord::read);
    static final Type<PhaseRecord> PHASE = new Type<>(PhaseRecord.class, PhaseRecord::read);
    static final Type<ProgressRecord> PROGRESS = new Type<>(ProgressRecord.class, ProgressRecord::read);
    static final Type<CancellationRecord> CANCELLATION = new Type<>(CancellationRecord.class, CancellationRecord::read);
    static final Type<ReleaseRecord> RELEASE = new Type<>(ReleaseRecord.class, ReleaseRecord::read);
    static final Type<CommitRecord> COMMIT = new Type<>(CommitRecord.class, CommitRecord::read);
    static final Type<OrdersRecord> ORDERS = new Type<>(OrdersRecord.class, OrdersRecord::read);
    static final Type<ClearingRecord> CLEARING = new Type<>(ClearingRecord.class, ClearingRecord::read);
    static final Type<FillRecord> FILL = new Type<>(FillRecord.class, FillRecord::read);
    static final Type<PositionRecord> POSITION = new Type<>(PositionRecord.class, PositionRecord::read);
    static final Type<PrepaymentRecord> PREPAYMENT = new Type<>(PrepaymentRecord.class, PrepaymentRecord::read);
    static final Type<DefaultRecord> DEFAULT = new Type<>(DefaultRecord.class, DefaultRecord::read);
    static final Type<OpeningRecord> OPENING = new Type<>(OpeningRecord.class, OpeningRecord::read);
    static final Type<ReadingRecord> READING = new Type<>(ReadingRecord.class, ReadingRecord::read);
    static final Type<StatementRecord> STATEMENT = new Type<>(StatementRecord.class, StatementRecord::read);
    static final Type<CreditEventRecord> CREDIT_EVENT = new Type<>(CreditEventRecord.class, CreditEventRecord::read);
    static final Type<OutageRecord> OUTAGE = new Type<>(OutageRecord.class, OutageRecord::read);
    static final Type<RulesRecord> RULES = new Type<>(RulesRecord.class, RulesRecord::read);
    static final Type<PingRecord> PING = new Type<>(PingRecord.class, PingRecord::read);
}
