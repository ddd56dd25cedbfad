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
public final class WholeFolder {
    /** Fills the folder it is given. */
    interface Content {
        void writeTo(Path draft) throws IOException;
    }

    private WholeFolder() {}

    static void write(Path folder, Content content) {
        Path draft = folder.resolveSibling("." + folder.getFileName() + ".draft");
        try {
            remove(draft);
            Files.createDirectories(draft);
            content.writeTo(draft);
            remove(folder);
            Files.move(draft, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + folder, e);
        }
    }

    /** With all that is in it, if it is there. */
    public static void delete(Path folder) {
        try {
            remove(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + folder, e);
        }
    }

    private static void remove(Path folder) throws IOException {
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
