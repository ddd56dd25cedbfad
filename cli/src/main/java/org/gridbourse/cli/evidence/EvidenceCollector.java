package org.gridbourse.cli.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.gridbourse.auditor.market.RecordListener;
import org.gridbourse.auditor.market.WrittenRecord;
import org.gridbourse.market.order.Side;
import org.gridbourse.market.record.ChoiceRecord;
import org.gridbourse.market.record.ClearingRecord;
import org.gridbourse.market.record.ConsentRecord;
import org.gridbourse.market.record.CreditEventRecord;
import org.gridbourse.market.record.FillRecord;
import org.gridbourse.market.record.JournalRecord;
import org.gridbourse.market.record.OrdersRecord;
import org.gridbourse.market.record.ParticipantRecord;
import org.gridbourse.market.record.ProposalChunkRecord;
import org.gridbourse.market.record.ProposalRecord;
import org.gridbourse.market.record.RulesRecord;
import org.gridbourse.market.record.SessionOutcome;
import org.gridbourse.market.record.SessionOutcomes;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.market.record.StateRecord;
import org.gridbourse.market.record.StatementRecord;
import org.gridbourse.market.trade.Trade;

/** Gathers what an audit reads from the blocks. */
public final class EvidenceCollector implements RecordListener {
    private final Map<String, ParticipantRecord> members = new TreeMap<>();
    private final List<SessionRecord> sessions = new ArrayList<>();
    private final Map<Integer, RulesRecord> rules = new TreeMap<>();
    private final List<OrdersRecord> orders = new ArrayList<>();
    private final List<ClearingRecord> clearings = new ArrayList<>();
    private final List<FillRecord> fills = new ArrayList<>();
    private final Map<String, StatementRecord> statements = new TreeMap<>();
    private final List<JournalRecord> journals = new ArrayList<>();
    private final List<CreditEventRecord> creditEvents = new ArrayList<>();
    private final Map<String, ProposalRecord> proposals = new TreeMap<>();
    private final Map<String, ProposalChunkRecord> chunks = new TreeMap<>();
    private final Map<String, ChoiceRecord> choices = new TreeMap<>();
    private final Map<String, ConsentRecord> consents = new TreeMap<>();
    private final SessionOutcomes outcomes = new SessionOutcomes();

    @Override
    public void written(WrittenRecord written) {
        add(written.record());
        written.sessionId().ifPresent(sessionId -> outcomes.add(sessionId, written.record()));
    }

    private void add(StateRecord record) {
        if (record instanceof JournalRecord moved) {
            journals.add(moved);
        }
        if (record instanceof ParticipantRecord member) {
            members.put(member.participantId(), member);
        } else if (record instanceof SessionRecord session) {
            sessions.add(session);
        } else if (record instanceof RulesRecord version) {
            rules.put(version.rules().version(), version);
        } else if (record instanceof OrdersRecord revealed) {
            orders.add(revealed);
        } else if (record instanceof ClearingRecord clearing) {
            clearings.add(clearing);
        } else if (record instanceof FillRecord fill) {
            fills.add(fill);
        } else if (record instanceof StatementRecord statement) {
            statements.merge(period(statement), statement, EvidenceCollector::later);
        } else if (record instanceof CreditEventRecord event) {
            creditEvents.add(event);
        } else if (record instanceof ProposalRecord proposal) {
            proposals.put(proposal.key(), proposal);
        } else if (record instanceof ProposalChunkRecord chunk) {
            chunks.put(chunk.key(), chunk);
        } else if (record instanceof ChoiceRecord choice) {
            choices.put(choice.key(), choice);
        } else if (record instanceof ConsentRecord consent) {
            consents.put(consent.key() + "/" + consent.revision(), consent);
        }
    }

    private static String period(StatementRecord statement) {
        return "%s/%s/%05d".formatted(statement.sessionId(), statement.participantId(), statement.period());
    }

    private static StatementRecord later(StatementRecord one, StatementRecord other) {
        return other.revision() > one.revision() ? other : one;
    }

    /** To be called when the ledger has ended. */
    public Evidence evidence() {
        return new Evidence(
                List.copyOf(members.values()),
                sessions,
                List.copyOf(rules.values()),
                orders,
                clearings,
                trades(),
                fills,
                List.copyOf(statements.values()),
                journals,
                creditEvents,
                new ProposalEvidence(
                        List.copyOf(proposals.values()), List.copyOf(chunks.values()), List.copyOf(choices.values())),
                List.copyOf(consents.values()));
    }

    /** Each trade once, from the fill of its seller. */
    private List<TradeRow> trades() {
        List<TradeRow> trades = new ArrayList<>();
        for (FillRecord fill : fills) {
            if (fill.side() == Side.SELL) {
                SessionOutcome outcome = outcomes.of(fill.sessionId());
                for (Trade trade : fill.tradesWith(partner -> true)) {
                    trades.add(new TradeRow(
                            fill.sessionId(), fill.period(), trade, outcome.ofTrade(trade.buyer(), trade.seller())));
                }
            }
        }
        return trades;
    }
}
