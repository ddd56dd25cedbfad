package org.gridbourse.programs;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Folders that nobody but their owner may enter, and files that nobody else may read, from their first byte on and
 * whatever the process's umask is: keys, ledgers and sealed orders lie there. Where the file system knows no such
 * permissions they are like any other.
 */
public final class PrivateFolder {
    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
    private static final int STICKY = 01000;

    private PrivateFolder() {}

    /**
     * Makes the folder; one that is there is shut.
     *
     * @throws SurroundingsException if that cannot be, or if it is a folder that everybody uses, such as {@code /tmp}
     */
    public static Path create(Path folder) {
        try {
            Path parent = Files.createDirectories(folder.toAbsolutePath().getParent());
            try {
                Files.createDirectory(folder, attributes(parent, FOLDER));
            } catch (FileAlreadyExistsException there) {
                shut(folder);
            }
            return folder;
        } catch (IOException e) {
            throw new SurroundingsException("%s cannot be a folder of its owner alone: %s".formatted(folder, e), e);
        }
    }

    /** As {@link #create}; the files in a folder that is there are shut too. */
    public static Path createWithContent(Path folder) {
        create(folder);
        try (Stream<Path> content = Files.walk(folder)) {
            if (isPosix(folder)) {
                for (Path path : content.toList()) {
                    if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
                        Files.setPosixFilePermissions(path, FILE);
                    }
                }
            }
        } catch (IOException e) {
            throw new SurroundingsException("files in %s cannot be their owner's alone: %s".formatted(folder, e), e);
        }
        return folder;
    }

    /** Makes an empty file; one that is there stays as it is. */
    public static void createFile(Path file) throws IOException {
        try {
            Files.createFile(file, attributes(file.toAbsolutePath().getParent(), FILE));
        } catch (FileAlreadyExistsException there) {
            // kept
        }
    }

    private static void shut(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new FileAlreadyExistsException(folder.toString(), null, "is no folder");
        }
        if (!isPosix(folder) || Files.getPosixFilePermissions(folder).equals(FOLDER)) {
            return;
        }
        if (((Integer) Files.getAttribute(folder, "unix:mode") & STICKY) != 0) {
            throw new SurroundingsException(
                    "%s is a folder that everybody uses: name one of its own".formatted(folder));
        }
        Files.setPosixFilePermissions(folder, FOLDER);
    }

    private static FileAttribute<?>[] attributes(Path folder, Set<PosixFilePermission> permissions) throws IOException {
        return isPosix(folder)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
                : new FileAttribute<?>[0];
    }

    private static boolean isPosix(Path path) throws IOException {
        return Files.getFileStore(path).supportsFileAttributeView("posix");
    }
}
