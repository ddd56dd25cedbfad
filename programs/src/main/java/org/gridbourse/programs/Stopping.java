package org.gridbourse.programs;

import java.time.Duration;
import java.util.Collection;

/** Ends processes: asks first, then insists. */
public final class Stopping {
    private static final Duration AFTER_KILL = Duration.ofSeconds(5);

    private Stopping() {}

    /** Returns when all have ended. */
    public static void stop(Collection<ProcessHandle> processes, Duration patience) {
        processes.forEach(ProcessHandle::destroy);
        if (!Waiting.isTrueWithin(patience, () -> allEnded(processes))) {
            processes.forEach(ProcessHandle::destroyForcibly);
            Waiting.until(() -> allEnded(processes), AFTER_KILL, "killed processes to end");
        }
    }

    private static boolean allEnded(Collection<ProcessHandle> processes) {
        return processes.stream().noneMatch(Liveness::isAlive);
    }
}
