package org.gridbourse.blocks;

import com.google.protobuf.ByteString;

/** The transaction that wrote a key last: its block and its index there; both unsigned. */
public record Version(long block, long transaction) {

    /** Order-preserving bytes: each number as its length, then big-endian without leading zeros. */
    public ByteString toBytes() {
        ByteString.Output out = ByteString.newOutput(18);
        write(out, block);
        write(out, transaction);
        return out.toByteString();
    }

    private static void write(ByteString.Output out, long number) {
        int length = (Long.SIZE - Long.numberOfLeadingZeros(number) + 7) / 8;
        out.write(length);
        for (int shift = 8 * (length - 1); shift >= 0; shift -= 8) {
            out.write((int) (number >>> shift) & 0xff);
        }
    }
}
