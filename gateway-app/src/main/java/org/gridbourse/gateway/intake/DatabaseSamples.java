package org.gridbourse.gateway.intake;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.gridbourse.node.intake.IntakeDesk.Register;
import org.gridbourse.node.intake.IntakeDesk.Shown;
import org.gridbourse.node.intake.SampleStore;
import org.springframework.jdbc.core.JdbcTemplate;

/** What meters showed, in the database, so that registers count on after a restart. */
final class DatabaseSamples implements SampleStore {
    private static final Duration KEPT = Duration.ofDays(8);

    private final JdbcTemplate database;

    DatabaseSamples(JdbcTemplate database) {
        this.database = database;
    }

    @Override
    public void keep(List<Sample> samples) {
        database.batchUpdate(
                "insert into meter_sample (meter_id, at_millis, import_milli, export_milli, import_register,"
                        + " export_register, verdict) values (?, ?, ?, ?, ?, ?, ?)",
                samples.stream().map(DatabaseSamples::row).toList());
    }

    private static Object[] row(Sample sample) {
        return new Object[] {
            sample.meterId(),
            sample.shown().at().toEpochMilli(),
            boxed(sample.shown().importMilliWh()),
            boxed(sample.shown().exportMilliWh()),
            sample.register().map(Register::importMilliWh).orElse(null),
            sample.register().map(Register::exportMilliWh).orElse(null),
            sample.verdict()
        };
    }

    private static Long boxed(OptionalLong value) {
        return value.isPresent() ? value.getAsLong() : null;
    }

    @Override
    public List<Sample> of(String meterId) {
        return database.query(
                "select at_millis, import_milli, export_milli, import_register, export_register, verdict"
                        + " from meter_sample where meter_id = ? and number >= (select min(number) from meter_sample"
                        + " where meter_id = ? and import_register is not null) order by number",
                (row, number) -> {
                    long importMilli = row.getLong("import_milli");
                    OptionalLong imported = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(importMilli);
                    long exportMilli = row.getLong("export_milli");
                    OptionalLong exported = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(exportMilli);
                    long register = row.getLong("import_register");
                    Optional<Register> registers = row.wasNull()
                            ? Optional.empty()
                            : Optional.of(new Register(register, row.getLong("export_register")));
                    return new Sample(
                            meterId,
                            new Shown(Instant.ofEpochMilli(row.getLong("at_millis")), imported, exported),
                            registers,
                            row.getString("verdict"));
                },
                meterId,
                meterId);
    }

    /** Forgets what lies so far back that no reading needs it; of a meter that is silent its last sample stays. */
    void forgetBefore(Instant now) {
        database.update(
                "delete from meter_sample where at_millis < ? and number < (select max(newer.number) from meter_sample"
                        + " newer where newer.meter_id = meter_sample.meter_id and newer.import_register is not null)",
                now.minus(KEPT).toEpochMilli());
    }
}
