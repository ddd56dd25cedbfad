package org.gridbourse.cli.demo;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Tells the day on the terminal, each line with the seconds since the start, and keeps it for the report. */
final class Narrator {
    private final PrintWriter out;
    private final Instant began = Instant.now();
    private final List<String> told = new ArrayList<>();

    Narrator(PrintWriter out) {
        this.out = out;
    }

    void tell(String line) {
        told.add(line);
        out.printf("%5.1f s  %s%n", since(began), line);
        out.flush();
    }

    /** A line for the terminal alone. */
    void mention(String line) {
        out.println(line);
        out.flush();
    }

    List<String> told() {
        return List.copyOf(told);
    }

    double seconds() {
        return since(began);
    }

    static double since(Instant instant) {
        return Duration.between(instant, Instant.now()).toMillis() / 1000.0;
    }
}
