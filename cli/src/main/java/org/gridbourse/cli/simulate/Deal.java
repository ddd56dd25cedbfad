package org.gridbourse.cli.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.gridbourse.market.trade.Trade;

/**
 * What a session agrees on before anything is delivered.
 *
 * @param trades per period
 * @param running how batteries run by it, of whom it says so
 * @param priceSetters who sets a price, of those that the session at the gate filled
 * @param gapNano certified gap of the joint clearing, 0 where there was none
 * @param solverNanos time that finding it took
 * @param checkNanos time that checking it took
 */
record Deal(
        List<List<Trade>> trades,
        Map<String, Running> running,
        Set<String> priceSetters,
        long gapNano,
        long solverNanos,
        long checkNanos) {

    /** This day's, with what a later session agrees on for the periods from {@code first} on. */
    Deal plus(Deal later, int first) {
        List<List<Trade>> all = new ArrayList<>(trades.subList(0, first));
        for (int t = first; t < trades.size(); t++) {
            List<Trade> both = new ArrayList<>(trades.get(t));
            both.addAll(later.trades.get(t - first));
            all.add(both);
        }
        return new Deal(
                all,
                running,
                priceSetters,
                gapNano + later.gapNano,
                solverNanos + later.solverNanos,
                checkNanos + later.checkNanos);
    }

    /** Wh that a participant sold (positive) or bought per period. */
    long[] soldWh(String participantId) {
        long[] sold = new long[trades.size()];
        for (int t = 0; t < sold.length; t++) {
            for (Trade trade : trades.get(t)) {
                sold[t] +=
                        trade.seller().equals(participantId) ? trade.quantity().wh() : 0;
                sold[t] -=
                        trade.buyer().equals(participantId) ? trade.quantity().wh() : 0;
            }
        }
        return sold;
    }

    /** The same, but for one participant, who runs its battery as it likes. */
    Deal without(String participantId) {
        Map<String, Running> others = new TreeMap<>(running);
        others.remove(participantId);
        return new Deal(trades, others, priceSetters, gapNano, solverNanos, checkNanos);
    }

    long tradedWh() {
        return trades.stream()
                .flatMap(List::stream)
                .mapToLong(trade -> trade.quantity().wh())
                .sum();
    }
}
