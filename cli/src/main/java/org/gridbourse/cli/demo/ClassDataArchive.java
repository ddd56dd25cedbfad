package org.gridbourse.cli.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The Java runtime's class-data archive of one built program, beside its jar: made when the program first ends in good
 * order, it spares later starts half of their time. The runtime itself refuses one of another runtime or other jars.
 */
final class ClassDataArchive {
    private final Path jar;
    private final Path libraries;
    private final Path archive;
    private final Path draft;

    ClassDataArchive(Path jar, Path libraries) {
        this.jar = jar;
        this.libraries = libraries;
        String name = "%s-%s.jsa".formatted(jar.getFileName(), Runtime.version());
        this.archive = jar.resolveSibling(name);
        this.draft = jar.resolveSibling(name + ".draft");
    }

    /** Uses the archive, or else lets this start make it. */
    List<String> optionsToMake() throws IOException {
        return isUsable() || !Files.isWritable(jar.getParent())
                ? optionsToUse()
                : List.of("-XX:ArchiveClassesAtExit=" + draft, "-Xlog:cds=off", "-Xlog:cds+dynamic=off");
    }

    /** Uses the archive if there is one. */
    List<String> optionsToUse() throws IOException {
        return isUsable()
                ? List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:cds=off", "-Xlog:cds+dynamic=off")
                : List.of();
    }

    /** To be called when the program that makes it has ended; the runtime writes the head of an archive last. */
    void keep() {
        try {
            if (Files.exists(draft) && isWhole()) {
                Files.move(draft, archive, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException notThisTime) {
            // the next demo starts as slowly as this one did, and makes it again
        }
    }

    private boolean isWhole() throws IOException {
        try (InputStream input = Files.newInputStream(draft)) {
            byte[] head = input.readNBytes(Integer.BYTES);
            return head.length == Integer.BYTES && !Arrays.equals(head, new byte[Integer.BYTES]);
        }
    }

    private boolean isUsable() throws IOException {
        if (!Files.isRegularFile(archive)) {
            return false;
        }
        FileTime made = Files.getLastModifiedTime(archive);
        try (Stream<Path> entries = Files.list(libraries)) {
            return Stream.concat(Stream.of(jar), entries).allMatch(entry -> isOlder(entry, made));
        }
    }

    private static boolean isOlder(Path entry, FileTime made) {
        try {
            return Files.getLastModifiedTime(entry).compareTo(made) < 0;
        } catch (IOException gone) {
            return false;
        }
    }
}
