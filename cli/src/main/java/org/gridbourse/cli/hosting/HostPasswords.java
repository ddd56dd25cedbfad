package org.gridbourse.cli.hosting;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import org.gridbourse.programs.PrivateFolder;

/** The passwords of a playground's users and programs, made once, each in a file of its owner's alone. */
final class HostPasswords {
    private static final String LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";
    private static final int LENGTH = 16;
    private static final String JOINED = ".joined";

    private final Path folder;
    private final SecureRandom random = new SecureRandom();

    HostPasswords(Path folder) {
        this.folder = folder;
    }

    /** The user's password. */
    String of(String user) {
        try {
            return Files.readAllLines(file(user)).get(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether it is noted that the user has joined. */
    boolean isNoted(String user) {
        return Files.exists(folder.resolve(user + JOINED));
    }

    void note(String user) {
        try {
            Files.createFile(folder.resolve(user + JOINED));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether somebody has that password. */
    boolean fits(String user, String password) {
        return user.matches("[A-Za-z0-9-]{1,64}")
                && Files.exists(folder.resolve(user))
                && MessageDigest.isEqual(
                        of(user).getBytes(StandardCharsets.UTF_8), password.getBytes(StandardCharsets.UTF_8));
    }

    /** A file whose first line is the user's password; made at the first time. */
    Path file(String user) {
        Path file = folder.resolve(user);
        try {
            if (!Files.exists(file)) {
                PrivateFolder.create(folder);
                PrivateFolder.createFile(file);
                Files.writeString(file, made() + "\n");
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String made() {
        StringBuilder made = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            made.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return made.toString();
    }
}
