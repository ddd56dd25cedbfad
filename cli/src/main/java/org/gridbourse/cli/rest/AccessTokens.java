package org.gridbourse.cli.rest;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.gridbourse.programs.CacheFolder;
import org.gridbourse.programs.PrivateFolder;
import org.gridbourse.programs.SurroundingsException;

/**
 * Where the token for a gateway-app is: in the file that somebody names, where a login has kept it, or where a gateway-app
 * of one's own has laid it down.
 */
public final class AccessTokens {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private AccessTokens() {}

    /** @param named null: nobody has named a file */
    public static Optional<String> find(Path named, URI gateway) {
        if (named != null) {
            return Optional.of(read(named));
        }
        Path login = login(gateway);
        if (Files.isReadable(login)) {
            return Optional.of(read(login));
        }
        Path laidDown = CacheFolder.of(System.getenv()).resolve("tokens").resolve(Integer.toString(gateway.getPort()));
        return LOOPBACK.contains(gateway.getHost()) && Files.isReadable(laidDown)
                ? Optional.of(read(laidDown))
                : Optional.empty();
    }

    /** Where the token of whoever has logged in at a gateway-app is kept. */
    private static Path login(URI gateway) {
        return CacheFolder.of(System.getenv())
                .resolve("logins")
                .resolve("%s-%d".formatted(gateway.getHost().replaceAll("[^A-Za-z0-9.-]", "_"), gateway.getPort()));
    }

    /** Keeps a token for later commands, for its owner alone. */
    public static void keep(URI gateway, String token) {
        Path file = login(gateway);
        try {
            PrivateFolder.create(file.getParent());
            Files.deleteIfExists(file);
            PrivateFolder.createFile(file);
            Files.writeString(file, token + "\n");
        } catch (IOException e) {
            throw new SurroundingsException("the login cannot be kept in %s: %s".formatted(file, e.getMessage()), e);
        }
    }

    /** Forgets it; false if there was none. */
    public static boolean forget(URI gateway) {
        try {
            return Files.deleteIfExists(login(gateway));
        } catch (IOException e) {
            throw new SurroundingsException("the login cannot be removed: " + e.getMessage(), e);
        }
    }

    /** The token in a file. */
    public static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new SurroundingsException("the token in %s cannot be read: %s".formatted(file, e.getMessage()), e);
        }
    }
}
