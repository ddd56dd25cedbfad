package org.gridbourse.cli.simulate;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.Consumer;

/** How many days are done, on a terminal only. Days may be told by several threads. */
final class DayProgress implements Consumer<DayOutcome>, AutoCloseable {
    private final PrintWriter errors;
    private final int all;
    private final boolean visible = System.console() != null;
    private int done;

    DayProgress(PrintWriter errors, int all) {
        this.errors = errors;
        this.all = all;
    }

    @Override
    public synchronized void accept(DayOutcome outcome) {
        done++;
        if (visible) {
            errors.printf(Locale.ROOT, "\r%d of %d days ", Math.min(done, all), all);
            errors.flush();
        }
    }

    @Override
    public synchronized void close() {
        if (visible && done > 0) {
            errors.print("\r" + " ".repeat(40) + "\r");
            errors.flush();
        }
    }
}
