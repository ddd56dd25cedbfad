package org.gridbourse.network.embedded.gateway;

import java.util.Optional;
import org.gridbourse.blocks.Block;
import org.gridbourse.blocks.ChaincodeEvent;
import org.gridbourse.blocks.ChannelHeader;
import org.gridbourse.blocks.EnvelopePayload;
import org.gridbourse.blocks.MalformedException;
import org.gridbourse.blocks.SignedEnvelope;
import org.hyperledger.fabric.protos.peer.FilteredBlock;
import org.hyperledger.fabric.protos.peer.FilteredChaincodeAction;
import org.hyperledger.fabric.protos.peer.FilteredTransaction;
import org.hyperledger.fabric.protos.peer.FilteredTransactionActions;

/** Blocks without what was asked and written: transaction ids, codes, and events without their payload. */
final class FilteredBlocks {
    private FilteredBlocks() {}

    static FilteredBlock of(Block block, String channel) {
        FilteredBlock.Builder filtered =
                FilteredBlock.newBuilder().setChannelId(channel).setNumber(block.number());
        for (int i = 0; i < block.envelopes().size(); i++) {
            FilteredTransaction.Builder transaction =
                    FilteredTransaction.newBuilder().setTxValidationCode(block.recordedCode(i));
            try {
                describe(SignedEnvelope.parse(block.envelopes().get(i)).content(), transaction);
            } catch (MalformedException e) {
                // what can be read of it is there
            }
            filtered.addFilteredTransactions(transaction);
        }
        return filtered.build();
    }

    private static void describe(EnvelopePayload payload, FilteredTransaction.Builder transaction) {
        ChannelHeader header = payload.readChannelHeader();
        transaction.setTxid(header.transactionId()).setTypeValue(header.type());
        if (header.isEndorserTransaction()) {
            Optional<ChaincodeEvent> event =
                    payload.transaction().actions().isEmpty() ? Optional.empty() : ChaincodeEvents.event(payload);
            transaction.setTransactionActions(actions(event));
        }
    }

    private static FilteredTransactionActions actions(Optional<ChaincodeEvent> event) {
        FilteredTransactionActions.Builder actions = FilteredTransactionActions.newBuilder();
        event.ifPresent(found -> actions.addChaincodeActions(FilteredChaincodeAction.newBuilder()
                .setChaincodeEvent(org.hyperledger.fabric.protos.peer.ChaincodeEvent.newBuilder()
                        .setChaincodeId(found.chaincode())
                        .setTxId(found.transactionId())
                        .setEventName(found.name()))));
        return actions.build();
    }
}
