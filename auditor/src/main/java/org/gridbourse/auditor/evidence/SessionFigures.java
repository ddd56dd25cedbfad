package org.gridbourse.auditor.evidence;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gridbourse.market.record.ClearingRecord;
import org.gridbourse.market.record.DefaultRecord;
import org.gridbourse.market.record.DefaultRecord.VoidTrade;
import org.gridbourse.market.record.SessionOutcome;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.market.record.StateRecord;

/** One session in figures: volumes and prices, by period as long as they are asked for. */
final class SessionFigures {
    private static final int DECIMALS = 6;

    private final String id;
    private final String start;
    private final String currency;
    private final SessionOutcome outcome = new SessionOutcome();
    private final Set<String> defaulters = new HashSet<>();
    private final TreeMap<Integer, Cleared> periods = new TreeMap<>();
    private BigDecimal value = BigDecimal.ZERO;
    private long volumeWh;
    private long voidedWh;
    private long trades;
    private boolean keepsPeriods = true;

    /** Traded energy and its price. */
    record Cleared(long volumeWh, long priceMicroPerKwh) {}

    SessionFigures(SessionRecord session) {
        this.id = session.sessionId();
        this.start = session.startOf(0).toString();
        this.currency = session.currency();
    }

    void add(StateRecord record) {
        outcome.add(record);
        if (isOver()) {
            defaulters.clear();
        }
        if (record instanceof ClearingRecord clearing) {
            cleared(clearing);
        } else if (record instanceof DefaultRecord broken) {
            voided(broken);
        }
    }

    private void cleared(ClearingRecord clearing) {
        long price = clearing.equilibrium()
                .map(equilibrium -> equilibrium.price().microPerKwh())
                .orElse(0L);
        Cleared cleared = new Cleared(clearing.volume().wh(), price);
        if (keepsPeriods) {
            periods.put(clearing.period(), cleared);
        }
        volumeWh = Math.addExact(volumeWh, cleared.volumeWh());
        value = value.add(BigDecimal.valueOf(cleared.volumeWh())
                .multiply(BigDecimal.valueOf(cleared.priceMicroPerKwh(), DECIMALS)));
        trades = Math.addExact(trades, clearing.trades());
    }

    private void voided(DefaultRecord broken) {
        defaulters.add(broken.participantId());
        for (VoidTrade each : broken.voided()) {
            // a trade of two that both defaulted is told by both
            if (!defaulters.contains(each.partner())) {
                voidedWh = Math.addExact(voidedWh, each.quantity().wh());
            }
        }
    }

    String id() {
        return id;
    }

    String start() {
        return start;
    }

    String currency() {
        return currency;
    }

    /** The phase that was reached. */
    String phase() {
        return outcome.phase().name();
    }

    boolean isOver() {
        return outcome.phase().isOver();
    }

    long trades() {
        return trades;
    }

    long volumeWh() {
        return volumeWh;
    }

    /** What of the volume was not prepaid. */
    long voidedWh() {
        return voidedWh;
    }

    /** Of all that was traded, each Wh at its price, rounded to a micro-unit of the currency. */
    String meanPrice() {
        return value.divide(BigDecimal.valueOf(volumeWh), DECIMALS, RoundingMode.HALF_UP)
                .toPlainString();
    }

    /** Volume and price by period; none once they were forgotten. */
    SortedMap<Integer, Cleared> periods() {
        return periods;
    }

    /** Only the sums are asked for from here on. */
    void forgetPeriods() {
        keepsPeriods = false;
        periods.clear();
    }
}
