package org.gridbourse.programs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether a process still does anything. */
final class Liveness {
    private Liveness() {}

    /** False also for a process that has ended and whose parent has not asked how: some containers keep those for ever. */
    static boolean isAlive(ProcessHandle process) {
        return process.isAlive() && !hasEnded(process.pid());
    }

    private static boolean hasEnded(long pid) {
        try {
            // the state follows the program's name, which is in parentheses
            String status = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            return status.startsWith("Z", status.lastIndexOf(')') + 2);
        } catch (IOException e) {
            return false; // no such folder on this platform, or the process has just gone: the handle knows
        }
    }
}
