package org.gridbourse.blocks;

import java.util.Comparator;

/**
 * The order of keys and namespaces in Fabric: that of their UTF-8 bytes. It is the order of code points and differs from
 * {@link String#compareTo} between U+E000..U+FFFF and the surrogate pairs.
 */
public final class KeyOrder {
    /** Compares as the unsigned UTF-8 bytes of the two strings compare. */
    public static final Comparator<String> UTF8 = KeyOrder::compare;

    private KeyOrder() {}

    private static int compare(String left, String right) {
        if (left.equals(right)) {
            return 0;
        }
        int shorter = Math.min(left.length(), right.length());
        for (int i = 0; i < shorter; i++) {
            char a = left.charAt(i);
            char b = right.charAt(i);
            if (a != b) {
                boolean bothAreSurrogates = Character.isSurrogate(a) && Character.isSurrogate(b);
                if (bothAreSurrogates || !(Character.isSurrogate(a) || Character.isSurrogate(b))) {
                    return Character.compare(a, b);
                }
                // A surrogate stands for a code point above U+FFFF, beyond every single char.
                return Character.isSurrogate(a) ? 1 : -1;
            }
        }
        return Integer.compare(left.length(), right.length());
    }
}
