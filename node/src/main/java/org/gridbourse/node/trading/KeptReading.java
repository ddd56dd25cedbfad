package org.gridbourse.node.trading;

import java.util.Optional;
import org.gridbourse.market.record.MeterReading;

/**
 * A signed reading of a node's journal.
 *
 * @param outcome how handing it in ended, {@link #ACCEPTED} or the code of a refusal; empty: it is still to be handed in
 */
public record KeptReading(MeterReading reading, Optional<String> outcome) {
    public static final String ACCEPTED = "ACCEPTED";

    public boolean isOpen() {
        return outcome.isEmpty();
    }

    boolean isRefused() {
        return outcome.isPresent() && !outcome.get().equals(ACCEPTED);
    }
}
