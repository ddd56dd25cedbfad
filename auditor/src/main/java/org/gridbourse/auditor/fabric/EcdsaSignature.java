package org.gridbourse.auditor.fabric;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERSequence;

/** The two numbers of an ECDSA signature, read from DER as leniently as Go reads it: bytes after them do not count. */
record EcdsaSignature(BigInteger r, BigInteger s) {
    static final BigInteger P256_ORDER =
            new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);
    private static final int SEQUENCE = 0x30;
    private static final int INTEGER = 0x02;

    static Optional<EcdsaSignature> parse(ByteString der) {
        Cursor outer = new Cursor(der, 0, der.size());
        return outer.element(SEQUENCE).flatMap(body -> {
            Optional<BigInteger> r = body.integer();
            Optional<BigInteger> s = body.integer();
            return r.isPresent() && s.isPresent()
                    ? Optional.of(new EcdsaSignature(r.get(), s.get()))
                    : Optional.empty();
        });
    }

    /** Whether S is in the lower half, as Fabric demands of every signature. */
    boolean isLowS(BigInteger order) {
        return s.compareTo(order.shiftRight(1)) <= 0;
    }

    /** Whether these bytes are the numbers in DER to the letter, with nothing after them. */
    boolean isEncodedAs(ByteString bytes) {
        try {
            return ByteString.copyFrom(der()).equals(bytes);
        } catch (IOException e) {
            return false;
        }
    }

    byte[] der() throws IOException {
        ASN1EncodableVector numbers = new ASN1EncodableVector();
        numbers.add(new ASN1Integer(r));
        numbers.add(new ASN1Integer(s));
        return new DERSequence(numbers).getEncoded(ASN1Encoding.DER);
    }

    /** Reads elements one after the other; nothing where there is none. */
    private static final class Cursor {
        private final ByteString bytes;
        private final int end;
        private int at;

        Cursor(ByteString bytes, int from, int end) {
            this.bytes = bytes;
            this.at = from;
            this.end = end;
        }

        Optional<Cursor> element(int tag) {
            if (end - at < 2 || (bytes.byteAt(at) & 0xff) != tag) {
                return Optional.empty();
            }
            int length = bytes.byteAt(at + 1) & 0xff;
            int from = at + 2;
            if (length == 0x81) {
                if (end - at < 3 || (length = bytes.byteAt(at + 2) & 0xff) < 0x80) {
                    return Optional.empty();
                }
                from = at + 3;
            } else if (length > 0x7f) {
                return Optional.empty();
            }
            if (length > end - from) {
                return Optional.empty();
            }
            at = from + length;
            return Optional.of(new Cursor(bytes, from, at));
        }

        Optional<BigInteger> integer() {
            return element(INTEGER).flatMap(content -> {
                byte[] value = bytes.substring(content.at, content.end).toByteArray();
                boolean minimal = value.length == 1
                        || value.length > 1 && !(value[0] == 0 && value[1] >= 0) && !(value[0] == -1 && value[1] < 0);
                if (!minimal) {
                    return Optional.empty();
                }
                BigInteger number = new BigInteger(value);
                return number.signum() > 0 ? Optional.of(number) : Optional.empty();
            });
        }
    }
}
