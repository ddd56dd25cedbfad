package org.gridbourse.calendar;

import java.time.Duration;
import java.time.LocalTime;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gridbourse.market.record.Phase;

/**
 * Sessions that trade what is left of a day, on the contract of its base session.
 *
 * @param name first part of the sessions' ids
 * @param starts times of the local clock at which the first period of each begins, rising
 * @param horizon how far each reaches from its first period on; empty: to the end of the day
 * @param ahead how long before its first period each phase begins, QUOTATION to JOINED
 */
public record IntradayRule(
        String name, List<LocalTime> starts, Optional<Duration> horizon, SortedMap<Phase, Duration> ahead) {
    public IntradayRule {
        starts = List.copyOf(starts);
        ahead = Collections.unmodifiableSortedMap(new TreeMap<>(ahead));
    }
}
