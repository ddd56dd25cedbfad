package org.gridbourse.auditor;

/**
 * By which hashes the genesis block that is trusted is known.
 *
 * @param header of the block's header, as Fabric names blocks; hexadecimal
 * @param file SHA-256 of the file, as {@code sha256sum} prints it; hexadecimal
 */
public record TrustedHashes(String header, String file) {}
