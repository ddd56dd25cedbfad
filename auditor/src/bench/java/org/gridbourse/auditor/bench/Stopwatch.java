package org.gridbourse.auditor.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** Measures time on the wall and of all processors; the latter says the same on a busy machine as on a quiet one. */
final class Stopwatch {
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final long wallNanos = System.nanoTime();
    private final long processorNanos = SYSTEM.getProcessCpuTime();

    private Stopwatch() {}

    /** How long something took. */
    record Time(double seconds, double processorSeconds) {}

    static Stopwatch start() {
        return new Stopwatch();
    }

    Time stop() {
        return new Time((System.nanoTime() - wallNanos) / 1e9, (SYSTEM.getProcessCpuTime() - processorNanos) / 1e9);
    }
}
