package org.gridbourse.blocks;

import com.google.protobuf.ByteString;
import java.util.List;

/**
 * What a client asked of a chaincode.
 *
 * @param chaincode the name in the invocation
 * @param arguments the function's name first
 */
public record ChaincodeInput(String chaincode, List<ByteString> arguments) {
    public ChaincodeInput {
        arguments = List.copyOf(arguments);
    }

    /** The function's name, empty if nothing was said. */
    public String function() {
        return arguments.isEmpty() ? "" : arguments.get(0).toStringUtf8();
    }
}
