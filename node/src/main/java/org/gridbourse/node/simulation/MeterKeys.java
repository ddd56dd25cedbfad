package org.gridbourse.node.simulation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.gridbourse.market.signature.MeterKey.Algorithm;
import org.gridbourse.programs.PrivateFolder;

/**
 * The key files of meters that are simulated or cannot sign themselves, one per meter, readable by their owner only: the private key (PKCS #8) and the
 * public key (SubjectPublicKeyInfo), each one line of base64.
 */
public final class MeterKeys {
    private final Path folder;

    public MeterKeys(Path folder) {
        this.folder = folder;
    }

    /** Whether there is a key of the meter already. */
    public boolean has(String meterId, Algorithm algorithm) {
        return Files.exists(file(meterId, algorithm));
    }

    private Path file(String meterId, Algorithm algorithm) {
        return folder.resolve(meterId + "." + algorithm.name().toLowerCase(Locale.ROOT) + ".key");
    }

    /**
     * The meter's key; made at the first time.
     *
     * @throws IllegalStateException if its file cannot be read or written
     */
    public KeyPair of(String meterId, Algorithm algorithm) {
        Path file = file(meterId, algorithm);
        try {
            if (!Files.exists(file)) {
                write(file, generate(algorithm));
            }
            return read(file, algorithm);
        } catch (IOException | GeneralSecurityException | IllegalArgumentException problem) {
            throw new IllegalStateException(
                    "the key of meter %s cannot be used: %s".formatted(meterId, problem), problem);
        }
    }

    /** A signature over a message, in base64. */
    public static String sign(KeyPair keys, Algorithm algorithm, byte[] message) {
        try {
            Signature signature = Signature.getInstance(
                    switch (algorithm) {
                        case ECDSA_P256 -> "SHA256withECDSA";
                        case ED25519 -> "Ed25519";
                    });
            signature.initSign(keys.getPrivate());
            signature.update(message);
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException problem) {
            throw new IllegalStateException("a meter's key cannot sign", problem);
        }
    }

    private static KeyPair generate(Algorithm algorithm) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(keyType(algorithm));
        if (algorithm == Algorithm.ECDSA_P256) {
            generator.initialize(new ECGenParameterSpec("secp256r1"));
        }
        return generator.generateKeyPair();
    }

    /** Under another name first, so that a killed process leaves no half key. */
    private void write(Path file, KeyPair pair) throws IOException {
        Files.createDirectories(folder);
        Path draft = folder.resolve(file.getFileName() + ".new");
        Files.deleteIfExists(draft);
        PrivateFolder.createFile(draft);
        Base64.Encoder base64 = Base64.getEncoder();
        Files.writeString(
                draft,
                base64.encodeToString(pair.getPrivate().getEncoded()) + "\n"
                        + base64.encodeToString(pair.getPublic().getEncoded()) + "\n",
                StandardCharsets.US_ASCII);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static KeyPair read(Path file, Algorithm algorithm) throws IOException, GeneralSecurityException {
        List<String> lines = Files.readAllLines(file, StandardCharsets.US_ASCII);
        if (lines.size() != 2) {
            throw new IOException("%s must hold two lines".formatted(file));
        }
        Base64.Decoder base64 = Base64.getDecoder();
        KeyFactory keys = KeyFactory.getInstance(keyType(algorithm));
        return new KeyPair(
                keys.generatePublic(new X509EncodedKeySpec(base64.decode(lines.get(1)))),
                keys.generatePrivate(new PKCS8EncodedKeySpec(base64.decode(lines.get(0)))));
    }

    private static String keyType(Algorithm algorithm) {
        return switch (algorithm) {
            case ECDSA_P256 -> "EC";
            case ED25519 -> "Ed25519";
        };
    }
}
