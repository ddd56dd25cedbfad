package org.gridbourse.network.genesis;

/**
 * When the orderer cuts a block.
 *
 * @param timeoutMillis at the latest this long after the first transaction of the block
 * @param maxMessages at the latest with this many transactions
 * @param absoluteMaxBytes no transaction may be larger
 * @param preferredMaxBytes a block is cut before it would grow beyond this; a larger transaction has a block of its own
 */
public record Batch(int timeoutMillis, int maxMessages, int absoluteMaxBytes, int preferredMaxBytes) {
    private static final int MEGABYTE = 1024 * 1024;

    public Batch {
        if (timeoutMillis < 1 || maxMessages < 1 || preferredMaxBytes < 1 || absoluteMaxBytes < preferredMaxBytes) {
            throw new IllegalArgumentException(
                    "timeoutMillis (%d), maxMessages (%d) and preferredMaxBytes (%d) must be at least 1, absoluteMaxBytes (%d) at least preferredMaxBytes"
                            .formatted(timeoutMillis, maxMessages, preferredMaxBytes, absoluteMaxBytes));
        }
    }

    /** A quarter of a second, 200 transactions, 10 MB, 2 MB. */
    public static Batch standard() {
        return new Batch(250, 200, 10 * MEGABYTE, 2 * MEGABYTE);
    }
}
