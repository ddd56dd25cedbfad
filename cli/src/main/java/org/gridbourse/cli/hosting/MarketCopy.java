package org.gridbourse.cli.hosting;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.gridbourse.programs.PrivateFolder;

/** Copies what a market needs to go on: ledger, keys, databases, sealed orders; not what belongs to the processes that run. */
final class MarketCopy {
    /** Folders and files of running programs. */
    private static final Set<String> OF_PROCESSES =
            Set.of("lock", "processes", "logs", "market.json", "market.json.new");

    private MarketCopy() {}

    static void copy(Path from, Path to) throws IOException {
        PrivateFolder.create(to);
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                if (isOfProcesses(folder)) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                PrivateFolder.create(to.resolve(from.relativize(folder)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                // sockets and links belong to processes
                if (attributes.isRegularFile() && !isOfProcesses(file)) {
                    Files.copy(file, to.resolve(from.relativize(file)));
                }
                return FileVisitResult.CONTINUE;
            }

            private boolean isOfProcesses(Path path) {
                return path.getParent().equals(from)
                                && OF_PROCESSES.contains(path.getFileName().toString())
                        || path.getFileName().toString().equals("processes");
            }
        });
    }

    static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> all = Files.walk(folder)) {
                List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
                for (Path each : deepestFirst) {
                    Files.delete(each);
                }
            }
        }
    }
}
