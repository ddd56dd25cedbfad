package org.gridbourse.network.identity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.gridbourse.fabric.identity.Pem;

/** When certificates on file end; a network whose certificates have ended stops at once and everywhere. */
public final class CertificateDays {
    /** Renew certificates that have fewer days left. */
    public static final int WARNING_DAYS = 30;

    private CertificateDays() {}

    /** The end of the certificate that ends first, of all below a folder. */
    public static Optional<Instant> firstEnd(Path crypto) {
        if (!Files.isDirectory(crypto)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.walk(crypto)) {
            return files.filter(Identities::isInUse)
                    .map(file -> Pem.certificateOn(file).getNotAfter().toInstant())
                    .min(Comparator.naturalOrder());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
