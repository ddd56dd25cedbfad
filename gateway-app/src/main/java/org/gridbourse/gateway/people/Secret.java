package org.gridbourse.gateway.people;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** Random secrets that are shown once, of which the database has the hash alone. */
final class Secret {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BITS_256 = 32;
    private static final int BITS_96 = 12;

    private Secret() {}

    /** 256 random bits. */
    static String fresh() {
        return random(BITS_256);
    }

    /** What names a secret, and is none. */
    static String freshId() {
        return random(BITS_96);
    }

    private static String random(int bytes) {
        byte[] bits = new byte[bytes];
        RANDOM.nextBytes(bits);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    }

    /** Its entropy is its own: no salt is needed, and it is found by its hash. */
    static String hash(String secret) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("every Java runtime has SHA-256", absent);
        }
    }
}
