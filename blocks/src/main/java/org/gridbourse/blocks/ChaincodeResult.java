package org.gridbourse.blocks;

import com.google.protobuf.ByteString;
import java.util.Optional;
import org.hyperledger.fabric.protos.peer.ChaincodeAction;

/**
 * What a chaincode answered, wrote and announced (Fabric's ChaincodeAction).
 *
 * @param bytes the serialized action
 * @param readWriteSet serialized {@link ReadWriteSet}
 * @param event serialized event, empty if none
 * @param status of the response, 200 when it was good
 * @param chaincode that says to have answered
 */
public record ChaincodeResult(
        ByteString bytes,
        ByteString readWriteSet,
        ByteString event,
        int status,
        String message,
        ByteString payload,
        ChaincodeName chaincode) {

    static ChaincodeResult parse(ByteString bytes) {
        ChaincodeAction action = Wire.parse(ChaincodeAction.parser(), bytes, "chaincode action");
        return new ChaincodeResult(
                bytes,
                action.getResults(),
                action.getEvents(),
                action.getResponse().getStatus(),
                action.getResponse().getMessage(),
                action.getResponse().getPayload(),
                new ChaincodeName(
                        action.hasChaincodeId(),
                        action.getChaincodeId().getName(),
                        action.getChaincodeId().getVersion()));
    }

    /** @throws MalformedException if it cannot be read */
    public ReadWriteSet readWrites() {
        return ReadWriteSet.parse(readWriteSet);
    }

    /** @throws MalformedException if it is there and cannot be read */
    public Optional<ChaincodeEvent> readEvent() {
        if (event.isEmpty()) {
            return Optional.empty();
        }
        var parsed = Wire.parse(org.hyperledger.fabric.protos.peer.ChaincodeEvent.parser(), event, "chaincode event");
        return Optional.of(new ChaincodeEvent(
                parsed.getChaincodeId(), parsed.getTxId(), parsed.getEventName(), parsed.getPayload()));
    }
}
