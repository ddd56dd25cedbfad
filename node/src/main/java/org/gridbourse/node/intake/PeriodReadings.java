package org.gridbourse.node.intake;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.gridbourse.market.delivery.Registers;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.record.MeterReading;
import org.gridbourse.market.record.MeterReading.Quality;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.node.intake.IntakeDesk.Register;

/** Readings of meters that cannot sign, from what they showed: one at the end of each period, for whoever signs for them. */
public record PeriodReadings(MeterDesk desk) {
    /** The period whose end is the start of a session. */
    public static final int START = -1;

    private static final long MILLI = 1_000;

    /** A reading without its signature, once its period is over and the meter has shown something near enough to its end. */
    public Optional<MeterReading> at(SessionRecord session, String meterId, int period) {
        Instant end = period == START ? session.startOf(0) : session.endOf(period);
        boolean over = desk.lastAt(meterId).filter(last -> !last.isBefore(end)).isPresent();
        Optional<Register> register =
                over ? desk.register(meterId, end, Duration.ofMinutes(session.periodMinutes())) : Optional.empty();
        return register.map(shown -> new MeterReading(
                meterId,
                session.sessionId(),
                period,
                end,
                1,
                new Registers(new Energy(shown.importMilliWh() / MILLI), new Energy(shown.exportMilliWh() / MILLI)),
                sequence(end, period),
                Quality.MEASURED,
                ""));
    }

    /** The counter of a reading: it rises with time, so that one that comes late still has its place. */
    public static long sequence(Instant end, int period) {
        return 2 * end.getEpochSecond() + (period == START ? 1 : 0);
    }

    /** The same reading with its signature. */
    public static MeterReading signed(MeterReading unsigned, String signature) {
        return new MeterReading(
                unsigned.meterId(),
                unsigned.sessionId(),
                unsigned.period(),
                unsigned.end(),
                unsigned.revision(),
                unsigned.registers(),
                unsigned.sequence(),
                unsigned.quality(),
                signature);
    }
}
