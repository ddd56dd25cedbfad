package org.gridbourse.cli.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** A file of lines that does not grow for ever: a full one gives way to a new one and is kept until that is full. */
record KeptLines(Path file) {
    private static final long FULL = 4L << 20;

    void add(String line) {
        try {
            if (Files.exists(file) && Files.size(file) > FULL) {
                Files.move(file, file.resolveSibling(file.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
            }
            Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }
}
