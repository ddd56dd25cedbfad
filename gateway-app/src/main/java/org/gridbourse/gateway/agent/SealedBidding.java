package org.gridbourse.gateway.agent;

import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import org.gridbourse.gateway.fabric.SubmitOutcome.Refused;
import org.gridbourse.gateway.projection.LedgerView;
import org.gridbourse.gateway.settings.AgentSettings.SessionSettings;
import org.gridbourse.market.Refusal;
import org.gridbourse.market.order.OrderSchedule;
import org.gridbourse.market.record.AccountRecord;
import org.gridbourse.market.record.CanonicalBytes;
import org.gridbourse.market.record.CanonicalBytes.Binding;
import org.gridbourse.market.record.CommitRecord.Sealed;
import org.gridbourse.market.record.Keys;
import org.gridbourse.market.record.ParticipantRecord;
import org.gridbourse.market.record.PositionRecord;
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.market.record.StateRecord;
import org.gridbourse.market.request.CommitOrders;
import org.gridbourse.market.request.Prepay;
import org.gridbourse.market.request.RevealOrders;
import org.gridbourse.market.rules.RuleSet;
import org.gridbourse.optimizer.DispatchPlan;

/** A node's part in the quotation: plan, order, seal; open the seal; prepay what was matched. */
final class SealedBidding {
    private static final int SALT_BYTES = 32;
    private static final int FIRST_REVISION = 1;

    /** The ledger's answer to orders that do not fit the account as it is by now; others may. */
    private static final Set<Refusal> ACCOUNT_CHANGED =
            EnumSet.of(Refusal.INSUFFICIENT_FUNDS, Refusal.CLASS_LIMIT_EXCEEDED, Refusal.DECLARED_MAXIMUM_EXCEEDED);

    private final Node node;
    private final String channel;
    private final LedgerView view;
    private final AgentJournal journal;
    private final StepDesk desk;
    private final SecureRandom random = new SecureRandom();

    SealedBidding(Node node, String channel, LedgerView view, AgentJournal journal, StepDesk desk) {
        this.node = node;
        this.channel = channel;
        this.view = view;
        this.journal = journal;
        this.desk = desk;
    }

    void commit(SessionSettings session) {
        String sessionId = session.sessionId();
        if (onLedger(RecordType.COMMIT, sessionId) || desk.isOver(sessionId, AgentStep.COMMIT)) {
            return;
        }
        Optional<SealedOrders> sealed = journal.sealedOrders(node.participantId(), sessionId)
                .or(() -> seal(session, view.session(sessionId).orElseThrow()));
        if (sealed.isEmpty()) {
            desk.skip(sessionId, AgentStep.COMMIT, "nothing to order that it needs, may and can pay for");
            return;
        }
        CommitOrders request = new CommitOrders(
                sessionId,
                node.participantId(),
                sealed.get().revision(),
                sealed.get().sealed());
        Optional<Refused> refusal = desk.submit(node.prosumer(), request);
        if (refusal.isEmpty()) {
            desk.done(
                    sessionId,
                    AgentStep.COMMIT,
                    "up to %d Wh a period"
                            .formatted(sealed.get().sealed().declaredMax().wh()));
        } else if (refusal.get().refusal().filter(ACCOUNT_CHANGED::contains).isPresent()) {
            journal.discard(node.participantId(), sessionId, sealed.get());
            throw new NotReadyException("the account changed: " + refusal.get().detail());
        } else {
            desk.refused(sessionId, AgentStep.COMMIT, refusal.get());
        }
    }

    /** Plans and seals; what is sealed is in the database before it can be on the ledger. */
    private Optional<SealedOrders> seal(SessionSettings session, SessionRecord terms) {
        DispatchPlan plan = node.planner().plan(DayPlanner.day(session.forecast(), terms));
        OrderSchedule schedule = budget(terms)
                .orders(
                        PositionPlanner.positions(plan),
                        new OrderPolicy(node.settings().limitMargins()),
                        terms.tariffs());
        if (schedule.orders().isEmpty()) {
            return Optional.empty();
        }
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        String hex = HexFormat.of().formatHex(salt);
        Binding binding = new Binding(channel, session.sessionId(), node.participantId(), FIRST_REVISION);
        SealedOrders sealed = new SealedOrders(
                FIRST_REVISION,
                hex,
                schedule,
                new Sealed(CanonicalBytes.ordersHash(binding, hex, schedule), OrderBudget.declaredMax(schedule)));
        journal.keep(node.participantId(), session.sessionId(), sealed);
        return Optional.of(sealed);
    }

    private OrderBudget budget(SessionRecord terms) {
        ParticipantRecord participant = record(Keys.participant(node.participantId()), RecordType.PARTICIPANT);
        AccountRecord account = record(Keys.account(node.participantId()), RecordType.ACCOUNT);
        RuleSet rules = view.rules(terms.ruleVersion());
        return new OrderBudget(
                rules.termsAt(account.creditScore()),
                participant.tieLine(),
                account.balances().wallet());
    }

    void reveal(SessionSettings session) {
        String sessionId = session.sessionId();
        Optional<SealedOrders> sealed = journal.sealedOrders(node.participantId(), sessionId);
        if (sealed.isEmpty()
                || !onLedger(RecordType.COMMIT, sessionId)
                || onLedger(RecordType.ORDERS, sessionId)
                || desk.isOver(sessionId, AgentStep.REVEAL)) {
            return;
        }
        if (!session.behaviour().reveal()) {
            desk.skip(sessionId, AgentStep.REVEAL, "its behaviour is not to reveal");
            return;
        }
        RevealOrders request = new RevealOrders(
                sessionId,
                node.participantId(),
                sealed.get().revision(),
                sealed.get().salt(),
                sealed.get().schedule());
        if (desk.send(node.prosumer(), sessionId, AgentStep.REVEAL, request)) {
            desk.done(sessionId, AgentStep.REVEAL, "orders are open");
        }
    }

    void prepay(SessionSettings session) {
        String sessionId = session.sessionId();
        if (!hasTraded(sessionId)
                || onLedger(RecordType.PREPAYMENT, sessionId)
                || desk.isOver(sessionId, AgentStep.PREPAY)) {
            return;
        }
        if (!session.behaviour().prepay()) {
            desk.skip(sessionId, AgentStep.PREPAY, "its behaviour is not to prepay");
            return;
        }
        Prepay request = new Prepay(sessionId, node.participantId());
        if (desk.send(node.prosumer(), sessionId, AgentStep.PREPAY, request)) {
            desk.done(sessionId, AgentStep.PREPAY, "its trades are paid for");
        }
    }

    private boolean hasTraded(String sessionId) {
        return view.ofSession(RecordType.POSITION, sessionId, node.participantId()).stream()
                .anyMatch(PositionRecord::isMatched);
    }

    private boolean onLedger(RecordType<?> type, String sessionId) {
        return !view.ofSession(type, sessionId, node.participantId()).isEmpty();
    }

    private <T extends StateRecord> T record(String key, RecordType<T> type) {
        return view.find(key, type).orElseThrow(() -> new NotReadyException(key + " is not on the ledger yet"));
    }
}
