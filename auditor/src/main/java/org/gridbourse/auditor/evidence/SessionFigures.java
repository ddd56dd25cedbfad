package org.gridbourse.auditor.evidence;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gridbourse.auditor.market.Values;
import org.gridbourse.auditor.market.WrittenRecord;
import org.gridbourse.market.json.JsonObject;

/** One session in figures: volumes and prices, by period as long as they are asked for. */
final class SessionFigures {
    private static final int DECIMALS = 6;

    private final String id;
    private final String start;
    private final String currency;
    private final Standing standing = new Standing();
    private final Set<String> defaulters = new HashSet<>();
    private final TreeMap<Long, Cleared> periods = new TreeMap<>();
    private BigDecimal value = BigDecimal.ZERO;
    private long volumeWh;
    private long voidedWh;
    private long trades;
    private boolean keepsPeriods = true;

    /** Traded energy and its price. */
    record Cleared(long volumeWh, long priceMicroPerKwh) {}

    SessionFigures(String id, WrittenRecord session) {
        this.id = id;
        this.start = session.text("startUtc");
        this.currency = session.text("currency");
    }

    void add(WrittenRecord record) {
        switch (record.type()) {
            case "phase" -> {
                standing.add(record);
                if (isOver()) {
                    defaulters.clear();
                }
            }
            case "clearing" -> cleared(record);
            case "default" -> voided(record);
            default -> {
                // nothing of volumes and prices
            }
        }
    }

    private void cleared(WrittenRecord clearing) {
        Cleared cleared = new Cleared(clearing.number("volumeWh"), clearing.number("clearingPriceMicroPerKwh"));
        if (keepsPeriods) {
            periods.put(clearing.number("period"), cleared);
        }
        volumeWh = Math.addExact(volumeWh, cleared.volumeWh());
        value = value.add(BigDecimal.valueOf(cleared.volumeWh())
                .multiply(BigDecimal.valueOf(cleared.priceMicroPerKwh(), DECIMALS)));
        trades = Math.addExact(trades, clearing.number("trades"));
    }

    private void voided(WrittenRecord defaulted) {
        defaulters.add(defaulted.text("participantId"));
        for (JsonObject each : Values.objects(defaulted.value(), "voided")) {
            // a trade of two that both defaulted is told by both
            if (!defaulters.contains(Values.text(each, "partner"))) {
                voidedWh = Math.addExact(voidedWh, Values.number(each, "quantityWh"));
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
        return standing.phase().isEmpty() ? "ANNOUNCED" : standing.phase();
    }

    boolean isOver() {
        return standing.isOver();
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
    SortedMap<Long, Cleared> periods() {
        return periods;
    }

    /** Only the sums are asked for from here on. */
    void forgetPeriods() {
        keepsPeriods = false;
        periods.clear();
    }
}
