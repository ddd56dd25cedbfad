package org.gridbourse.auditor.fabric;

import java.util.List;
import java.util.Optional;
import org.gridbourse.blocks.StateKey;
import org.gridbourse.blocks.StateUpdates;
import org.gridbourse.blocks.StateValue;

/** The world state in the middle of a block, on top of the committed one. */
record BlockView(StateStore committed, StateUpdates updates, ChannelConfig config) implements ChainCheck.StateView {
    @Override
    public Optional<StateValue> get(StateKey key) {
        return updates.get(key).or(() -> committed.get(key)).filter(value -> !value.isDelete());
    }

    @Override
    public List<String> endorsers(OrderedTransaction transaction) {
        return config.membership().signers(transaction.endorsements()).stream()
                .filter(Member::isValid)
                .map(Member::mspId)
                .toList();
    }
}
