package org.gridbourse.market.json;

/**
 * How large a document may be before it is refused unread.
 *
 * @param maxDepth arrays and objects inside each other
 * @param maxLength length of the text in UTF-16 units
 */
public record Limits(int maxDepth, int maxLength) {

    /** For requests and records on the ledger. */
    public static final Limits LEDGER = new Limits(12, 4_000_000);

    /** For files that a person hands to a program of his own. */
    public static final Limits FILE = new Limits(32, 1_000_000_000);

    public Limits {
        if (maxDepth < 1 || maxLength < 1) {
            throw new IllegalArgumentException(
                    "maxDepth (%s) and maxLength (%s) must be at least 1".formatted(maxDepth, maxLength));
        }
    }
}
