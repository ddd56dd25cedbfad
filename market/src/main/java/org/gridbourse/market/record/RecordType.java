package org.gridbourse.market.record;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.gridbourse.market.RefusedException;
import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.Json;
import org.gridbourse.market.json.JsonException;
import org.gridbourse.market.json.JsonObject;

/**
 * A kind of record of the world state: how its keys look, which class it is and how it is read. Every program that reads
 * the ledger asks here; nobody else knows the names of a record's members.
 *
 * @param <T> class of the records
 */
public final class RecordType<T extends StateRecord> {
    private static final String ID = "{sessionId}/{participantId}/";

    public static final RecordType<ParticipantRecord> PARTICIPANT =
            new RecordType<>("participant/{participantId}", ParticipantRecord.class, ParticipantRecord::read);
    public static final RecordType<OwnerRecord> OWNER =
            new RecordType<>("owner/{ownerId}", OwnerRecord.class, OwnerRecord::read);
    public static final RecordType<MeterRecord> METER =
            new RecordType<>("meter/{meterId}", MeterRecord.class, MeterRecord::read);
    public static final RecordType<AccountRecord> ACCOUNT =
            new RecordType<>("account/{participantId}", AccountRecord.class, AccountRecord::read);
    public static final RecordType<CashRecord> DEPOSIT =
            new RecordType<>("deposit/{depositId}", CashRecord.class, CashRecord::read);
    public static final RecordType<CashRecord> WITHDRAWAL =
            new RecordType<>("withdrawal/{withdrawalId}", CashRecord.class, CashRecord::read);
    public static final RecordType<SessionRecord> SESSION =
            new RecordType<>("session/{sessionId}", SessionRecord.class, SessionRecord::read);
    public static final RecordType<PhaseRecord> PHASE =
            new RecordType<>("phase/{sessionId}", PhaseRecord.class, PhaseRecord::read);
    public static final RecordType<ProgressRecord> PROGRESS =
            new RecordType<>("progress/{sessionId}", ProgressRecord.class, ProgressRecord::read);
    public static final RecordType<CancellationRecord> CANCELLATION =
            new RecordType<>("cancellation/{sessionId}", CancellationRecord.class, CancellationRecord::read);
    public static final RecordType<ReleaseRecord> RELEASE =
            new RecordType<>("release/" + ID + "{revision}", ReleaseRecord.class, ReleaseRecord::read);
    public static final RecordType<CommitRecord> COMMIT =
            new RecordType<>("commit/" + ID + "{revision}", CommitRecord.class, CommitRecord::read);
    public static final RecordType<OrdersRecord> ORDERS =
            new RecordType<>("orders/" + ID + "{revision}", OrdersRecord.class, OrdersRecord::read);
    public static final RecordType<ClearingRecord> CLEARING =
            new RecordType<>("clearing/{sessionId}/{period}", ClearingRecord.class, ClearingRecord::read);
    public static final RecordType<WindowRecord> WINDOW =
            new RecordType<>("window/{sessionId}", WindowRecord.class, WindowRecord::read);
    public static final RecordType<ProposalRecord> PROPOSAL =
            new RecordType<>("proposal/{sessionId}/{mspId}/{revision}", ProposalRecord.class, ProposalRecord::read);
    public static final RecordType<ProposalChunkRecord> CHUNK = new RecordType<>(
            "chunk/{sessionId}/{mspId}/{revision}/{chunk}", ProposalChunkRecord.class, ProposalChunkRecord::read);
    public static final RecordType<ChoiceRecord> CHOICE =
            new RecordType<>("choice/{sessionId}", ChoiceRecord.class, ChoiceRecord::read);
    public static final RecordType<FillRecord> FILL =
            new RecordType<>("fill/" + ID + "{period}", FillRecord.class, FillRecord::read);
    public static final RecordType<PositionRecord> POSITION =
            new RecordType<>("position/" + ID + "{revision}", PositionRecord.class, PositionRecord::read);
    public static final RecordType<PrepaymentRecord> PREPAYMENT =
            new RecordType<>("prepayment/" + ID + "{revision}", PrepaymentRecord.class, PrepaymentRecord::read);
    public static final RecordType<DefaultRecord> DEFAULT =
            new RecordType<>("default/" + ID + "{revision}", DefaultRecord.class, DefaultRecord::read);
    public static final RecordType<OpeningRecord> OPENING =
            new RecordType<>("opening/" + ID + "{meterId}", OpeningRecord.class, OpeningRecord::read);
    public static final RecordType<ReadingRecord> READING = new RecordType<>(
            "reading/" + ID + "{period}/{meterId}/{series}{revision}", ReadingRecord.class, ReadingRecord::read);
    public static final RecordType<StatementRecord> STATEMENT =
            new RecordType<>("statement/" + ID + "{period}/{revision}", StatementRecord.class, StatementRecord::read);
    public static final RecordType<CreditEventRecord> CREDIT_EVENT = new RecordType<>(
            "creditevent/{participantId}/{sessionId}/{cause}", CreditEventRecord.class, CreditEventRecord::read);
    public static final RecordType<OutageRecord> OUTAGE =
            new RecordType<>("outage/{sessionId}/{outageId}", OutageRecord.class, OutageRecord::read);
    public static final RecordType<RulesRecord> RULES =
            new RecordType<>("rules/{ruleVersion}", RulesRecord.class, RulesRecord::read);
    public static final RecordType<BringRecord> BRING =
            new RecordType<>("bring/{sessionId}/{participantId}", BringRecord.class, BringRecord::read);
    public static final RecordType<PoolRecord> POOL =
            new RecordType<>("pool/{sessionId}", PoolRecord.class, PoolRecord::read);
    public static final RecordType<FundRecord> FUND =
            new RecordType<>("fund/{fund}", FundRecord.class, FundRecord::read);
    public static final RecordType<PayoutRecord> PAYOUT =
            new RecordType<>("payout/" + ID + "{cause}", PayoutRecord.class, PayoutRecord::read);
    public static final RecordType<CompensationRecord> COMPENSATION =
            new RecordType<>("compensation/" + ID + "{revision}", CompensationRecord.class, CompensationRecord::read);
    public static final RecordType<ClockRecord> CLOCK =
            new RecordType<>("clock/{ledger}", ClockRecord.class, ClockRecord::read);
    public static final RecordType<ConsentRecord> CONSENT = new RecordType<>(
            "consent/{participantId}/{function}/{requestId}/{giver}", ConsentRecord.class, ConsentRecord::read);
    public static final RecordType<SpanRecord> SPAN =
            new RecordType<>("span/{startUtc}/{sessionId}", SpanRecord.class, SpanRecord::read);
    public static final RecordType<AddingRecord> ADDING =
            new RecordType<>("adding/{baseSessionId}/{sessionId}", AddingRecord.class, AddingRecord::read);
    public static final RecordType<PingRecord> PING =
            new RecordType<>("ping/{pingId}", PingRecord.class, PingRecord::read);

