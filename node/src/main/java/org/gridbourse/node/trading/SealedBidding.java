package org.gridbourse.node.trading;

import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.gridbourse.market.Refusal;
import org.gridbourse.market.order.OrderSchedule;
import org.gridbourse.market.order.StorageOffer;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.record.AccountRecord;
import org.gridbourse.market.record.CanonicalBytes;
import org.gridbourse.market.record.CanonicalBytes.Binding;
import org.gridbourse.market.record.CommitRecord;
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
import org.gridbourse.node.rule.Decision;
import org.gridbourse.node.rule.OpenSession;
import org.gridbourse.node.rule.OrderBudget;
import org.gridbourse.node.rule.SiteForecast;
import org.gridbourse.node.rule.Span;
import org.gridbourse.node.rule.StandingRule;
import org.gridbourse.node.rule.StorageOrders;
import org.gridbourse.node.rule.StorageWords;
import org.gridbourse.node.rule.SureOrders;
import org.gridbourse.node.trading.LedgerAccess.RefusedRequest;
import org.gridbourse.optimizer.Day;
import org.gridbourse.optimizer.DispatchPlan;

/** A node's part in the quotation: plan, order, seal; open the seal; prepay what was matched. */
final class SealedBidding {
    private static final int SALT_BYTES = 32;
    private static final int FIRST_REVISION = 1;

    /** The ledger's answer to orders that do not fit the account as it is by now; others may. */
    private static final Set<Refusal> ACCOUNT_CHANGED =
            EnumSet.of(Refusal.INSUFFICIENT_FUNDS, Refusal.CLASS_LIMIT_EXCEEDED, Refusal.DECLARED_MAXIMUM_EXCEEDED);

    private final Node node;
    private final DayForecasts forecasts;
    private final LedgerAccess market;
    private final NodeJournal journal;
    private final Steps steps;
    private final SecureRandom random = new SecureRandom();

    SealedBidding(Node node, Node.Ports ports, Steps steps) {
        this.node = node;
        this.forecasts = ports.forecasts();
        this.market = ports.market();
        this.journal = ports.journal();
        this.steps = steps;
    }

    void commit(String sessionId) {
        if (onLedger(RecordType.COMMIT, sessionId) || steps.isOver(sessionId, NodeStep.COMMIT)) {
            return;
        }
        Optional<SealedOrders> kept = journal.sealedOrders(sessionId);
        if (kept.isEmpty() && node.orders().get().rule().mode() == StandingRule.Mode.MANUAL) {
            return;
        }
        Optional<SealedOrders> sealed =
                kept.or(() -> seal(market.session(sessionId).orElseThrow()));
        if (sealed.isEmpty()) {
            steps.skip(sessionId, NodeStep.COMMIT, "nothing to order that it needs, may and can pay for");
            return;
        }
        CommitOrders request = new CommitOrders(
                sessionId,
                node.participantId(),
                sealed.get().revision(),
                sealed.get().sealed());
        Optional<RefusedRequest> refusal = market.submit(request);
        if (refusal.isEmpty()) {
            steps.done(
                    sessionId,
                    NodeStep.COMMIT,
                    "with %d nano at stake"
                            .formatted(sealed.get().sealed().declared().nano()));
        } else if (refusal.get().refusal().filter(ACCOUNT_CHANGED::contains).isPresent()) {
            journal.discard(sessionId, sealed.get());
            throw new NotReadyException("the account changed: " + refusal.get().detail());
        } else {
            steps.refused(sessionId, NodeStep.COMMIT, refusal.get());
        }
    }

    /** Plans and seals; what is sealed is in the database before it can be on the ledger. */
    private Optional<SealedOrders> seal(SessionRecord session) {
        Day day = forecasts.day(session);
        OrderSchedule schedule = orders(session, day);
        if (schedule.isEmpty()) {
            return Optional.empty();
        }
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        String hex = HexFormat.of().formatHex(salt);
        Binding binding = new Binding(market.channel(), session.sessionId(), node.participantId(), FIRST_REVISION);
        SealedOrders sealed = new SealedOrders(
                FIRST_REVISION,
                hex,
                schedule,
                new Sealed(
                        CanonicalBytes.ordersHash(binding, hex, schedule),
                        OrderBudget.declared(schedule, session.tariffs()),
                        false));
        journal.keep(session.sessionId(), sealed);
        return Optional.of(sealed);
    }

