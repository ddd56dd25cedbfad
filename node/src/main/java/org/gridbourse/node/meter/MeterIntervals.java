package org.gridbourse.node.meter;

import java.util.List;

/** One meter's periods in order of time. */
public record MeterIntervals(String meterId, List<Interval> intervals) {

    public MeterIntervals {
        intervals = List.copyOf(intervals);
    }
}
