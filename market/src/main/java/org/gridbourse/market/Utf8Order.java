package org.gridbourse.market;

import java.util.Comparator;

/**
 * The order of identifiers everywhere in the market: that of their UTF-8 bytes, unsigned, a prefix before what it
 * begins. It is Fabric's order of keys. {@link String#compareTo} differs from it beyond the basic plane.
 */
public enum Utf8Order implements Comparator<String> {
    BYTES;

    @Override
    public int compare(String left, String right) {
        int length = Math.min(left.length(), right.length());
        for (int i = 0; i < length; i++) {
            char l = left.charAt(i);
            char r = right.charAt(i);
            if (l != r) {
                return Integer.compare(rank(l), rank(r));
            }
        }
        return Integer.compare(left.length(), right.length());
    }

    /** UTF-8 sorts as code points do, so a surrogate stands above every character of the basic plane. */
    private static int rank(char unit) {
        return Character.isSurrogate(unit) ? unit + Character.MAX_VALUE : unit;
    }
}
