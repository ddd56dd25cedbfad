package org.gridbourse.blocks;

import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/** Fabric's hashes, each over the bytes as they were found. */
public final class Hashes {
    private Hashes() {}

    /** SHA-256 of the parts one after the other, without separators. */
    public static ByteString sha256(ByteString... parts) {
        return sha256(List.of(parts));
    }

    /** SHA-256 of the parts one after the other, without separators. */
    public static ByteString sha256(List<ByteString> parts) {
        MessageDigest digest = sha256Digest();
        for (ByteString part : parts) {
            part.asReadOnlyByteBufferList().forEach(digest::update);
        }
        return ByteString.copyFrom(digest.digest());
    }

    /** DER {@code SEQUENCE { INTEGER number, OCTET STRING previousHash, OCTET STRING dataHash }}: what is hashed and signed. */
    public static ByteString headerDer(long number, ByteString previousHash, ByteString dataHash) {
        ByteString body = derElement(
                        0x02, ByteString.copyFrom(new BigInteger(Long.toUnsignedString(number)).toByteArray()))
                .concat(derElement(0x04, previousHash))
                .concat(derElement(0x04, dataHash));
        return derElement(0x30, body);
    }

    /** The hash that names a block and that its successor repeats. */
    public static ByteString headerHash(long number, ByteString previousHash, ByteString dataHash) {
        return sha256(headerDer(number, previousHash, dataHash));
    }

    /** SHA-256 of a block's envelopes, one after the other. */
    public static ByteString dataHash(List<ByteString> envelopes) {
        return sha256(envelopes);
    }

    /** Lower-case hexadecimal SHA-256 of nonce and creator. */
    public static String transactionId(ByteString nonce, ByteString creator) {
        return hex(sha256(nonce, creator));
    }

    /**
     * What endorsers sign as the proposal's hash.
     *
     * @param proposalPayload the chaincode proposal payload without its transient map, as it stands in the transaction
     */
    public static ByteString proposalHash(
            ByteString channelHeader, ByteString signatureHeader, ByteString proposalPayload) {
        return sha256(channelHeader, signatureHeader, proposalPayload);
    }

    /**
     * The running hash over everything that blocks 1 to n wrote.
     *
     * @param filter one validation code per transaction, final
     * @param updateBytes {@link StateUpdates#toBytes()} of the block
     * @param previous the commit hash of the block before, empty at block 1
     */
    public static ByteString commitHash(ByteString filter, ByteString updateBytes, ByteString previous) {
        return sha256(varint(filter.size()), filter, updateBytes, previous);
    }

    /** Lower-case hexadecimal. */
    public static String hex(ByteString bytes) {
        StringBuilder text = new StringBuilder(2 * bytes.size());
        for (int i = 0; i < bytes.size(); i++) {
            text.append(Character.forDigit((bytes.byteAt(i) >> 4) & 0xf, 16));
            text.append(Character.forDigit(bytes.byteAt(i) & 0xf, 16));
        }
        return text.toString();
    }

    static ByteString varint(long value) {
        ByteString.Output out = ByteString.newOutput(10);
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.write((int) (rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        out.write((int) rest);
        return out.toByteString();
    }

    private static ByteString derElement(int tag, ByteString content) {
        ByteArrayOutputStream head = new ByteArrayOutputStream(6);
        head.write(tag);
        int size = content.size();
        if (size < 0x80) {
            head.write(size);
        } else {
            byte[] length = BigInteger.valueOf(size).toByteArray();
            int from = length[0] == 0 ? 1 : 0;
            head.write(0x80 | (length.length - from));
            head.write(length, from, length.length - from);
        }
        return ByteString.copyFrom(head.toByteArray()).concat(content);
    }

    /** A new SHA-256, for what comes in pieces. */
    public static MessageDigest sha256Digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