    /** Every kind of record that the ledger knows. */
    public static final List<RecordType<?>> ALL = List.of(
            PARTICIPANT,
            OWNER,
            METER,
            ACCOUNT,
            DEPOSIT,
            WITHDRAWAL,
            SESSION,
            PHASE,
            PROGRESS,
            CANCELLATION,
            RELEASE,
            COMMIT,
            ORDERS,
            CLEARING,
            WINDOW,
            PROPOSAL,
            CHUNK,
            CHOICE,
            FILL,
            POSITION,
            PREPAYMENT,
            DEFAULT,
            OPENING,
            READING,
            STATEMENT,
            CREDIT_EVENT,
            OUTAGE,
            RULES,
            BRING,
            POOL,
            FUND,
            PAYOUT,
            COMPENSATION,
            CLOCK,
            CONSENT,
            SPAN,
            ADDING,
            PING);

    private static final SortedMap<String, RecordType<?>> BY_NAME = byName();

    private final String name;
    private final List<String> keyParts;
    private final String keyForm;
    private final Pattern keyPattern;
    private final Class<T> recordClass;
    private final Function<Fields, T> reader;

    private RecordType(String keyForm, Class<T> recordClass, Function<Fields, T> reader) {
        this.name = Keys.typeOf(keyForm);
        this.keyForm = keyForm;
        this.keyParts = List.of(keyForm.split("/"));
        this.keyPattern = Pattern.compile(keyForm.replaceAll("\\{(period|revision|ruleVersion|chunk)}", "[0-9]{3}")
                .replaceAll("\\{[a-zA-Z]+}", "[^/]+"));
        this.recordClass = recordClass;
        this.reader = reader;
    }

