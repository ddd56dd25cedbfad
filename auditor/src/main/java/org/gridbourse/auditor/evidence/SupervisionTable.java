package org.gridbourse.auditor.evidence;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.gridbourse.auditor.market.WrittenRecord;
import org.gridbourse.market.credit.CreditCause;
import org.gridbourse.market.order.Side;
import org.gridbourse.market.quantity.Decimals;
import org.gridbourse.market.record.DefaultRecord;
import org.gridbourse.market.record.StatementRecord;

/**
 * Who sold and fell short by more than a tenth, and who left its seal unopened, by session: what no price rule prevents
 * and a supervisor looks for first.
 */
final class SupervisionTable {
    private static final int TOLERANCE_PART = 10;
    private static final int ROWS_MAX = 200;

    private final Map<String, Map<Integer, Sale>> shortSales = new LinkedHashMap<>();
    private final Map<String, DefaultRecord> unopened = new LinkedHashMap<>();

    private record Sale(String sessionId, String participantId, long contractedWh, long missedWh) {}

    void written(WrittenRecord written) {
        if (written.record() instanceof StatementRecord statement) {
            sale(statement);
        } else if (written.record() instanceof DefaultRecord broken && broken.cause() == CreditCause.NOT_REVEALED) {
            unopened.putIfAbsent(broken.sessionId() + "/" + broken.participantId(), broken);
        }
    }

    /** The last word about a period counts. */
    private void sale(StatementRecord statement) {
        StatementRecord.Figures figures = statement.figures();
        Sale sale = new Sale(
                statement.sessionId(),
                statement.participantId(),
                figures.contracted().wh(),
                figures.missed().wh());
        String key = sale.sessionId() + "/" + sale.participantId();
        boolean isShort =
                figures.side().equals(Optional.of(Side.SELL)) && sale.missedWh() > sale.contractedWh() / TOLERANCE_PART;
        if (isShort) {
            shortSales.computeIfAbsent(key, id -> new LinkedHashMap<>()).put(statement.period(), sale);
        } else if (shortSales.containsKey(key)) {
            shortSales.get(key).remove(statement.period());
        }
    }

    String html() {
        PageTable sales = new PageTable()
                .column("", "session")
                .column("", "short seller")
                .column("n", "periods")
                .column("n", "Wh sold in them")
                .column("n", "Wh missed");
        shortSales.values().stream()
                .filter(periods -> !periods.isEmpty())
                .limit(ROWS_MAX)
                .forEach(periods -> {
                    Sale any = periods.values().iterator().next();
                    sales.row(
                            any.sessionId(),
                            any.participantId(),
                            Integer.toString(periods.size()),
                            Long.toString(periods.values().stream()
                                    .mapToLong(Sale::contractedWh)
                                    .sum()),
                            Long.toString(periods.values().stream()
                                    .mapToLong(Sale::missedWh)
                                    .sum()));
                });
        PageTable seals = new PageTable()
                .column("", "session")
                .column("", "left its seal unopened")
                .column("n", "bid bond lost");
        unopened.values().stream()
                .limit(ROWS_MAX)
                .forEach(broken ->
                        seals.row(broken.sessionId(), broken.participantId(), Decimals.exact(broken.bidBond(), 2)));
        return "<h2>Supervision</h2>\n<p>Coincidences, not guilt: who sold what it did not deliver may have lowered the price"
                + " for a buyer, who did not reveal may have raised it for a seller. <code>gridbourse operator supervise"
                + " SESSION</code> says beside whom, and what they gained.</p>\n"
                + sales.draw()
                + "\n"
                + seals.draw();
    }
}
