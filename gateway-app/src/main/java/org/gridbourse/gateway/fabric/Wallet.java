package org.gridbourse.gateway.fabric;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.gridbourse.gateway.settings.StartupException;
import org.hyperledger.fabric.client.identity.Identities;

/**
 * The identities of one organisation, from the usual folders {@code <User>@<domain>/msp/{signcerts,keystore}}, whoever
 * issued them. They are found by what their certificates say, not by what the folders are called.
 */
public final class Wallet {
    private final Path users;
    private final List<WalletIdentity> identities;

    private Wallet(Path users, List<WalletIdentity> identities) {
        this.users = users;
        this.identities = List.copyOf(identities);
    }

    /** Reads every identity of the folder; a damaged one stops the start, since it would be missed later. */
    public static Wallet read(Path users, String mspId) {
        List<WalletIdentity> identities = new ArrayList<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(users, "*@*")) {
            for (Path folder : folders) {
                identities.add(identity(folder, mspId));
            }
        } catch (IOException problem) {
            throw StartupException.surroundings("identities cannot be read from %s: %s".formatted(users, problem));
        }
        if (identities.isEmpty()) {
            throw StartupException.surroundings(
                    "%s holds no identity: a folder <User>@<domain>/msp/{signcerts,keystore} for each is needed"
                            .formatted(users));
        }
        identities.sort(Comparator.comparing(WalletIdentity::name));
        return new Wallet(users, identities);
    }

    public WalletIdentity operator() {
        return only(identity -> identity.hasRole("operator"), "role=operator");
    }

    public WalletIdentity prosumer(String participantId) {
        return only(
                identity -> identity.hasRole("prosumer")
                        && identity.participantId()
                                .filter(participantId::equals)
                                .isPresent(),
                "role=prosumer and participant=" + participantId);
    }

    /** Who collects readings for the organisation; without one each prosumer hands in its own. */
    public Optional<WalletIdentity> meter() {
        return identities.stream().filter(identity -> identity.hasRole("meter")).findFirst();
    }

    /** Who reads the ledger for this instance: any member of the organisation may, the auditor first. */
    public WalletIdentity reader() {
        return identities.stream()
                .filter(identity -> identity.hasRole("auditor"))
                .findFirst()
                .orElse(identities.get(0));
    }

    /** Whole days until the first certificate ends. */
    public long daysLeft(Instant now) {
        return identities.stream()
                .mapToLong(identity -> Duration.between(
                                now, identity.certificate().getNotAfter().toInstant())
                        .toDays())
                .min()
                .orElseThrow();
    }

    private WalletIdentity only(Predicate<WalletIdentity> wanted, String attributes) {
        return identities.stream()
                .filter(wanted)
                .findFirst()
                .orElseThrow(() -> StartupException.surroundings(
                        "%s holds no identity with %s: issue one and start again".formatted(users, attributes)));
    }

    private static WalletIdentity identity(Path folder, String mspId) {
        try {
            X509Certificate certificate = certificate(onlyFile(folder.resolve("msp/signcerts")));
            PrivateKey key = key(onlyFile(folder.resolve("msp/keystore")));
            CertificateAttributes attributes = CertificateAttributes.of(certificate);
            return new WalletIdentity(
                    folder.getFileName().toString(),
                    mspId,
                    attributes.text("role"),
                    attributes.text("participant"),
                    certificate,
                    key);
        } catch (IOException | CertificateException | InvalidKeyException | IllegalArgumentException problem) {
            throw StartupException.surroundings(
                    "identity %s cannot be read: %s".formatted(folder, problem.getMessage()), problem);
        }
    }

    private static X509Certificate certificate(Path file) throws IOException, CertificateException {
        try (Reader reader = Files.newBufferedReader(file)) {
            return Identities.readX509Certificate(reader);
        }
    }

    private static PrivateKey key(Path file) throws IOException, InvalidKeyException {
        try (Reader reader = Files.newBufferedReader(file)) {
            return Identities.readPrivateKey(reader);
        }
    }

    private static Path onlyFile(Path folder) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, Files::isRegularFile)) {
            List<Path> found = new ArrayList<>();
            files.forEach(found::add);
            if (found.size() != 1) {
                throw new IOException("%s must hold exactly one file, has %d".formatted(folder, found.size()));
            }
            return found.get(0);
        }
    }
}
