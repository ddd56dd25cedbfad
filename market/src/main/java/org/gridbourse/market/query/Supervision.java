package org.gridbourse.market.query;

import java.util.Iterator;
import java.util.List;
import org.gridbourse.market.Refusal;
import org.gridbourse.market.Require;
import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.Json;
import org.gridbourse.market.json.JsonException;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.record.Keys;
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.market.request.AskSupervision;
import org.gridbourse.market.state.Access;
import org.gridbourse.market.state.StateEntry;
import org.gridbourse.market.state.StateView;
import org.gridbourse.market.transaction.RuleVersions;

/**
 * What no price rule prevents and a supervisor looks for: {@link ShortSales} near buyers and {@link UnopenedSeals} where
 * somebody gained. It names coincidences, not guilt. Statements are read call by call; the last page has the answer.
 */
final class Supervision {
    private final String prefix;
    private final ShortSales shortSales;
    private String key;

    private Supervision(SessionRecord session, ShortSales shortSales) {
        this.prefix = Keys.all("statement", session.sessionId());
        this.shortSales = shortSales;
        this.key = prefix;
    }

    static SupervisionAnswer answer(StateView view, AskSupervision request) {
        Access.requireSupervision(view);
        SessionRecord session = view.session(request.sessionId());
        int tolerance = RuleVersions.of(view, session).credit().tolerancePercent();
        Supervision supervision = new Supervision(session, new ShortSales(view, session, tolerance));
        supervision.goOnFrom(request.page().bookmark());
        boolean done = supervision.addStatements(view, request.statements());
        return new SupervisionAnswer(
                request.sessionId(),
                done ? "" : supervision.bookmark(),
                done ? supervision.shortSales.answer() : List.of(),
                done ? new UnopenedSeals(view, session).answer() : List.of());
    }

    private void goOnFrom(String bookmark) {
        if (bookmark.isEmpty()) {
            return;
        }
        try {
            Fields.read(bookmark, this::read);
        } catch (JsonException | IllegalArgumentException notOurs) {
            throw Require.refused(Refusal.REQUEST_INVALID, "the bookmark is of another list");
        }
        Require.that(key.startsWith(prefix), Refusal.REQUEST_INVALID, "the bookmark is of another session");
    }

    private Supervision read(Fields fields) {
        key = fields.text("key");
        shortSales.read(fields);
        return this;
    }

    private String bookmark() {
        return Json.write(JsonObject.builder()
                .put("key", key)
                .put("shorts", shortSales.bookmark())
                .build());
    }

    /** Answers whether all are read. */
    private boolean addStatements(StateView view, int most) {
        Iterator<StateEntry> entries = view.entries(prefix, key);
        for (int read = 0; entries.hasNext(); read++) {
            StateEntry entry = entries.next();
            if (read == most) {
                key = entry.key();
                return false;
            }
            shortSales.add(RecordType.STATEMENT.read(entry.value()));
        }
        return true;
    }
}
