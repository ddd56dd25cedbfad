package org.gridbourse.gateway.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import org.gridbourse.gateway.settings.GatewaySettings;
import org.gridbourse.gateway.settings.StartupException;
import org.gridbourse.programs.CacheFolder;
import org.gridbourse.programs.PrivateFolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * What whoever calls this instance must show: 256 random bits, kept in {@code token} beside {@code instance.json}, where
 * its owner alone can read it. Made at the first start; deleting the file and starting again makes another. While the
 * instance runs a copy lies in its owner's cache under the instance's port, where the command line looks for it.
 */
@Component
public class AccessToken {
    private static final Logger log = LoggerFactory.getLogger(AccessToken.class);
    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] value;

    AccessToken(GatewaySettings settings) {
        PrivateFolder.createWithContent(settings.data());
        Path file = settings.data().resolve("token");
        try {
            value = Files.exists(file) ? read(file) : make(file);
        } catch (IOException problem) {
            throw StartupException.surroundings("%s cannot be used: %s".formatted(file, problem), problem);
        }
    }

    private static byte[] read(Path file) throws IOException {
        String text = Files.readString(file).strip();
        if (text.length() < BYTES) {
            throw new IOException("it must hold at least %d characters".formatted(BYTES));
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Under another name first, so that nobody reads half of it. */
    private static byte[] make(Path file) throws IOException {
        byte[] bits = new byte[BYTES];
        RANDOM.nextBytes(bits);
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
        Path draft = file.resolveSibling("token.new");
        Files.deleteIfExists(draft);
        PrivateFolder.createFile(draft);
        Files.writeString(draft, text + "\n");
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Lays the copy down for the owner's other programs. */
    void announce(int port) {
        Path copy = copy(port);
        try {
            PrivateFolder.create(copy.getParent());
            Files.deleteIfExists(copy);
            PrivateFolder.createFile(copy);
            Files.write(copy, value);
        } catch (IOException problem) {
            log.warn("{} cannot be written; the command line needs --token-file: {}", copy, problem.toString());
        }
    }

    void withdraw(int port) {
        try {
            Files.deleteIfExists(copy(port));
        } catch (IOException problem) {
            log.warn("{} cannot be removed: {}", copy(port), problem.toString());
        }
    }

    private static Path copy(int port) {
        return CacheFolder.of(System.getenv()).resolve("tokens").resolve(Integer.toString(port));
    }

    /** Compares in a time that does not tell how much of it was right. */
    public boolean is(String shown) {
        return MessageDigest.isEqual(value, shown.getBytes(StandardCharsets.UTF_8));
    }
}
