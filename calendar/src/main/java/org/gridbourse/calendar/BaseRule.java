package org.gridbourse.calendar;

import java.time.LocalDate;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gridbourse.market.record.Phase;

/**
 * How the base sessions of a market's days are held: each delivers one whole local day.
 *
 * @param name first part of the sessions' ids
 * @param gates earliest time of each phase from QUOTATION to CLOSED
 * @param fallback when a session that is not cleared is given up; see {@link PlannedSession#fallback}
 * @param from first delivery day of this rule
 * @param until last delivery day; empty: for ever
 */
public record BaseRule(
        String name,
        int periodMinutes,
        SortedMap<Phase, GateTime> gates,
        GateTime fallback,
        LocalDate from,
        Optional<LocalDate> until) {
    public BaseRule {
        gates = Collections.unmodifiableSortedMap(new TreeMap<>(gates));
    }

    boolean holdsOn(LocalDate day) {
        return !day.isBefore(from) && until.filter(day::isAfter).isEmpty();
    }
}
