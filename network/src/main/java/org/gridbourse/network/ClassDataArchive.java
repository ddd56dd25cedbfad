package org.gridbourse.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * The Java runtime's class-data archive of one program: made when the program first ends, it spares later starts half of
 * their time. It belongs to one runtime and one class path, which its name is a hash of; a stale one is never used.
 */
public final class ClassDataArchive {
    private static final int NAME_DIGITS = 16;

    private final Path archive;
    private final Path draft;

    private ClassDataArchive(Path archive) {
        this.archive = archive;
        this.draft = archive.resolveSibling(
                archive.getFileName() + "." + ProcessHandle.current().pid());
    }

    /** The archive for a program on a class path, in a folder for archives. */
    public static ClassDataArchive of(String program, List<Path> classPath, Path folder) {
        StringBuilder facts =
                new StringBuilder(System.getProperty("java.vm.version")).append(System.getProperty("java.home"));
        try {
            for (Path entry : classPath) {
                facts.append('\n').append(entry);
                facts.append(Files.size(entry)).append(Files.getLastModifiedTime(entry));
            }
            Files.createDirectories(folder);
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(facts.toString().getBytes(StandardCharsets.UTF_8));
            String digits = HexFormat.of().formatHex(hash).substring(0, NAME_DIGITS);
            return new ClassDataArchive(folder.resolve(program + "-" + digits + ".jsa"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    /** Where archives are kept: outside the checkout, in the user's cache. */
    static Path folder(Map<String, String> environment) {
        String home = environment.getOrDefault("HOME", System.getProperty("user.home"));
        String cache = environment.getOrDefault("XDG_CACHE_HOME", "");
        return (cache.isBlank() ? Path.of(home, ".cache") : Path.of(cache)).resolve("gridbourse/classes");
    }

    public boolean exists() {
        return Files.exists(archive);
    }

    /** What to tell the runtime: use the archive, or else make it when the program ends. */
    public List<String> options() {
        return exists()
                ? List.of("-Xshare:auto", "-XX:SharedArchiveFile=" + archive)
                : List.of(
                        "-Xshare:auto", "-XX:ArchiveClassesAtExit=" + draft, "-Xlog:cds=off", "-Xlog:cds+dynamic=off");
    }

    /** Uses the archive if it exists, makes none. */
    public List<String> optionsToUse() {
        return exists() ? options() : List.of("-Xshare:auto");
    }

    /** Keeps the archive that a program made which has ended in peace. */
    public void adopt() {
        try {
            if (Files.exists(draft)) {
                Files.move(draft, archive, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Throws away what a program left that did not end in peace. */
    public void discard() {
        try {
            Files.deleteIfExists(draft);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
