package org.gridbourse.market.transaction;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.gridbourse.market.Refusal;
import org.gridbourse.market.Require;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.record.Keys;
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.record.RulesRecord;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.market.request.ApproveRules;
import org.gridbourse.market.request.ProposeRules;
import org.gridbourse.market.rules.RuleSet;
import org.gridbourse.market.state.Access;
import org.gridbourse.market.state.Caller;
import org.gridbourse.market.state.Invocation;
import org.gridbourse.market.state.StateView;
import org.gridbourse.market.state.WorldState;

/** Versions of the rules: proposed by the grid company, approved by another organisation, in force from a session on. */
public final class RuleVersions {
    /** Reading rules asks for nothing: who asks does not matter. */
    private static final Invocation NOBODY =
            new Invocation("", "", "", new Caller("", Optional.empty(), Optional.empty()), Instant.EPOCH, "");

    private RuleVersions() {}

    public static List<Action<?>> actions() {
        return List.of(
                new Action<>(ProposeRules.FUNCTION, "RulesProposed", ProposeRules::read, RuleVersions::propose),
                new Action<>(ApproveRules.FUNCTION, "RulesApproved", ApproveRules::read, RuleVersions::approve));
    }

    /** The rules in force now, outside sessions, by the records of a ledger. */
    public static RuleSet inForce(WorldState state) {
        return inForce(new StateView(NOBODY, state));
    }

    /**
     * A version of the rules by the records of a ledger.
     *
     * @throws org.gridbourse.market.RefusedException where there is no such version
     */
    public static RuleSet version(WorldState state, int version) {
        return version(new StateView(NOBODY, state), version);
    }

    /** The rules of a session: its own version, for ever. */
    public static RuleSet of(StateView view, SessionRecord session) {
        return version(view, session.ruleVersion());
    }

    /** The rules in force now, outside sessions. */
    public static RuleSet inForce(StateView view) {
        return version(view, versionFor(view, Optional.empty()));
    }

    /** The version under which a session runs that is announced now: the last one whose first session has come. */
    static int versionFor(StateView view, Optional<String> announcedSessionId) {
        int inForce = RuleSet.version1().version();
        for (RulesRecord record : view.list(Keys.all("rules"), RecordType.RULES)) {
            boolean hasCome = announcedSessionId.equals(Optional.of(record.firstSessionId()))
                    || view.find(Keys.session(record.firstSessionId()), RecordType.SESSION)
                            .isPresent();
            if (record.approvedBy().isPresent() && hasCome) {
                inForce = record.rules().version();
            }
        }
        return inForce;
    }

    private static RuleSet version(StateView view, int version) {
        return view.find(Keys.rules(version), RecordType.RULES)
                .map(RulesRecord::rules)
                .orElseGet(() -> RuleSet.known(version));
    }

    private static JsonObject.Builder propose(Transaction transaction, ProposeRules request) {
        Access.requireOperator(transaction);
        RulesRecord wanted = new RulesRecord(
                request.rules(),
                request.firstSessionId(),
                transaction.invocation().caller().mspId(),
                Optional.empty());
        Optional<RulesRecord> existing = transaction.find(wanted.key(), RecordType.RULES);
        if (existing.isPresent()) {
            new Repeat()
                    .compare("rules", existing.get().rules(), wanted.rules())
                    .compare("firstSessionId", existing.get().firstSessionId(), wanted.firstSessionId())
                    .requireSame("rule version %s is proposed", request.rules().version());
            return Action.answer(wanted);
        }
        int last = RuleSet.version1().version();
        for (RulesRecord record : transaction.list(Keys.all("rules"), RecordType.RULES)) {
            last = record.rules().version();
        }
        Require.that(
                request.rules().version() == last + 1,
                Refusal.REVISION_OUT_OF_ORDER,
                "the next rule version is %s",
                last + 1);
        requireStillToCome(transaction, request.firstSessionId());
        transaction.put(wanted);
        return Action.answer(wanted);
    }

    private static void requireStillToCome(Transaction transaction, String sessionId) {
        Require.that(
                transaction.find(Keys.session(sessionId), RecordType.SESSION).isEmpty(),
                Refusal.RULES_INVALID,
                "session %s is announced already",
                sessionId);
    }

    private static JsonObject.Builder approve(Transaction transaction, ApproveRules request) {
        int version = request.ruleVersion();
        Access.requireRepresentative(transaction);
        String mspId = transaction.invocation().caller().mspId();
        RulesRecord proposed = transaction.get(Keys.rules(version), RecordType.RULES, Refusal.RULE_VERSION_UNKNOWN);
        Require.that(
                !proposed.proposedBy().equals(mspId),
                Refusal.SECOND_ORGANISATION_NEEDED,
                "version %s was proposed by %s, another organisation must approve it",
                version,
                mspId);
        if (proposed.approvedBy().isPresent()) {
            Require.that(
                    proposed.approvedBy().get().equals(mspId),
                    Refusal.CONFLICTING_DUPLICATE,
                    "rule version %s is approved already, by %s",
                    version,
                    proposed.approvedBy().get());
            return Action.answer(proposed);
        }
        requireStillToCome(transaction, proposed.firstSessionId());
        transaction.put(proposed.approved(mspId));
        return Action.answer(proposed);
    }
}
