package org.gridbourse.cli.rest;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.gridbourse.programs.CacheFolder;
import org.gridbourse.programs.SurroundingsException;

/** Where the token of a gateway-app is: in the file that somebody names, or where one of one's own has laid it down. */
public final class AccessTokens {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private AccessTokens() {}

    /** @param named null: nobody has named a file */
    static Optional<String> find(Path named, URI gateway) {
        if (named != null) {
            return Optional.of(read(named));
        }
        Path laidDown = CacheFolder.of(System.getenv()).resolve("tokens").resolve(Integer.toString(gateway.getPort()));
        return LOOPBACK.contains(gateway.getHost()) && Files.isReadable(laidDown)
                ? Optional.of(read(laidDown))
                : Optional.empty();
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
