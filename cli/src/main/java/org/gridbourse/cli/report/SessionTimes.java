package org.gridbourse.cli.report;

import java.time.Instant;
import org.gridbourse.cli.output.Figures;

/** When the periods of a session begin. */
record SessionTimes(Instant start, int periods, int periodMinutes) {
    String label(int period) {
        return Figures.time(start, period, periodMinutes);
    }

    double hoursPerPeriod() {
        return periodMinutes / 60.0;
    }
}
