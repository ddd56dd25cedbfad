package org.gridbourse.network.embedded.gateway;

import java.util.Optional;
import org.gridbourse.blocks.Block;
import org.gridbourse.blocks.ChaincodeEvent;
import org.gridbourse.blocks.ChannelHeader;
import org.gridbourse.blocks.EnvelopePayload;
import org.gridbourse.blocks.SignedEnvelope;
import org.hyperledger.fabric.protos.gateway.ChaincodeEventsRequest;
import org.hyperledger.fabric.protos.gateway.ChaincodeEventsResponse;
import org.hyperledger.fabric.protos.peer.TxValidationCode;

/** Picks one chaincode's events out of blocks: those of valid transactions, after the one that the client has seen last. */
final class ChaincodeEvents {
    private final String chaincode;
    private final String lastSeen;
    private boolean passedLastSeen;

    ChaincodeEvents(ChaincodeEventsRequest request) {
        this.chaincode = request.getChaincodeId();
        this.lastSeen = request.getAfterTransactionId();
        this.passedLastSeen = lastSeen.isEmpty();
    }

    /** The block's events, if it has any for this client. */
    Optional<ChaincodeEventsResponse> of(Block block) {
        ChaincodeEventsResponse.Builder response =
                ChaincodeEventsResponse.newBuilder().setBlockNumber(block.number());
        for (int i = 0; i < block.envelopes().size(); i++) {
            if (block.recordedCode(i) == TxValidationCode.VALID) {
                event(SignedEnvelope.parse(block.envelopes().get(i)).content())
                        .filter(this::isWanted)
                        .ifPresent(event -> response.addEvents(message(event)));
            }
        }
        return response.getEventsCount() == 0 ? Optional.empty() : Optional.of(response.build());
    }

    private boolean isWanted(ChaincodeEvent event) {
        if (!passedLastSeen) {
            passedLastSeen = event.transactionId().equals(lastSeen);
            return false;
        }
        return event.chaincode().equals(chaincode);
    }

    static Optional<ChaincodeEvent> event(EnvelopePayload payload) {
        ChannelHeader header = payload.readChannelHeader();
        if (!header.isEndorserTransaction()) {
            return Optional.empty();
        }
        return payload.transaction().actions().get(0).endorsedAction().result().readEvent();
    }

    private static org.hyperledger.fabric.protos.peer.ChaincodeEvent message(ChaincodeEvent event) {
        return org.hyperledger.fabric.protos.peer.ChaincodeEvent.newBuilder()
                .setChaincodeId(event.chaincode())
                .setTxId(event.transactionId())
                .setEventName(event.name())
                .setPayload(event.payload())
                .build();
    }
}
