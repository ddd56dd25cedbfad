package org.gridbourse.market.transaction;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.gridbourse.market.record.Keys;
import org.gridbourse.market.state.StateEntry;
import org.gridbourse.market.state.StateView;

/**
 * The participants in the order of their ids with a slash behind, in which records of sessions list them: there {@code
 * a-b/} stands before {@code a/}, as a hyphen is less than a slash.
 */
final class SlashOrder implements Iterator<StateEntry> {
    private static final String PREFIX = Keys.all("participant");

    private final Iterator<StateEntry> entries;
    private final String cursor;
    private final Deque<StateEntry> heldBack = new ArrayDeque<>();
    private Optional<StateEntry> ahead;

    /** Begins at the participant {@code cursor}, or with the first where that is empty. */
    SlashOrder(StateView view, String cursor) {
        this.cursor = cursor;
        this.entries = view.entries(PREFIX, cursor.isEmpty() ? PREFIX : Keys.participant(cursor));
        for (int i = cursor.indexOf('-'); i > 0; i = cursor.indexOf('-', i + 1)) {
            view.entry(Keys.participant(cursor.substring(0, i))).ifPresent(heldBack::push);
        }
        advance();
    }

    private void advance() {
        ahead = Optional.empty();
        while (ahead.isEmpty() && entries.hasNext()) {
            StateEntry next = entries.next();
            // those that begin with the cursor and a hyphen stand before it
            ahead = id(next).startsWith(cursor + "-") && !cursor.isEmpty() ? Optional.empty() : Optional.of(next);
        }
    }

    @Override
    public boolean hasNext() {
        return ahead.isPresent() || !heldBack.isEmpty();
    }

    @Override
    public StateEntry next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        while (ahead.isPresent() && (heldBack.isEmpty() || id(ahead.get()).startsWith(id(heldBack.peek()) + "-"))) {
            heldBack.push(ahead.get());
            advance();
        }
        return heldBack.pop();
    }

    private static String id(StateEntry entry) {
        return Keys.lastPart(entry.key());
    }
}
