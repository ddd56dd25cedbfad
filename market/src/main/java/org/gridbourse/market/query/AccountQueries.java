package org.gridbourse.market.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.json.JsonText;
import org.gridbourse.market.money.Posting;
import org.gridbourse.market.record.AccountRecord;
import org.gridbourse.market.record.FillRecord;
import org.gridbourse.market.record.JournalCodecs;
import org.gridbourse.market.record.JournalRecord;
import org.gridbourse.market.record.Keys;
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.request.AskCredit;
import org.gridbourse.market.request.AskInSession;
import org.gridbourse.market.request.AskParticipant;
import org.gridbourse.market.request.AskStatementOfAccount;
import org.gridbourse.market.state.Access;
import org.gridbourse.market.state.StateView;
import org.gridbourse.market.transaction.RuleVersions;

/** What concerns one participant alone: its account, its readings, its statements, its credit. */
public final class AccountQueries {
    /** Records with postings on the accounts of the participant that they belong to. */
    private static final List<RecordType<? extends JournalRecord>> OWN_JOURNALS = List.of(
            RecordType.COMMIT,
            RecordType.ORDERS,
            RecordType.RELEASE,
            RecordType.POSITION,
            RecordType.PREPAYMENT,
            RecordType.DEFAULT,
            RecordType.STATEMENT,
            RecordType.COMPENSATION,
            RecordType.PAYOUT);

    /** Records of its partners that touch its locks: what settles a seller empties the escrow of its buyers. */
    private static final List<RecordType<? extends JournalRecord>> PARTNER_JOURNALS =
            List.of(RecordType.DEFAULT, RecordType.STATEMENT, RecordType.COMPENSATION);

    private AccountQueries() {}

    public static List<Query<?>> queries() {
        return List.of(
                new Query<>(AskParticipant.ACCOUNT, AskParticipant.of(AskParticipant.ACCOUNT), AccountQueries::account),
                ofParticipant(AskInSession.READINGS, RecordType.READING),
                ofParticipant(AskInSession.STATEMENTS, RecordType.STATEMENT),
                new Query<>(AskCredit.FUNCTION, AskCredit::read, AccountQueries::credit),
                new Query<>(
                        AskStatementOfAccount.FUNCTION,
                        AskStatementOfAccount::read,
                        AccountQueries::statementOfAccount));
    }

    private static JsonObject account(StateView view, AskParticipant request) {
        String participantId = request.participantId();
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

    private static Query<AskInSession> ofParticipant(String function, RecordType<?> type) {
        return new Query<>(function, AskInSession.of(function), (view, request) -> {
            Access.requireMayReadOf(view, request.participantId());
            view.session(request.sessionId());
            String prefix = Keys.inSession(type.name(), request.sessionId(), request.participantId());
            return Page.of(request.page()).list(view, prefix);
        });
    }

    private static JsonObject credit(StateView view, AskCredit request) {
        Access.requireMayReadOf(view, request.participantId());
        return Page.of(request.page()).list(view, Keys.all("creditevent", request.participantId()));
    }

    private static JsonObject statementOfAccount(StateView view, AskStatementOfAccount request) {
        Access.requireMayReadOf(view, request.participantId());
        return request.sessionId()
                .map(sessionId -> Page.of(request.page()).cut(postings(view, sessionId, request.participantId())))
                .orElseGet(() -> cash(view, request));
    }

    /** All postings of a session on the accounts of a participant. */
    private static List<JsonObject> postings(StateView view, String sessionId, String participantId) {
        view.session(sessionId);
        List<JournalRecord> records = new ArrayList<>(records(view, OWN_JOURNALS, sessionId, participantId));
        Set<String> partners = new TreeSet<>();
        for (FillRecord fill : view.list(Keys.inSession("fill", sessionId, participantId), RecordType.FILL)) {
            fill.parts().forEach(part -> partners.add(part.partner()));
        }
        partners.forEach(partner -> records.addAll(records(view, PARTNER_JOURNALS, sessionId, partner)));
        return records.stream()
                .flatMap(record -> postings(record, participantId).stream())
                .toList();
    }

    private static List<JournalRecord> records(
            StateView view, List<RecordType<? extends JournalRecord>> types, String sessionId, String participantId) {
        List<JournalRecord> records = new ArrayList<>();
        types.forEach(type -> records.addAll(view.list(Keys.inSession(type.name(), sessionId, participantId), type)));
        return records;
    }

    /** The postings in one record on the accounts of a participant. */
    private static List<JsonObject> postings(JournalRecord record, String participantId) {
        List<JsonObject> postings = new ArrayList<>();
        for (Posting posting : record.journal().postings()) {
            if (posting.account().isOf(participantId)) {
                JsonObject.Builder builder = JsonObject.builder().put("key", record.key());
                JournalCodecs.json(posting).members().forEach(builder::put);
                postings.add(builder.build());
            }
        }
        return postings;
    }

    /** Without a session: what was paid in and out. The bookmark runs through deposits, then withdrawals. */
    private static JsonObject cash(StateView view, AskStatementOfAccount request) {
        boolean withdrawals = request.page().bookmark().startsWith(Keys.all("withdrawal"));
        String prefix = Keys.all(withdrawals ? "withdrawal" : "deposit");
        JsonObject page =
                Page.of(request.page()).list(view, prefix, record -> ofParticipant(record, request.participantId()));
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
                .filter(each -> RecordType.DEPOSIT.read(each).participantId().equals(participantId));
    }
}
