package org.gridbourse.cli.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.gridbourse.market.order.OrderStep;
import org.gridbourse.market.order.PeriodOrder;
import org.gridbourse.market.order.Side;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.record.ClearingRecord;

/** Why nothing was traded in some periods of a session. */
final class NoTrade {
    private static final int NAMED = 8;

    private final SessionTimes times;
    private final List<ClearingRecord> clearings;
    private final IntFunction<List<PeriodOrder>> orders;

    /** @param orders what was revealed for a period */
    NoTrade(SessionTimes times, List<ClearingRecord> clearings, IntFunction<List<PeriodOrder>> orders) {
        this.times = times;
        this.clearings = clearings;
        this.orders = orders;
    }

    String words() {
        Map<String, List<String>> periods = new TreeMap<>();
        for (ClearingRecord clearing : clearings) {
            if (clearing.volume().isZero()) {
                periods.computeIfAbsent(reason(clearing.period()), none -> new ArrayList<>())
                        .add(times.label(clearing.period()));
            }
        }
        return periods.isEmpty()
                ? "Something was traded in every period."
                : periods.entrySet().stream()
                        .map(entry -> "No trade at %s: %s.".formatted(named(entry.getValue()), entry.getKey()))
                        .collect(Collectors.joining(" "));
    }

    private static String named(List<String> labels) {
        String first = String.join(", ", labels.subList(0, Math.min(NAMED, labels.size())));
        return labels.size() > NAMED ? "%s and %d more".formatted(first, labels.size() - NAMED) : first;
    }

    private String reason(int period) {
        List<PeriodOrder> revealed = orders.apply(period);
        Optional<UnitPrice> bid = best(revealed, Side.BUY);
        Optional<UnitPrice> ask = best(revealed, Side.SELL);
        if (bid.isEmpty() && ask.isEmpty()) {
            return "nobody ordered";
        }
        if (bid.isEmpty()) {
            return "nobody wanted to buy";
        }
        return ask.isEmpty() ? "nobody had anything to sell" : "the dearest bid stayed below the cheapest offer";
    }

    private static Optional<UnitPrice> best(List<PeriodOrder> orders, Side side) {
        return orders.stream()
                .filter(order -> order.side() == side)
                .flatMap(order -> order.steps().stream())
                .map(OrderStep::limit)
                .reduce(side == Side.BUY ? UnitPrice::max : UnitPrice::min);
    }
}