    /** A storage order where the site has a battery or a car, else orders of periods from its plan. */
    private OrderSchedule orders(SessionRecord session, Day day) {
        SiteForecast forecast = forecasts.expected(session);
        Map<String, Double> stateOfCharge = journal.stateOfCharge(session.startOf(0));
        DispatchPlan plan = node.planner().plan(day, session.tariffs(), stateOfCharge);
        journal.expect(session, DayPlanner.endOf(plan));
        Optional<StorageOffer> joint = new StorageOrders(
                        node.planner().site(), node.orders().get().rule())
                .decide(open(session), forecast, stateOfCharge, budget(session));
        List<Decision> decisions = joint.map(offer -> StorageWords.of(
                        offer, open(session).span(), node.orders().get().zone()))
                .orElseGet(() -> decide(session, forecast, plan));
        journal.keep(session.sessionId(), decisions);
        return joint.map(OrderSchedule::of).orElseGet(() -> SureOrders.orders(decisions));
    }

    /** What it foresees, plans and would order period by period, and why; nothing of it is kept or sent. */
    Outlook outlook(SessionRecord session) {
        SiteForecast forecast = forecasts.expected(session);
        DispatchPlan plan = node.planner()
                .plan(forecasts.day(session), session.tariffs(), journal.stateOfCharge(session.startOf(0)));
        return new Outlook(forecast, plan, decide(session, forecast, plan));
    }

    private List<Decision> decide(SessionRecord session, SiteForecast forecast, DispatchPlan plan) {
        return node.orders().get().decide(open(session), forecast, plan, Optional.of(budget(session)));
    }

    private static OpenSession open(SessionRecord session) {
        Span span = new Span(session.startOf(0), session.periodMinutes(), session.periods());
        return new OpenSession(session.sessionId(), span, session.tariffs());
    }

    private OrderBudget budget(SessionRecord session) {
        ParticipantRecord participant = record(Keys.participant(node.participantId()), RecordType.PARTICIPANT);
        AccountRecord account = record(Keys.account(node.participantId()), RecordType.ACCOUNT);
        RuleSet rules = market.rules(session.ruleVersion());
        return new OrderBudget(
                rules.termsAt(account.creditScore()),
                participant.limitsNow().atMost(session.energyMax()),
                account.free().max(Money.ZERO));
    }

    void reveal(String sessionId) {
        Optional<SealedOrders> sealed = journal.sealedOrders(sessionId);
        if (sealed.isEmpty()
                || !isInForce(sessionId, sealed.get().revision())
                || onLedger(RecordType.ORDERS, sessionId)
                || steps.isOver(sessionId, NodeStep.REVEAL)) {
            return;
        }
        if (!node.conduct().takes(sessionId, NodeStep.REVEAL)) {
            steps.skip(sessionId, NodeStep.REVEAL, "its behaviour is not to reveal");
            return;
        }
        RevealOrders request = new RevealOrders(
                sessionId,
                node.participantId(),
                sealed.get().revision(),
                sealed.get().salt(),
                sealed.get().schedule());
        if (steps.send(sessionId, NodeStep.REVEAL, request)) {
            steps.done(sessionId, NodeStep.REVEAL, "orders are open");
        }
    }

    void prepay(String sessionId) {
        if (!hasTraded(sessionId)
                || onLedger(RecordType.PREPAYMENT, sessionId)
                || steps.isOver(sessionId, NodeStep.PREPAY)) {
            return;
        }
        if (!node.conduct().takes(sessionId, NodeStep.PREPAY)) {
            steps.skip(sessionId, NodeStep.PREPAY, "its behaviour is not to prepay");
            return;
        }
        Prepay request = new Prepay(sessionId, node.participantId());
        if (steps.send(sessionId, NodeStep.PREPAY, request)) {
            steps.done(sessionId, NodeStep.PREPAY, "its trades are paid for");
        }
    }

    /** Whether that revision is the last one: its owner may have ordered himself, or withdrawn. */
    private boolean isInForce(String sessionId, int revision) {
        List<CommitRecord> commits = market.own(RecordType.COMMIT, sessionId);
        return commits.stream().mapToInt(CommitRecord::revision).max().orElse(0) == revision;
    }

    private boolean hasTraded(String sessionId) {
        return market.own(RecordType.POSITION, sessionId).stream().anyMatch(PositionRecord::isMatched);
    }

    private boolean onLedger(RecordType<?> type, String sessionId) {
        return !market.own(type, sessionId).isEmpty();
    }

    private <T extends StateRecord> T record(String key, RecordType<T> type) {
        return market.find(key, type).orElseThrow(() -> new NotReadyException(key + " is not on the ledger yet"));
    }
}
