package org.gridbourse.blocks;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;

/** The one place where protobuf's parse errors become {@link MalformedException}. */
final class Wire {
    private Wire() {}

    static <T> T parse(Parser<T> parser, ByteString bytes, String part) {
        try {
            return parser.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new MalformedException(part, e);
        }
    }
}
