package org.gridbourse.gateway.projection;

import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.gridbourse.market.Utf8Order;
import org.gridbourse.market.json.Json;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.record.ClockRecord;
import org.gridbourse.market.record.Keys;
import org.gridbourse.market.record.PhaseRecord;
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.market.record.StateRecord;
import org.gridbourse.market.rules.RuleSet;
import org.gridbourse.market.state.StateEntry;
import org.gridbourse.market.state.WorldState;
import org.gridbourse.market.transaction.RuleVersions;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The ledger's records as of the last event, kept key by key, and found by what their keys name. */
public final class LedgerView implements ProjectionPart {
    private static final RowMapper<LedgerRecord> RECORD = (row, number) ->
            new LedgerRecord(row.getString("record_key"), (JsonObject) Json.parse(row.getString("body")));

    private final JdbcClient database;
    private final JdbcTemplate batches;

    public LedgerView(JdbcTemplate batches) {
        this.database = JdbcClient.create(batches);
        this.batches = batches;
    }

    @Override
    public void apply(LedgerEvent event) {
        batches.batchUpdate(
                "delete from ledger_record where record_key = ?",
                event.records().stream()
                        .map(record -> new Object[] {record.key()})
                        .toList());
        batches.batchUpdate(
                "insert into ledger_record (record_key, kind, session_id, participant_id, period, body,"
                        + " block_number, transaction_id) values (?, ?, ?, ?, ?, ?, ?, ?)",
                event.records().stream().map(record -> row(record, event)).toList());
        database.sql("insert into ledger_event (transaction_id, block_number, name, session_id, received_at)"
                        + " values (?, ?, ?, ?, ?)")
                .params(
                        event.transactionId(),
                        event.blockNumber(),
                        event.name(),
                        event.sessionId().orElse(null),
                        Timestamp.from(event.receivedAt()))
                .update();
    }

    private static Object[] row(LedgerRecord record, LedgerEvent event) {
        return new Object[] {
            record.key(),
            record.typeName(),
            record.sessionId().orElse(null),
            record.participantId().orElse(null),
            record.period().orElse(null),
            Json.write(record.value()),
            event.blockNumber(),
            event.transactionId()
        };
    }

    public Optional<LedgerRecord> find(String key) {
        return database.sql("select record_key, body from ledger_record where record_key = ?")
                .param(key)
                .query(RECORD)
                .optional();
    }

    /** The rules in force now, outside sessions. */
    public RuleSet rulesInForce() {
        return RuleVersions.inForce(new RecordsAsState());
    }

    /** A version of the rules, as a session names it. */
    public RuleSet rules(int version) {
        return RuleVersions.version(new RecordsAsState(), version);
    }

    /** The records as the market reads a ledger. */
    private final class RecordsAsState implements WorldState {
        @Override
        public Optional<byte[]> get(String key) {
            return find(key).map(LedgerView::bytes);
        }

        @Override
        public Iterable<StateEntry> scan(String startInclusive, String endExclusive) {
            // Databases order texts each in its own way, a ledger by bytes.
            return database
                    .sql("select record_key, body from ledger_record where record_key like ?")
                    .param(Keys.all(Keys.typeOf(startInclusive)) + "%")
                    .query(RECORD)
                    .list()
                    .stream()
                    .filter(record -> Utf8Order.BYTES.compare(startInclusive, record.key()) <= 0
                            && Utf8Order.BYTES.compare(record.key(), endExclusive) < 0)
                    .sorted(Comparator.comparing(LedgerRecord::key, Utf8Order.BYTES))
                    .map(record -> new StateEntry(record.key(), bytes(record)))
                    .toList();
        }
    }

    private static byte[] bytes(LedgerRecord record) {
        return Json.write(record.value()).getBytes(StandardCharsets.UTF_8);
    }

    public boolean has(String key) {
        return find(key).isPresent();
    }

    public <T extends StateRecord> Optional<T> find(String key, RecordType<T> type) {
        return find(key).map(record -> record.as(type));
    }

    /** Where a session stands. */
    public Optional<PhaseRecord> phase(String sessionId) {
        return find(Keys.phase(sessionId), RecordType.PHASE);
    }

    /** Whether the time of this ledger binds nothing; one without a word of it is real. */
    public boolean isSimulated() {
        return find(Keys.clock(), RecordType.CLOCK)
                .filter(ClockRecord::simulated)
                .isPresent();
    }

    /** A session as it was announced. */
    public Optional<SessionRecord> session(String sessionId) {
        return find(Keys.session(sessionId), RecordType.SESSION);
    }

    /** All records of a type, in the order of their keys. */
    public <T extends StateRecord> List<T> all(RecordType<T> type) {
        return read(
                type,
                database.sql("select record_key, body from ledger_record where kind = ? order by record_key")
                        .param(type.name()));
    }

    /** The records of a type in a session, in the order of their keys. */
    public <T extends StateRecord> List<T> ofSession(RecordType<T> type, String sessionId) {
        return read(
                type,
                database.sql("select record_key, body from ledger_record where kind = ? and session_id = ?"
                                + " order by record_key")
                        .params(type.name(), sessionId));
    }

    /** The sessions that add to another, in the order of their ids. */
    public List<SessionRecord> sessionsAddingTo(String sessionId) {
        return all(RecordType.ADDING).stream()
                .filter(adding -> adding.baseSessionId().equals(sessionId))
                .map(adding -> session(adding.sessionId()).orElseThrow())
                .toList();
    }

    /** The records of a type of one participant in a session, in the order of their keys. */
    public <T extends StateRecord> List<T> ofSession(RecordType<T> type, String sessionId, String participantId) {
        return read(
                type,
                database.sql("select record_key, body from ledger_record where kind = ? and session_id = ?"
                                + " and participant_id = ? order by record_key")
                        .params(type.name(), sessionId, participantId));
    }

    /** The records of a type of one participant, in the order of their keys. */
    public <T extends StateRecord> List<T> ofParticipant(RecordType<T> type, String participantId) {
        return read(
                type,
                database.sql("select record_key, body from ledger_record where kind = ? and participant_id = ?"
                                + " order by record_key")
                        .params(type.name(), participantId));
    }

    private static <T extends StateRecord> List<T> read(RecordType<T> type, JdbcClient.StatementSpec question) {
        return question.query(RECORD).list().stream()
                .map(record -> record.as(type))
                .toList();
    }

    /** The keys alone, in their order. */
    public List<String> keys(RecordType<?> type, String sessionId) {
        return database.sql(
                        "select record_key from ledger_record where kind = ? and session_id = ? order by record_key")
                .params(type.name(), sessionId)
                .query(String.class)
                .list();
    }

    /** Whose records of a type are there in a session. */
    public List<String> participants(RecordType<?> type, String sessionId) {
        return database.sql("select distinct participant_id from ledger_record where kind = ? and session_id = ?")
                .params(type.name(), sessionId)
                .query(String.class)
                .list();
    }

    /** How many records of a type there are in a session. */
    public int count(RecordType<?> type, String sessionId) {
        return database.sql("select count(*) from ledger_record where kind = ? and session_id = ?")
                .params(type.name(), sessionId)
                .query(Integer.class)
                .single();
    }

    /** When this instance last learnt of anything in the session. */
    public Optional<Instant> lastActivity(String sessionId) {
        return database.sql("select max(received_at) as at from ledger_event where session_id = ?")
                .param(sessionId)
                .query((row, number) ->
                        Optional.ofNullable(row.getTimestamp("at")).map(Timestamp::toInstant))
                .single();
    }
}
