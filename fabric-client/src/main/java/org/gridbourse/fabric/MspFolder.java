package org.gridbourse.fabric;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.hyperledger.fabric.client.identity.Identities;

/**
 * A user's folder {@code <User>@<domain>/msp} with {@code signcerts} and {@code keystore}. After a renewal each may hold
 * several files: a certificate goes with the key that fits it, whatever the files are called.
 *
 * @param folder the folder {@code msp}
 * @param mspId the organisation's membership service
 */
public record MspFolder(Path folder, String mspId) {
    private static final byte[] PROBE = "does this key fit?".getBytes(StandardCharsets.UTF_8);

    /** The certificate folders of an organisation's users, by name. */
    public static List<MspFolder> of(Path users, String mspId) throws ConnectionException {
        return files(users).stream()
                .filter(folder -> folder.getFileName().toString().contains("@"))
                .map(folder -> new MspFolder(folder.resolve("msp"), mspId))
                .toList();
    }

    /** The user's name before the {@code @}. */
    public String user() {
        String name = userFolder();
        return name.substring(0, name.indexOf('@'));
    }

    /** The name of the folder, such as {@code north-1@north.example}. */
    public String userFolder() {
        return folder.getParent().getFileName().toString();
    }

    /**
     * The identity to use at that time: a valid certificate before one that is not, then the one that ends last.
     *
     * @throws ConnectionException if no certificate has a key that fits
     */
    public ClientIdentity identity(Instant now) throws ConnectionException {
        return identities().stream().min(ClientIdentity.bestAt(now)).orElseThrow();
    }

    /**
     * Every certificate that has a key, at least one.
     *
     * @throws ConnectionException if a file cannot be read or no certificate has a key that fits
     */
    public List<ClientIdentity> identities() throws ConnectionException {
        List<X509Certificate> certificates = new ArrayList<>();
        List<PrivateKey> keys = new ArrayList<>();
        for (Path file : files(folder.resolve("signcerts"))) {
            certificates.add(read(file, Identities::readX509Certificate));
        }
        for (Path file : files(folder.resolve("keystore"))) {
            keys.add(read(file, Identities::readPrivateKey));
        }
        List<ClientIdentity> fitting = new ArrayList<>();
        for (X509Certificate certificate : certificates) {
            keys.stream()
                    .filter(key -> fits(key, certificate.getPublicKey()))
                    .map(key -> new ClientIdentity(mspId, certificate, key))
                    .findFirst()
                    .ifPresent(fitting::add);
        }
        if (fitting.isEmpty()) {
            throw new ConnectionException("%s has no certificate with a key that fits it (certificates: %d, keys: %d)"
                    .formatted(folder, certificates.size(), keys.size()));
        }
        return List.copyOf(fitting);
    }

    /** What the files look like from outside: another stamp means that one of them was replaced. */
    public List<String> stamp() throws ConnectionException {
        List<String> stamp = new ArrayList<>();
        for (String part : List.of("signcerts", "keystore")) {
            for (Path file : files(folder.resolve(part))) {
                try {
                    stamp.add("%s %d %s"
                            .formatted(file.getFileName(), Files.size(file), Files.getLastModifiedTime(file)));
                } catch (IOException problem) {
                    throw new ConnectionException("%s cannot be read".formatted(file), problem);
                }
            }
        }
        return stamp;
    }

    /** Reads one thing from a file of PEM text. */
    private interface PemReader<T> {
        T read(Reader text) throws IOException, GeneralSecurityException;
    }

    private static <T> T read(Path file, PemReader<T> reader) throws ConnectionException {
        try (Reader text = Files.newBufferedReader(file)) {
            return reader.read(text);
        } catch (IOException | GeneralSecurityException | IllegalArgumentException problem) {
            throw new ConnectionException("%s cannot be read: %s".formatted(file, problem.getMessage()), problem);
        }
    }

    private static boolean fits(PrivateKey key, PublicKey certified) {
        try {
            Signature signature =
                    Signature.getInstance("EC".equals(certified.getAlgorithm()) ? "SHA256withECDSA" : "Ed25519");
            signature.initSign(key);
            signature.update(PROBE);
            byte[] signed = signature.sign();
            signature.initVerify(certified);
            signature.update(PROBE);
            return signature.verify(signed);
        } catch (GeneralSecurityException otherKind) {
            return false;
        }
    }

    private static List<Path> files(Path folder) throws ConnectionException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException problem) {
            throw new ConnectionException("%s cannot be read".formatted(folder), problem);
        }
    }
}
