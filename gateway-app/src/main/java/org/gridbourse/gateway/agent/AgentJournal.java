package org.gridbourse.gateway.agent;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.gridbourse.market.delivery.Registers;
import org.gridbourse.market.json.Json;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.record.Codecs;
import org.gridbourse.market.record.CommitRecord.Sealed;
import org.gridbourse.market.record.MeterReading;
import org.gridbourse.market.record.MeterReading.Quality;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.node.rule.Decision;
import org.gridbourse.node.trading.KeptReading;
import org.gridbourse.node.trading.LastReading;
import org.gridbourse.node.trading.NodeJournal;
import org.gridbourse.node.trading.NodeStep;
import org.gridbourse.node.trading.SealedOrders;
import org.gridbourse.node.trading.SignedReadings.Measured;
import org.gridbourse.node.trading.StepResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** A node's journal in this instance's database. */
final class AgentJournal implements NodeJournal {
    private static final Logger log = LoggerFactory.getLogger(AgentJournal.class);
    private static final int FIRST_REVISION = 1;

    private final String participantId;
    private final JdbcClient database;
    private final Store store;

    /** Where all nodes of the instance keep their journals. */
    record Store(JdbcTemplate database, TransactionTemplate transactions) {}

    AgentJournal(String participantId, Store store) {
        this.participantId = participantId;
        this.database = JdbcClient.create(store.database());
        this.store = store;
    }

    @Override
    public Optional<SealedOrders> sealedOrders(String sessionId) {
        return database.sql("select revision, salt, schedule, hash, declared_nano from sealed_orders"
                        + " where participant_id = ? and session_id = ? order by revision desc limit 1")
                .params(participantId, sessionId)
                .query((row, number) -> new SealedOrders(
                        row.getInt("revision"),
                        row.getString("salt"),
                        Codecs.schedule(Json.parse(row.getString("schedule"))),
                        new Sealed(row.getString("hash"), new Money(row.getLong("declared_nano")), false)))
                .optional();
    }

    @Override
    public void keep(String sessionId, SealedOrders sealed) {
        database.sql("insert into sealed_orders (participant_id, session_id, revision, salt, schedule, hash,"
                        + " declared_nano) values (?, ?, ?, ?, ?, ?, ?)")
                .params(
                        participantId,
                        sessionId,
                        sealed.revision(),
                        sealed.salt(),
                        Json.write(Codecs.json(sealed.schedule())),
                        sealed.sealed().hash(),
                        sealed.sealed().declared().nano())
                .update();
    }

    @Override
    public void keep(String sessionId, List<Decision> decisions) {
        store.transactions().executeWithoutResult(status -> {
            database.sql("delete from node_decision where participant_id = ? and session_id = ?")
                    .params(participantId, sessionId)
                    .update();
            store.database()
                    .batchUpdate(
                            "insert into node_decision (participant_id, session_id, period, sentence)"
                                    + " values (?, ?, ?, ?)",
                            decisions.stream()
                                    .map(decision -> new Object[] {
                                        participantId, sessionId, decision.period(), shortened(decision.sentence())
                                    })
                                    .toList());
        });
    }

    /** Why the node ordered what it ordered, by period; empty where it decided nothing here. */
    Map<Integer, String> decisions(String sessionId) {
        Map<Integer, String> sentences = new TreeMap<>();
        database.sql("select period, sentence from node_decision where participant_id = ? and session_id = ?")
                .params(participantId, sessionId)
                .query((RowCallbackHandler) row -> sentences.put(row.getInt("period"), row.getString("sentence")));
        return sentences;
    }

    @Override
    public void discard(String sessionId, SealedOrders sealed) {
        database.sql("delete from sealed_orders where participant_id = ? and session_id = ? and revision = ?")
                .params(participantId, sessionId, sealed.revision())
                .update();
    }

    @Override
    public List<KeptReading> readings(String meterId, SessionRecord session) {
        return database.sql("select period, import_register_wh, export_register_wh, sequence, signature, outcome"
                        + " from signed_reading where meter_id = ? and session_id = ? order by period")
                .params(meterId, session.sessionId())
                .query((row, number) -> new KeptReading(
                        new MeterReading(
                                meterId,
                                session.sessionId(),
                                row.getInt("period"),
                                end(session, row.getInt("period")),
                                FIRST_REVISION,
                                registers(row),
                                row.getLong("sequence"),
                                Quality.MEASURED,
                                row.getString("signature")),
                        Optional.ofNullable(row.getString("outcome"))))
                .list();
    }

