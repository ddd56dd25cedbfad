package org.gridbourse.blocks;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import java.util.List;
import java.util.stream.Stream;

/** Protobuf's messages as this module needs them: parse errors become {@link MalformedException}. */
final class Wire {
    private Wire() {}

    static <T> T parse(Parser<T> parser, ByteString bytes, String part) {
        try {
            return parser.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new MalformedException(part, e);
        }
    }

    /** Whether bytes stand in a message, or in a message inside it, that no field of it explains. */
    static boolean hasUnexplainedBytes(Message message) {
        if (!message.getUnknownFields().asMap().isEmpty()) {
            return true;
        }
        return message.getAllFields().values().stream()
                .flatMap(value -> value instanceof List<?> list ? list.stream() : Stream.of(value))
                .anyMatch(value -> value instanceof Message inner && hasUnexplainedBytes(inner));
    }
}
