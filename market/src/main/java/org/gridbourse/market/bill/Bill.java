package org.gridbourse.market.bill;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.gridbourse.market.money.Posting;
import org.gridbourse.market.money.Reason;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.record.DefaultRecord;
import org.gridbourse.market.record.FillRecord;
import org.gridbourse.market.record.JournalRecord;
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.market.record.StatementRecord;
import org.gridbourse.market.tariff.Tariff;
import org.gridbourse.market.trade.Trade;

/**
 * What one session cost (negative) or brought a participant, period by period, beside what the grid alone would have.
 *
 * @param participantId whose
 * @param sessionId the session
 * @param lines one per period with a statement, periods rising
 * @param otherAmounts what was paid and got besides, in the order of the records
 */
public record Bill(String participantId, String sessionId, List<BillLine> lines, List<OtherAmount> otherAmounts) {
    public Bill {
        lines = List.copyOf(lines);
        otherAmounts = List.copyOf(otherAmounts);
    }

    /**
     * Draws up a bill.
     *
     * @param statements of the participant in the session, all revisions or the last
     * @param fills of the participant in the session, and in those that add to it, as fills of this one
     * @param journals of the session and of those that add to it that may touch the participant's accounts; statements among them count as lines
     */
    public static Bill of(
            SessionRecord session,
            String participantId,
            Collection<StatementRecord> statements,
            Collection<FillRecord> fills,
            Collection<? extends JournalRecord> journals) {
        Set<String> voided = voidTrades(journals);
        SortedMap<Integer, List<FillRecord>> fillsOfPeriod =
                fills.stream().collect(Collectors.groupingBy(FillRecord::period, TreeMap::new, Collectors.toList()));
        SortedMap<Integer, StatementRecord> last = new TreeMap<>();
        statements.forEach(statement -> last.merge(statement.period(), statement, BillLine::later));
        List<BillLine> lines = last.values().stream()
                .map(statement -> line(
                        statement,
                        session.tariffs().get(statement.period()),
                        fillsOfPeriod.getOrDefault(statement.period(), List.of()),
                        voided))
                .toList();
        List<OtherAmount> others = new ArrayList<>();
        journals.forEach(record -> addOthers(participantId, record, others));
        return new Bill(participantId, session.sessionId(), lines, others);
    }

    private static BillLine line(StatementRecord statement, Tariff tariff, List<FillRecord> fills, Set<String> voided) {
        List<UnitPrice> prices =
                fills.stream().map(FillRecord::price).distinct().toList();
        return new BillLine(
                statement,
                tariff,
                statement.figures().side().filter(side -> prices.size() == 1).map(side -> prices.get(0)),
                fills.stream()
                        .flatMap(fill -> fill.tradesWith(partner -> true).stream())
                        .filter(trade -> !voided.contains(trade.tradeId()))
                        .sorted(Comparator.comparing(Trade::tradeId))
                        .toList());
    }

    private static Set<String> voidTrades(Collection<? extends JournalRecord> journals) {
        Set<String> voided = new TreeSet<>();
        for (JournalRecord record : journals) {
            if (record instanceof DefaultRecord broken) {
                broken.voided().forEach(trade -> voided.add(trade.tradeId()));
            }
        }
        return voided;
    }

    /** Locks and their return cancel out, posting by posting of one reason; what is left was paid or got. */
    private static void addOthers(String participantId, JournalRecord record, List<OtherAmount> others) {
        if (record instanceof StatementRecord) {
            return;
        }
        Map<Reason, Money> sums = new EnumMap<>(Reason.class);
        for (Posting posting : record.journal().postings()) {
            if (posting.account().isOf(participantId)) {
                sums.merge(posting.reason(), posting.amount(), Money::plus);
            }
        }
        String causedBy = RecordType.ofKey(record.key())
                .flatMap(type -> type.participantId(record.key()))
                .orElse("");
        sums.forEach((reason, amount) -> {
            if (!amount.isZero()) {
                others.add(new OtherAmount(causedBy, reason, amount));
            }
        });
    }

    /** Sum of the lines' nets. */
    public Money settled() {
        return Money.sum(lines.stream().map(BillLine::net).toList());
    }

    /** What was paid and got besides for one reason. */
    public Money other(Reason reason) {
        return Money.sum(otherAmounts.stream()
                .filter(other -> other.reason() == reason)
                .map(OtherAmount::amount)
                .toList());
    }

    /** All that was paid and got. */
    public Money total() {
        return settled()
                .plus(Money.sum(otherAmounts.stream().map(OtherAmount::amount).toList()));
    }

    /** What the same metered energy would have cost or brought with the grid alone. */
    public Money gridOnly() {
        return Money.sum(lines.stream().map(BillLine::gridOnly).toList());
    }

    /** What the market was worth beside the grid alone; negative where it cost more. */
    public Money saved() {
        return total().minus(gridOnly());
    }

    /** What of its contracts was not delivered or not taken. */
    public Energy missed() {
        return Energy.sum(
                lines.stream().map(line -> line.statement().figures().missed()).toList());
    }
}