    private static Instant end(SessionRecord session, int period) {
        return period < 0 ? session.startOf(0) : session.endOf(period);
    }

    private static Registers registers(ResultSet row) throws SQLException {
        return new Registers(
                new Energy(row.getLong("import_register_wh")), new Energy(row.getLong("export_register_wh")));
    }

    @Override
    public Optional<LastReading> lastReading(String meterId) {
        return database.sql("select import_register_wh, export_register_wh, sequence from signed_reading"
                        + " where meter_id = ? order by sequence desc limit 1")
                .params(meterId)
                .query((row, number) -> new LastReading(registers(row), row.getLong("sequence")))
                .optional();
    }

    @Override
    public void keep(SessionRecord session, Measured measured) {
        store.transactions().executeWithoutResult(status -> {
            expect(session, measured.stateOfCharge());
            store.database()
                    .batchUpdate(
                            "insert into signed_reading (meter_id, session_id, period, import_register_wh,"
                                    + " export_register_wh, sequence, signature) values (?, ?, ?, ?, ?, ?, ?)",
                            measured.readings().stream().map(AgentJournal::row).toList());
        });
    }

    @Override
    public void note(MeterReading reading, String outcome) {
        database.sql("update signed_reading set outcome = ? where meter_id = ? and session_id = ? and period = ?")
                .params(outcome, reading.meterId(), reading.sessionId(), reading.period())
                .update();
    }

    @Override
    public Map<String, Double> stateOfCharge(Instant time) {
        return states(database.sql("select storage, state_of_charge from storage_state where participant_id = ?"
                        + " and ends_epoch_second = (select max(ends_epoch_second) from storage_state"
                        + " where participant_id = ? and ends_epoch_second <= ?)")
                .params(participantId, participantId, time.getEpochSecond()));
    }

    /** What the storages hold at the end of a session, by name; empty where it was not planned yet. */
    Map<String, Double> stateOfChargeAfter(String sessionId) {
        return states(database.sql(
                        "select storage, state_of_charge from storage_state where participant_id = ? and session_id = ?")
                .params(participantId, sessionId));
    }

    private static Map<String, Double> states(JdbcClient.StatementSpec question) {
        Map<String, Double> states = new TreeMap<>();
        question.query(
                (RowCallbackHandler) row -> states.put(row.getString("storage"), row.getDouble("state_of_charge")));
        return states;
    }

    @Override
    public void expect(SessionRecord session, Map<String, Double> stateOfCharge) {
        store.transactions().executeWithoutResult(status -> {
            database.sql("delete from storage_state where participant_id = ? and session_id = ?")
                    .params(participantId, session.sessionId())
                    .update();
            stateOfCharge.forEach((storage, state) -> database.sql("insert into storage_state (participant_id,"
                            + " session_id, storage, ends_epoch_second, state_of_charge) values (?, ?, ?, ?, ?)")
                    .params(
                            participantId,
                            session.sessionId(),
                            storage,
                            session.end().getEpochSecond(),
                            state)
                    .update());
        });
    }

    private static Object[] row(MeterReading reading) {
        return new Object[] {
            reading.meterId(),
            reading.sessionId(),
            reading.period(),
            reading.registers().imported().wh(),
            reading.registers().exported().wh(),
            reading.sequence(),
            reading.signature()
        };
    }

    @Override
    public Optional<StepResult> result(String sessionId, NodeStep step) {
        return results(sessionId).stream()
                .filter(result -> result.step() == step)
                .findFirst();
    }

    List<StepResult> results(String sessionId) {
        return database
                .sql("select step, outcome, detail from agent_step where participant_id = ? and session_id = ?")
                .params(participantId, sessionId)
                .query((row, number) -> new StepResult(
                        NodeStep.valueOf(row.getString("step")), row.getString("outcome"), row.getString("detail")))
                .list()
                .stream()
                .sorted((one, other) -> one.step().compareTo(other.step()))
                .toList();
    }

    @Override
    public void note(String sessionId, StepResult result) {
        log.info("{} {} {} {}: {}", participantId, sessionId, result.step(), result.outcome(), result.detail());
        database.sql("delete from agent_step where participant_id = ? and session_id = ? and step = ?")
                .params(participantId, sessionId, result.step().name())
                .update();
        database.sql("insert into agent_step (participant_id, session_id, step, outcome, detail)"
                        + " values (?, ?, ?, ?, ?)")
                .params(participantId, sessionId, result.step().name(), result.outcome(), shortened(result.detail()))
                .update();
    }

    private static String shortened(String text) {
        return text.length() <= 1000 ? text : text.substring(0, 1000);
    }
}
