package org.gridbourse.gateway.agent;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gridbourse.gateway.fabric.SubmitOutcome.Refused;
import org.gridbourse.gateway.projection.LedgerRecord;
import org.gridbourse.gateway.projection.LedgerView;
import org.gridbourse.gateway.projection.RecordKind;
import org.gridbourse.gateway.projection.RecordReader;
import org.gridbourse.gateway.projection.SessionTerms;
import org.gridbourse.gateway.settings.AgentSettings.SessionSettings;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.order.OrderSchedule;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.record.CanonicalBytes;
import org.gridbourse.market.record.CanonicalBytes.Binding;
import org.gridbourse.market.record.Keys;
import org.gridbourse.market.rules.RuleSet;
import org.gridbourse.optimizer.DispatchPlan;

/** A node's part in the quotation: plan, order, seal; open the seal; prepay what was matched. */
final class SealedBidding {
    private static final int SALT_BYTES = 32;
    private static final int FIRST_REVISION = 1;

    /** The ledger's answer to orders that do not fit the account as it is by now; others may. */
    private static final Set<String> ACCOUNT_CHANGED =
            Set.of("INSUFFICIENT_FUNDS", "CLASS_LIMIT_EXCEEDED", "DECLARED_MAXIMUM_EXCEEDED");

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
        if (onLedger(RecordKind.COMMIT, sessionId) || desk.isOver(sessionId, AgentStep.COMMIT)) {
            return;
        }
        Optional<SealedOrders> sealed = journal.sealedOrders(node.participantId(), sessionId)
                .or(() -> seal(session, view.terms(sessionId).orElseThrow()));
        if (sealed.isEmpty()) {
            desk.skip(sessionId, AgentStep.COMMIT, "nothing to order that it needs, may and can pay for");
            return;
        }
        JsonObject request = request(sessionId)
                .put("revision", sealed.get().revision())
                .put("hash", sealed.get().hash())
                .put("declaredMaxWh", sealed.get().declaredMaxWh())
                .build();
        Optional<Refused> refusal = desk.submit(node.prosumer(), "commitOrders", request);
        if (refusal.isEmpty()) {
            desk.done(
                    sessionId,
                    AgentStep.COMMIT,
                    "up to %d Wh a period".formatted(sealed.get().declaredMaxWh()));
        } else if (ACCOUNT_CHANGED.contains(refusal.get().code())) {
            journal.discard(node.participantId(), sessionId, sealed.get());
            throw new NotReadyException("the account changed: " + refusal.get().detail());
        } else {
            desk.refused(sessionId, AgentStep.COMMIT, refusal.get());
        }
    }

    /** Plans and seals; what is sealed is in the database before it can be on the ledger. */
    private Optional<SealedOrders> seal(SessionSettings session, SessionTerms terms) {
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
                ScheduleJson.of(schedule),
                CanonicalBytes.ordersHash(binding, hex, schedule),
                OrderBudget.declaredMax(schedule).wh());
        journal.keep(node.participantId(), session.sessionId(), sealed);
        return Optional.of(sealed);
    }

    private OrderBudget budget(SessionTerms terms) {
        RecordReader participant = reader(Keys.participant(node.participantId()));
        RecordReader account = reader(Keys.account(node.participantId()));
        RuleSet rules = view.rules(terms.ruleVersion());
        return new OrderBudget(
                rules.termsAt(account.integer("creditScore")),
                new Energy(participant.number("tieLineWh")),
                new Money(account.number("walletNano")));
    }

    void reveal(SessionSettings session) {
        String sessionId = session.sessionId();
        Optional<SealedOrders> sealed = journal.sealedOrders(node.participantId(), sessionId);
        if (sealed.isEmpty()
                || !onLedger(RecordKind.COMMIT, sessionId)
                || onLedger(RecordKind.ORDERS, sessionId)
                || desk.isOver(sessionId, AgentStep.REVEAL)) {
            return;
        }
        if (!session.behaviour().reveal()) {
            desk.skip(sessionId, AgentStep.REVEAL, "its behaviour is not to reveal");
            return;
        }
        JsonObject request = request(sessionId)
                .put("revision", sealed.get().revision())
                .put("salt", sealed.get().salt())
                .put("schedule", sealed.get().schedule())
                .build();
        if (desk.send(node.prosumer(), sessionId, AgentStep.REVEAL, "revealOrders", request)) {
            desk.done(sessionId, AgentStep.REVEAL, "orders are open");
        }
    }

    void prepay(SessionSettings session) {
        String sessionId = session.sessionId();
        if (!hasTraded(sessionId)
                || onLedger(RecordKind.PREPAYMENT, sessionId)
                || desk.isOver(sessionId, AgentStep.PREPAY)) {
            return;
        }
        if (!session.behaviour().prepay()) {
            desk.skip(sessionId, AgentStep.PREPAY, "its behaviour is not to prepay");
            return;
        }
        JsonObject request = request(sessionId).build();
        if (desk.send(node.prosumer(), sessionId, AgentStep.PREPAY, "prepay", request)) {
            desk.done(sessionId, AgentStep.PREPAY, "its trades are paid for");
        }
    }

    private boolean hasTraded(String sessionId) {
        List<LedgerRecord> positions = view.ofSession(RecordKind.POSITION, sessionId, node.participantId());
        return positions.stream()
                .map(RecordReader::of)
                .anyMatch(position -> position.number("boughtWh") > 0 || position.number("soldWh") > 0);
    }

    private boolean onLedger(RecordKind kind, String sessionId) {
        return !view.ofSession(kind, sessionId, node.participantId()).isEmpty();
    }

    private RecordReader reader(String key) {
        return RecordReader.of(
                view.find(key).orElseThrow(() -> new NotReadyException(key + " is not on the ledger yet")));
    }

    private JsonObject.Builder request(String sessionId) {
        return JsonObject.builder().put("sessionId", sessionId).put("participantId", node.participantId());
    }
}
