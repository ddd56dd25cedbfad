package org.gridbourse.market.record;

import java.util.function.Function;
import org.gridbourse.market.json.Fields;

/** A kind of record of the world state: its class and how it is read. */
public record RecordType<T extends StateRecord>(Class<T> recordClass, Function<Fields, T> reader) {
    public static final RecordType<ParticipantRecord> PARTICIPANT =
            new RecordType<>(ParticipantRecord.class, ParticipantRecord::read);
    public static final RecordType<OwnerRecord> OWNER = new RecordType<>(OwnerRecord.class, OwnerRecord::read);
    public static final RecordType<MeterRecord> METER = new RecordType<>(MeterRecord.class, MeterRecord::read);
    public static final RecordType<AccountRecord> ACCOUNT = new RecordType<>(AccountRecord.class, AccountRecord::read);
    public static final RecordType<CashRecord> CASH = new RecordType<>(CashRecord.class, CashRecord::read);
    public static final RecordType<SessionRecord> SESSION = new RecordType<>(SessionRecord.class, SessionRecord::read);
    public static final RecordType<PhaseRecord> PHASE = new RecordType<>(PhaseRecord.class, PhaseRecord::read);
    public static final RecordType<ProgressRecord> PROGRESS =
            new RecordType<>(ProgressRecord.class, ProgressRecord::read);
    public static final RecordType<CancellationRecord> CANCELLATION =
            new RecordType<>(CancellationRecord.class, CancellationRecord::read);
    static final RecordType<ReleaseRecord> RELEASE = new RecordType<>(ReleaseRecord.class, ReleaseRecord::read);
    public static final RecordType<CommitRecord> COMMIT = new RecordType<>(CommitRecord.class, CommitRecord::read);
    public static final RecordType<OrdersRecord> ORDERS = new RecordType<>(OrdersRecord.class, OrdersRecord::read);
    public static final RecordType<ClearingRecord> CLEARING =
            new RecordType<>(ClearingRecord.class, ClearingRecord::read);
    public static final RecordType<FillRecord> FILL = new RecordType<>(FillRecord.class, FillRecord::read);
    public static final RecordType<PositionRecord> POSITION =
            new RecordType<>(PositionRecord.class, PositionRecord::read);
    public static final RecordType<PrepaymentRecord> PREPAYMENT =
            new RecordType<>(PrepaymentRecord.class, PrepaymentRecord::read);
    public static final RecordType<DefaultRecord> DEFAULT = new RecordType<>(DefaultRecord.class, DefaultRecord::read);
    public static final RecordType<OpeningRecord> OPENING = new RecordType<>(OpeningRecord.class, OpeningRecord::read);
    public static final RecordType<ReadingRecord> READING = new RecordType<>(ReadingRecord.class, ReadingRecord::read);
    public static final RecordType<StatementRecord> STATEMENT =
            new RecordType<>(StatementRecord.class, StatementRecord::read);
    public static final RecordType<CreditEventRecord> CREDIT_EVENT =
            new RecordType<>(CreditEventRecord.class, CreditEventRecord::read);
    public static final RecordType<OutageRecord> OUTAGE = new RecordType<>(OutageRecord.class, OutageRecord::read);
    public static final RecordType<RulesRecord> RULES = new RecordType<>(RulesRecord.class, RulesRecord::read);
    public static final RecordType<PingRecord> PING = new RecordType<>(PingRecord.class, PingRecord::read);
}
