package org.gridbourse.programs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The Java runtime's class-data archive of one program: made when the program first ends, it spares later starts half of
 * their time. It belongs to one runtime and one class path, which its name is a hash of; a stale one is never used.
 */
public final class ClassDataArchive {
    private static final int NAME_DIGITS = 16;
    private static final int MOST_KEPT = 5;

    private final Path archive;
    private final Path draft;
    private final boolean canBeMade;

    private ClassDataArchive(Path archive, boolean canBeMade) {
        this.archive = archive;
        this.canBeMade = canBeMade;
        this.draft = archive.resolveSibling(archive.getFileName() + ".draft");
    }

    /** The archive for a program on a class path, in a folder for archives; none is made where that cannot be written. */
    public static ClassDataArchive of(String program, List<Path> classPath, Path folder) {
        StringBuilder facts =
                new StringBuilder(System.getProperty("java.vm.version")).append(System.getProperty("java.home"));
        try {
            for (Path entry : classPath) {
                facts.append('\n').append(entry);
                facts.append(Files.size(entry)).append(Files.getLastModifiedTime(entry));
            }
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(facts.toString().getBytes(StandardCharsets.UTF_8));
            String digits = HexFormat.of().formatHex(hash).substring(0, NAME_DIGITS);
            boolean canBeMade = canBeWritten(folder) && classPath.stream().allMatch(Files::isRegularFile);
            if (canBeMade) {
                forgetOldest(program, folder);
            }
            return new ClassDataArchive(folder.resolve(program + "-" + digits + ".jsa"), canBeMade);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    private static boolean canBeWritten(Path folder) {
        try {
            return Files.isWritable(Files.createDirectories(folder));
        } catch (IOException e) {
            return false; // a home that is read-only or is not there: programs start slower, that is all
        }
    }

    /** Every build has an archive of its own; only the last ones are of use to anybody. */
    private static void forgetOldest(String program, Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> oldest = files.filter(
                            file -> file.getFileName().toString().startsWith(program + "-"))
                    .sorted(Comparator.comparing((Path file) -> file.toFile().lastModified())
                            .reversed())
                    .skip(MOST_KEPT)
                    .toList();
            for (Path file : oldest) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** Where archives are kept: outside the checkout, in the user's cache. */
    public static Path folder(Map<String, String> environment) {
        return CacheFolder.of(environment).resolve("classes");
    }

    /** What to tell the runtime: use the archive, or else make it when the program ends. */
    public List<String> options() {
        return isThere() || !canBeMade
                ? optionsToUse()
                : List.of("-XX:ArchiveClassesAtExit=" + draft, "-Xlog:cds=off", "-Xlog:cds+dynamic=off");
    }

    /** Uses the archive if it exists, makes none. */
    public List<String> optionsToUse() {
        return isThere() ? List.of("-Xshare:auto", "-XX:SharedArchiveFile=" + archive) : List.of("-Xshare:auto");
    }

    /** Takes over what a former run left, unless it was killed before the archive was whole. */
    private boolean isThere() {
        try {
            if (!Files.exists(archive) && Files.exists(draft) && isWhole(draft)) {
                Files.move(draft, archive, StandardCopyOption.ATOMIC_MOVE);
            }
            return Files.exists(archive);
        } catch (IOException e) {
            return false; // another start was quicker: then so be it
        }
    }

    /** The runtime writes the head of an archive last. */
    private static boolean isWhole(Path file) throws IOException {
        try (InputStream input = Files.newInputStream(file)) {
            return ByteBuffer.wrap(input.readNBytes(Integer.BYTES)).getInt() != 0;
        } catch (BufferUnderflowException e) {
            return false;
        }
    }
}
