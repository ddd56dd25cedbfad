package org.gridbourse.auditor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** A block's file is there and cannot be read, which says nothing about the block in it. */
public final class UnreadableBlockException extends UncheckedIOException {
    private static final long serialVersionUID = 1L;

    UnreadableBlockException(Path file, IOException cause) {
        super("%s cannot be read: %s".formatted(file, cause.getMessage()), cause);
    }
}