    /** The first part of its keys, such as {@code statement}. */
    public String name() {
        return name;
    }

    /** How its keys look, such as {@code clearing/{sessionId}/{period}}; periods and revisions have three digits. */
    public String keyForm() {
        return keyForm;
    }

    /** What its keys begin with, such as {@code statement/}. */
    public String keyPrefix() {
        return Keys.all(name);
    }

    /** Whether a record of this type may stand under the key. */
    public boolean isKey(String key) {
        return keyPattern.matcher(key).matches();
    }

    /** The session that a key names, if keys of this type name one. */
    public Optional<String> sessionId(String key) {
        return part(key, "{sessionId}");
    }

    /** The participant that a key names, if keys of this type name one. */
    public Optional<String> participantId(String key) {
        return part(key, "{participantId}");
    }

    /** The period that a key names, if keys of this type name one. */
    public Optional<Integer> period(String key) {
        return part(key, "{period}").map(Integer::parseInt);
    }

    private Optional<String> part(String key, String called) {
        int index = keyParts.indexOf(called);
        return index < 0 ? Optional.empty() : Optional.of(Keys.part(key, index));
    }

    public Class<T> recordClass() {
        return recordClass;
    }

    /** Reads the members of a record, strictly. */
    public T read(Fields fields) {
        return reader.apply(fields);
    }

    /**
     * Reads a record as the market wrote it, strictly.
     *
     * @throws JsonException where a member is missing, unknown or of another kind
     */
    public T read(String json) {
        return Fields.read(json, reader);
    }

    /** {@link #read(String)} of a value that is parsed already. */
    public T read(JsonObject value) {
        return Fields.read(value, reader);
    }

    /** {@link #read(String)} of a value of the world state. */
    public T read(byte[] value) {
        return read(new String(value, StandardCharsets.UTF_8));
    }

    /**
     * Reads what anybody may have written: members that a later market added are ignored; what is missing, of another
     * kind or out of range makes it no record of this type.
     */
    public Optional<T> tryRead(JsonObject value) {
        try {
            return Optional.of(Fields.readKnown(value, reader));
        } catch (JsonException | IllegalArgumentException | RefusedException forged) {
            return Optional.empty();
        }
    }

    /** {@link #tryRead(JsonObject)} of a text, which may be no JSON at all. */
    public Optional<T> tryRead(String json) {
        try {
            return Json.parse(json) instanceof JsonObject object ? tryRead(object) : Optional.empty();
        } catch (JsonException forged) {
            return Optional.empty();
        }
    }

    /** {@link #tryRead(String)} of a value of the world state. */
    public Optional<T> tryRead(byte[] value) {
        return tryRead(new String(value, StandardCharsets.UTF_8));
    }

    /** The type of the records that stand under keys like this one; empty where the market writes none there. */
    public static Optional<RecordType<?>> ofKey(String key) {
        return named(Keys.typeOf(key)).filter(type -> type.isKey(key));
    }

    /** The type whose keys begin with {@code name/}. */
    public static Optional<RecordType<?>> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    private static SortedMap<String, RecordType<?>> byName() {
        SortedMap<String, RecordType<?>> types = new TreeMap<>();
        ALL.forEach(type -> types.put(type.name(), type));
        return types;
    }

    @Override
    public String toString() {
        return name;
    }
}
