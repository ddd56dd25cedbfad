package org.gridbourse.gateway.agent;

import java.util.List;
import java.util.Optional;
import org.gridbourse.market.delivery.Registers;
import org.gridbourse.market.json.Json;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.record.Codecs;
import org.gridbourse.market.record.CommitRecord.Sealed;
import org.gridbourse.market.record.MeterReading;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the nodes decided, written down before it is sent, so that after a restart the same is sent again. */
final class AgentJournal {
    private final JdbcClient database;
    private final JdbcTemplate batches;

    AgentJournal(JdbcTemplate batches) {
        this.database = JdbcClient.create(batches);
        this.batches = batches;
    }

    Optional<SealedOrders> sealedOrders(String participantId, String sessionId) {
        return database.sql("select revision, salt, schedule, hash, declared_max_wh from sealed_orders"
                        + " where participant_id = ? and session_id = ? order by revision desc limit 1")
                .params(participantId, sessionId)
                .query((row, number) -> new SealedOrders(
                        row.getInt("revision"),
                        row.getString("salt"),
                        Codecs.schedule((JsonArray) Json.parse(row.getString("schedule"))),
                        new Sealed(row.getString("hash"), new Energy(row.getLong("declared_max_wh")))))
                .optional();
    }

    void keep(String participantId, String sessionId, SealedOrders sealed) {
        database.sql("insert into sealed_orders (participant_id, session_id, revision, salt, schedule, hash,"
                        + " declared_max_wh) values (?, ?, ?, ?, ?, ?, ?)")
                .params(
                        participantId,
                        sessionId,
                        sealed.revision(),
                        sealed.salt(),
                        Json.write(Codecs.json(sealed.schedule())),
                        sealed.sealed().hash(),
                        sealed.sealed().declaredMax().wh())
                .update();
    }

    /** Forgets orders that the ledger has refused, so that others can be made. */
    void discard(String participantId, String sessionId, SealedOrders sealed) {
        database.sql("delete from sealed_orders where participant_id = ? and session_id = ? and revision = ?")
                .params(participantId, sessionId, sealed.revision())
                .update();
    }

    List<MeterReading> readings(SimulatedMeter meter, String sessionId) {
        return database.sql("select period, import_register_wh, export_register_wh, sequence, signature"
                        + " from signed_reading where meter_id = ? and session_id = ? order by period")
                .params(meter.meterId(), sessionId)
                .query((row, number) -> meter.reading(
                        sessionId,
                        row.getInt("period"),
                        new Registers(
                                new Energy(row.getLong("import_register_wh")),
                                new Energy(row.getLong("export_register_wh"))),
                        row.getLong("sequence"),
                        row.getString("signature")))
                .list();
    }

    void keep(List<MeterReading> readings) {
        batches.batchUpdate(
                "insert into signed_reading (meter_id, session_id, period, import_register_wh, export_register_wh,"
                        + " sequence, signature) values (?, ?, ?, ?, ?, ?, ?)",
                readings.stream().map(AgentJournal::row).toList());
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

    Optional<StepResult> result(String participantId, String sessionId, AgentStep step) {
        return results(participantId, sessionId).stream()
                .filter(result -> result.step() == step)
                .findFirst();
    }

    List<StepResult> results(String participantId, String sessionId) {
        return database
                .sql("select step, outcome, detail from agent_step where participant_id = ? and session_id = ?")
                .params(participantId, sessionId)
                .query((row, number) -> new StepResult(
                        AgentStep.valueOf(row.getString("step")), row.getString("outcome"), row.getString("detail")))
                .list()
                .stream()
                .sorted((one, other) -> one.step().compareTo(other.step()))
                .toList();
    }

    void note(String participantId, String sessionId, StepResult result) {
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
