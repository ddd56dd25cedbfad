package org.gridbourse.cli.demo;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Pseudonyms for the ledger. */
final class Ids {
    private static final int DIGITS = 24;

    private Ids() {}

    /** The owner of a participant: in a demo everybody owns one microgrid. */
    static String ownerOf(String participantId) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(("owner of " + participantId).getBytes(StandardCharsets.UTF_8));
            return "owner-" + HexFormat.of().formatHex(hash).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
