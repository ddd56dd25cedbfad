package org.gridbourse.market.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.json.JsonText;
import org.gridbourse.market.json.JsonValue;
import org.gridbourse.market.query.MarketQueries.InSession;
import org.gridbourse.market.record.AccountRecord;
import org.gridbourse.market.record.Codecs;
import org.gridbourse.market.record.FillRecord;
import org.gridbourse.market.record.Keys;
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.state.Access;
import org.gridbourse.market.state.StateEntry;
import org.gridbourse.market.state.StateView;
import org.gridbourse.market.transaction.RuleVersions;

/** What concerns one participant alone: its account, its readings, its statements, its credit. */
public final class AccountQueries {
    /** Records with postings on the accounts of the participant that they belong to. */
    private static final List<String> OWN_JOURNALS =
            List.of("commit", "orders", "release", "position", "prepayment", "default", "statement");

    /** Records of its partners that touch its locks: what settles a seller empties the escrow of its buyers. */
    private static final List<String> PARTNER_JOURNALS = List.of("default", "statement");

    private AccountQueries() {}

    public static List<Query<?>> queries() {
        return List.of(
                new Query<>("account", MarketQueries::participantId, AccountQueries::account),
                new Query<>("readings", InSession::read, (view, request) -> list(view, request, "reading")),
                new Query<>("statements", InSession::read, (view, request) -> list(view, request, "statement")),
                new Query<>("credit", CreditRequest::read, AccountQueries::credit),
                new Query<>("statementOfAccount", StatementRequest::read, AccountQueries::statementOfAccount));
    }

    private record CreditRequest(String participantId, Page page) {
        static CreditRequest read(Fields fields) {
            return new CreditRequest(MarketQueries.participantId(fields), Page.read(fields));
        }
    }

    private record StatementRequest(String participantId, Optional<String> sessionId, Page page) {
        static StatementRequest read(Fields fields) {
            return new StatementRequest(
                    MarketQueries.participantId(fields),
                    fields.has("sessionId") ? Optional.of(Codecs.id(fields, "sessionId")) : Optional.empty(),
                    Page.read(fields));
        }
    }

    private static JsonObject account(StateView view, String participantId) {
        Access.requireMayReadOf(view, participantId);
        AccountRecord account = view.account(participantId);
        return account.json()
                .put(
                        "class",
                        RuleVersions.inForce(view)
                                .classOf(account.creditScore())
                                .name())
                .build();
    }

    private static JsonObject list(StateView view, InSession request, String type) {
        Access.requireMayReadOf(view, request.participantId());
        view.session(request.sessionId());
        return request.page().list(view, Keys.inSession(type, request.sessionId(), request.participantId()));
    }

    private static JsonObject credit(StateView view, CreditRequest request) {
        Access.requireMayReadOf(view, request.participantId());
        return request.page().list(view, Keys.all("creditevent", request.participantId()));
    }

    private static JsonObject statementOfAccount(StateView view, StatementRequest request) {
        Access.requireMayReadOf(view, request.participantId());
        return request.sessionId()
                .map(sessionId -> request.page().cut(postings(view, sessionId, request.participantId())))
                .orElseGet(() -> cash(view, request));
    }

    /** All postings of a session on the accounts of a participant. */
    private static List<JsonObject> postings(StateView view, String sessionId, String participantId) {
        view.session(sessionId);
        List<JsonObject> postings = new ArrayList<>();
        for (String type : OWN_JOURNALS) {
            addPostings(view, Keys.inSession(type, sessionId, participantId), participantId, postings);
        }
        Set<String> partners = new TreeSet<>();
        for (FillRecord fill : view.list(Keys.inSession("fill", sessionId, participantId), RecordType.FILL)) {
            fill.parts().forEach(part -> partners.add(part.partner()));
        }
        for (String partner : partners) {
            for (String type : PARTNER_JOURNALS) {
                addPostings(view, Keys.inSession(type, sessionId, partner), participantId, postings);
            }
        }
        return postings;
    }

    private static void addPostings(StateView view, String prefix, String participantId, List<JsonObject> postings) {
        view.entries(prefix, prefix).forEachRemaining(entry -> postings.addAll(postings(entry, participantId)));
    }

    /** The postings of one record on the accounts of a participant. */
    private static List<JsonObject> postings(StateEntry entry, String participantId) {
        List<JsonObject> postings = new ArrayList<>();
        JsonArray journal = (JsonArray) Page.json(entry).get("journal").orElseGet(() -> JsonArray.of(List.of()));
        for (JsonValue element : journal.elements()) {
            JsonObject posting = (JsonObject) element;
            String account = ((JsonText) posting.get("account").orElseThrow()).value();
            if (account.endsWith(":" + participantId)) {
                JsonObject.Builder builder = JsonObject.builder().put("key", entry.key());
                posting.members().forEach(builder::put);
                postings.add(builder.build());
            }
        }
        return postings;
    }

    /** Without a session: what was paid in and out. The bookmark runs through deposits, then withdrawals. */
    private static JsonObject cash(StateView view, StatementRequest request) {
        boolean withdrawals = request.page().bookmark().startsWith(Keys.all("withdrawal"));
        String prefix = Keys.all(withdrawals ? "withdrawal" : "deposit");
        JsonObject page = request.page().list(view, prefix, record -> ofParticipant(record, request.participantId()));
        boolean depositsEnd = !withdrawals && page.get("bookmark").equals(Optional.of(new JsonText("")));
        return depositsEnd
                ? JsonObject.builder()
                        .put("bookmark", Keys.all("withdrawal"))
                        .put("items", page.get("items").orElseThrow())
                        .build()
                : page;
    }

    private static Optional<JsonObject> ofParticipant(JsonObject record, String participantId) {
        return Optional.of(record)
                .filter(each -> each.get("participantId").equals(Optional.of(new JsonText(participantId))));
    }
}
