package org.gridbourse.cli.evidence;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.gridbourse.market.bill.Bill;
import org.gridbourse.market.bill.SessionEnergy;
import org.gridbourse.market.money.Posting;
import org.gridbourse.market.order.PeriodOrder;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.record.ClearingRecord;
import org.gridbourse.market.record.ConsentRecord;
import org.gridbourse.market.record.CreditEventRecord;
import org.gridbourse.market.record.DefaultRecord;
import org.gridbourse.market.record.FillRecord;
import org.gridbourse.market.record.JournalRecord;
import org.gridbourse.market.record.OrdersRecord;
import org.gridbourse.market.record.ParticipantRecord;
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.record.RulesRecord;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.market.record.StatementRecord;
import org.gridbourse.market.rules.RuleSet;

/**
 * Everything that happened on the ledger, in the ledger's order.
 *
 * @param members the participants as last recorded, in the order of their ids
 * @param sessions as announced
 * @param rules versions that were proposed
 * @param orders as revealed
 * @param clearings one per period
 * @param trades and what became of each
 * @param fills what each order got
 * @param statements in their last revision, by session, participant and period
 * @param journals every record that moved money
 * @param creditEvents every change of a score
 * @param proposals how sessions with storage orders were cleared
 * @param consents each revision as it ended, by participant
 */
public record Evidence(
        List<ParticipantRecord> members,
        List<SessionRecord> sessions,
        List<RulesRecord> rules,
        List<OrdersRecord> orders,
        List<ClearingRecord> clearings,
        List<TradeRow> trades,
        List<FillRecord> fills,
        List<StatementRecord> statements,
        List<JournalRecord> journals,
        List<CreditEventRecord> creditEvents,
        ProposalEvidence proposals,
        List<ConsentRecord> consents) {
    public Evidence {
        members = List.copyOf(members);
        sessions = List.copyOf(sessions);
        rules = List.copyOf(rules);
        orders = List.copyOf(orders);
        clearings = List.copyOf(clearings);
        trades = List.copyOf(trades);
        fills = List.copyOf(fills);
        statements = List.copyOf(statements);
        journals = List.copyOf(journals);
        creditEvents = List.copyOf(creditEvents);
        consents = List.copyOf(consents);
    }

    /** Whether time binds nothing on this ledger; all its sessions say the same. */
    public boolean isSimulated() {
        return sessions.stream().anyMatch(SessionRecord::isSimulated);
    }

    /** The sessions in the order in which they were announced. */
    public List<String> sessionIds() {
        return sessions.stream().map(SessionRecord::sessionId).toList();
    }

    public List<TradeRow> trades(String sessionId) {
        return trades.stream().filter(row -> row.sessionId().equals(sessionId)).toList();
    }

    public List<ClearingRecord> clearings(String sessionId) {
        return clearings.stream()
                .filter(clearing -> clearing.sessionId().equals(sessionId))
                .toList();
    }

    /** What was ordered in one period. */
    public List<PeriodOrder> orders(String sessionId, int period) {
        return orders.stream()
                .filter(revealed -> revealed.sessionId().equals(sessionId))
                .flatMap(revealed -> revealed.schedule().orders().stream())
                .filter(order -> order.period() == period)
                .toList();
    }

    public List<CreditEventRecord> creditEvents(String participantId) {
        return creditEvents.stream()
                .filter(event -> event.participantId().equals(participantId))
                .toList();
    }

    /** The rules under which a session ran. */
    public RuleSet rulesOf(SessionRecord session) {
        return rules.stream()
                .map(RulesRecord::rules)
                .filter(known -> known.version() == session.ruleVersion())
                .findFirst()
                .orElseGet(() -> RuleSet.known(session.ruleVersion()));
    }

    /** What one session, with those that add to it, cost or brought a participant. */
    public Bill bill(SessionRecord session, String participantId) {
        String id = session.sessionId();
        Map<String, SessionRecord> settled = sessions.stream()
                .filter(each -> each.baseSessionId().equals(id))
                .collect(Collectors.toMap(SessionRecord::sessionId, each -> each));
        return Bill.of(
                session,
                participantId,
                statements.stream()
                        .filter(each -> each.sessionId().equals(id)
                                && each.participantId().equals(participantId))
                        .toList(),
                fills.stream()
                        .filter(each -> settled.containsKey(each.sessionId())
                                && each.participantId().equals(participantId))
                        .map(each -> each.inBase(settled.get(each.sessionId())))
                        .toList(),
                journals.stream()
                        .filter(record ->
                                sessionOf(record).filter(settled::containsKey).isPresent())
                        .toList());
    }

    private static Optional<String> sessionOf(JournalRecord record) {
        return RecordType.ofKey(record.key()).flatMap(type -> type.sessionId(record.key()));
    }

    /** What became of the energy that peers agreed in a session. */
    public SessionEnergy energy(String sessionId) {
        return SessionEnergy.of(
                fills.stream()
                        .filter(fill -> fill.sessionId().equals(sessionId))
                        .toList(),
                journals.stream()
                        .filter(DefaultRecord.class::isInstance)
                        .map(DefaultRecord.class::cast)
                        .filter(broken -> broken.sessionId().equals(sessionId))
                        .toList(),
                statements.stream()
                        .filter(statement -> statement.sessionId().equals(sessionId))
                        .toList());
    }

    /** All postings of the ledger together; anything but zero is a fault of the books. */
    public Money sum() {
        return Money.sum(journals.stream()
                .flatMap(record -> record.journal().postings().stream())
                .map(Posting::amount)
                .toList());
    }

    /** What the grid company got and is owed, less what it paid. */
    public Money gridNet() {
        return Money.sum(journals.stream()
                .flatMap(record -> record.journal().postings().stream())
                .filter(posting -> posting.account().kind().isOfGrid())
                .map(Posting::amount)
                .toList());
    }
}
