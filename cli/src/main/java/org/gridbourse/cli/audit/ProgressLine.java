package org.gridbourse.cli.audit;

import java.io.PrintWriter;
import java.util.Locale;
import org.gridbourse.auditor.Progress;

/** One line on the terminal that says how far an audit has come; nothing where stderr is no terminal. */
final class ProgressLine implements Progress, AutoCloseable {
    private static final long EVERY_NANOSECONDS = 200_000_000;

    private final PrintWriter errors;
    private final boolean visible = System.console() != null;
    private final long start = System.nanoTime();
    private long last = start;
    private boolean shown;

    ProgressLine(PrintWriter errors) {
        this.errors = errors;
    }

    @Override
    public void at(long blocks, long transactions) {
        long now = System.nanoTime();
        if (visible && now - last > EVERY_NANOSECONDS) {
            last = now;
            shown = true;
            errors.printf(
                    Locale.ROOT,
                    "\r%,d blocks, %,d transactions, %,d per second ",
                    blocks,
                    transactions,
                    transactions * 1_000_000_000L / Math.max(1, now - start));
            errors.flush();
        }
    }

    @Override
    public void close() {
        if (shown) {
            errors.print("\r" + " ".repeat(70) + "\r");
            errors.flush();
        }
    }
}
