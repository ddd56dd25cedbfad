package org.gridbourse.market.transaction;

import java.time.Instant;
import java.util.Optional;
import org.gridbourse.market.record.MeterRecord;
import org.gridbourse.market.record.MeterRecord.Life;
import org.gridbourse.market.record.SessionRecord;

/**
 * In which periods of a session a meter must be read: from the first that starts after its registration, or, where it
 * took another's place, from that period on; as long as nobody took its own.
 */
public record MeterDuty(Life life, SessionRecord session) {

    public static MeterDuty of(MeterRecord meter, SessionRecord session) {
        return new MeterDuty(meter.life(), session);
    }

    public boolean isExpected(int period) {
        boolean begun = life.since()
                .map(since -> !session.startOf(period).isBefore(since))
                .orElseGet(() -> !session.registeredBy(period).isBefore(life.registered()));
        return begun && !isOver(period);
    }

    /** Whether the meter was gone before the period ended. */
    boolean isOver(int period) {
        return life.until()
                .filter(until -> session.endOf(period).isAfter(until))
                .isPresent();
    }

    /** Whether the meter measures nothing of the period because another still does. */
    boolean isYetToCome(int period) {
        return life.since()
                .filter(since -> session.startOf(period).isBefore(since))
                .isPresent();
    }

    /** The period in which its readings begin in the session, given the first that was read. */
    int firstPeriod(Optional<Integer> firstRead) {
        if (life.since().isPresent()) {
            return firstFrom(life.since().get());
        }
        if (isExpected(0)) {
            return 0;
        }
        return session.isSimulated()
                ? firstRead.orElse(0)
                : Math.min(firstEndingAfter(life.registered()), firstRead.orElse(session.periods() - 1));
    }

    private int firstFrom(Instant since) {
        int period = 0;
        while (period < session.periods() - 1 && session.startOf(period).isBefore(since)) {
            period++;
        }
        return period;
    }

    private int firstEndingAfter(Instant registered) {
        int period = 0;
        while (period < session.periods() - 1 && !session.endOf(period).isAfter(registered)) {
            period++;
        }
        return period;
    }
}
