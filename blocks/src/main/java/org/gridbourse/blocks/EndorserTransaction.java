package org.gridbourse.blocks;

import com.google.protobuf.ByteString;
import java.util.List;
import org.hyperledger.fabric.protos.peer.Transaction;

/**
 * A transaction that organisations endorsed.
 *
 * @param actions exactly one in every good transaction
 */
public record EndorserTransaction(List<TransactionAction> actions) {
    public EndorserTransaction {
        actions = List.copyOf(actions);
    }

    static EndorserTransaction parse(ByteString bytes) {
        return new EndorserTransaction(Wire.parse(Transaction.parser(), bytes, "transaction").getActionsList().stream()
                .map(action -> new TransactionAction(action.getHeader(), action.getPayload()))
                .toList());
    }
}
