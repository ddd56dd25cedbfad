package org.gridbourse.blocks;

import com.google.protobuf.ByteString;

/**
 * A place in the world state. Ordered by namespace, then collection (public keys first), then key, each by its bytes.
 *
 * @param collection empty for public keys
 * @param key in UTF-8 bytes, or its hash in a collection
 */
public record StateKey(String namespace, String collection, ByteString key) implements Comparable<StateKey> {

    /** A public key. */
    public static StateKey of(String namespace, String key) {
        return new StateKey(namespace, "", utf8(key));
    }

    @Override
    public int compareTo(StateKey other) {
        int byNamespace = KeyOrder.UTF8.compare(namespace, other.namespace);
        if (byNamespace != 0) {
            return byNamespace;
        }
        int byCollection = KeyOrder.UTF8.compare(collection, other.collection);
        return byCollection != 0 ? byCollection : compareBytes(key, other.key);
    }

    /** As {@link ByteString#unsignedLexicographicalComparator}, which takes several times as long. */
    private static int compareBytes(ByteString left, ByteString right) {
        int shorter = Math.min(left.size(), right.size());
        for (int i = 0; i < shorter; i++) {
            byte a = left.byteAt(i);
            byte b = right.byteAt(i);
            if (a != b) {
                return Byte.compareUnsigned(a, b);
            }
        }
        return Integer.compare(left.size(), right.size());
    }

    static ByteString utf8(String key) {
        return ByteString.copyFromUtf8(key);
    }
}
