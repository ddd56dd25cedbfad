package org.gridbourse.node.trading;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.optimizer.Day;
import org.gridbourse.optimizer.input.DayFile;

/** DayForecasts from day files, one per session. */
public record DayFiles(Map<String, Path> files) implements DayForecasts {
    public DayFiles {
        files = Map.copyOf(files);
    }

    @Override
    public Day day(SessionRecord session) {
        Path file = files.get(session.sessionId());
        if (file == null) {
            throw new IllegalArgumentException("there is no day file for session " + session.sessionId());
        }
        return read(file, session);
    }

    /**
     * A day file in a session's steps.
     *
     * @throws IllegalArgumentException if it has another number of steps than the session has periods
     */
    public static Day read(Path file, SessionRecord session) {
        Day day = DayFile.read(file, OptionalDouble.of(session.periodMinutes()), Optional.empty());
        if (day.size() != session.periods()) {
            throw new IllegalArgumentException("%s has %d steps, session %s has %d periods"
                    .formatted(file, day.size(), session.sessionId(), session.periods()));
        }
        return day;
    }
}
