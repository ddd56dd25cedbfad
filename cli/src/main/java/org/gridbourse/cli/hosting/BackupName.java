package org.gridbourse.cli.hosting;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** Names of backups beside a market's folder: the folder's, and the time. */
final class BackupName {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private BackupName() {}

    static Path of(Path folder, Instant at) {
        return folder.resolveSibling(prefix(folder) + TIME.format(at) + ".zip");
    }

    /** The newest one. */
    static Optional<Path> newest(Path folder) throws IOException {
        if (!Files.isDirectory(folder.getParent())) {
            return Optional.empty();
        }
        try (Stream<Path> all = Files.list(folder.getParent())) {
            return all.filter(each -> each.getFileName().toString().matches(prefix(folder) + "\\d{8}T\\d{6}Z\\.zip"))
                    .max(Comparator.naturalOrder());
        }
    }

    private static String prefix(Path folder) {
        return folder.getFileName() + "-backup-";
    }
}
