package org.gridbourse.network.identity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Writes a folder under another name and renames it, so that it is there whole or not at all. */
final class WholeFolder {
    /** Fills the folder it is given. */
    interface Content {
        void writeTo(Path draft) throws IOException;
    }

    private WholeFolder() {}

    static void write(Path folder, Content content) {
        Path draft = folder.resolveSibling("." + folder.getFileName() + ".draft");
        try {
            delete(draft);
            Files.createDirectories(draft);
            content.writeTo(draft);
            delete(folder);
            Files.move(draft, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + folder, e);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> content = Files.walk(folder)) {
            List<Path> deepestFirst = content.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.delete(path);
            }
        }
    }
}
