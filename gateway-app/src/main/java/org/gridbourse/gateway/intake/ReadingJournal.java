package org.gridbourse.gateway.intake;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.gridbourse.market.Refusal;
import org.gridbourse.market.delivery.Registers;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.record.MeterReading;
import org.gridbourse.market.record.MeterReading.Quality;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.node.intake.PeriodReadings;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The readings that were signed here, before they are sent and with what became of them. */
final class ReadingJournal {
    static final String ACCEPTED = "ACCEPTED";

    /** What another moment may change; all other refusals are the end of a reading. */
    private static final Set<Refusal> PASSING =
            EnumSet.of(Refusal.WRONG_PHASE, Refusal.SESSION_UNKNOWN, Refusal.METER_UNKNOWN, Refusal.TOO_EARLY);

    private final JdbcClient database;

    ReadingJournal(JdbcClient database) {
        this.database = database;
    }

    List<Integer> periods(String meterId, String sessionId) {
        return database.sql("select period from node_reading where meter_id = ? and session_id = ?")
                .params(meterId, sessionId)
                .query(Integer.class)
                .list();
    }

    void keep(MeterReading reading) {
        database.sql("insert into node_reading (meter_id, session_id, period, import_register_wh, export_register_wh,"
                        + " signature) values (?, ?, ?, ?, ?, ?)")
                .params(
                        reading.meterId(),
                        reading.sessionId(),
                        reading.period(),
                        reading.registers().imported().wh(),
                        reading.registers().exported().wh(),
                        reading.signature())
                .update();
    }

    /** Those whose end is not known, in order of their periods. */
    List<MeterReading> open(String meterId, SessionRecord session) {
        return database.sql("select period, import_register_wh, export_register_wh, signature from node_reading"
                        + " where meter_id = ? and session_id = ? and outcome is null order by period")
                .params(meterId, session.sessionId())
                .query((row, number) -> {
                    int period = row.getInt("period");
                    var end = period < 0 ? session.startOf(0) : session.endOf(period);
                    return new MeterReading(
                            meterId,
                            session.sessionId(),
                            period,
                            end,
                            1,
                            new Registers(
                                    new Energy(row.getLong("import_register_wh")),
                                    new Energy(row.getLong("export_register_wh"))),
                            PeriodReadings.sequence(end, period),
                            Quality.MEASURED,
                            row.getString("signature"));
                })
                .list();
    }

    void note(MeterReading reading, String code) {
        if (Refusal.named(code).filter(PASSING::contains).isEmpty()) {
            database.sql("update node_reading set outcome = ? where meter_id = ? and session_id = ? and period = ?")
                    .params(code, reading.meterId(), reading.sessionId(), reading.period())
                    .update();
        }
    }

    void noteRefused(List<MeterReading> readings, String code) {
        readings.forEach(reading -> note(reading, code));
    }
}
