package org.gridbourse.programs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** How much memory a process holds. */
public final class MemoryOf {
    private MemoryOf() {}

    /** Resident memory in MB, 0 if the platform does not tell. */
    public static long process(long pid) {
        Path status = Path.of("/proc", Long.toString(pid), "status");
        try {
            return Files.exists(status) ? fromLinux(status) : fromPs(pid);
        } catch (IOException | SurroundingsException | CommandFailedException e) {
            return 0;
        }
    }

    private static long fromLinux(Path status) throws IOException {
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(0);
        }
    }

    private static long fromPs(long pid) {
        String kilobytes = Command.run(List.of("ps", "-o", "rss=", "-p", Long.toString(pid)), Map.of());
        return Long.parseLong(kilobytes.strip()) / 1024;
    }
}
