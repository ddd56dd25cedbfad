package org.gridbourse.network.bench;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What a load came to.
 *
 * @param inFlight transactions under way at once
 * @param latenciesNanos from proposal to commit, of each transaction that succeeded
 * @param failed transactions that did not
 * @param nanos how long all of it took
 * @param networkTime processor time of all processes of the network
 * @param driverTime processor time of the clients
 */
record Measurement(
        int inFlight, long[] latenciesNanos, int failed, long nanos, Duration networkTime, Duration driverTime) {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final long NANOS_PER_MILLI = 1_000_000;

    /** Successful transactions per second. */
    double perSecond() {
        return latenciesNanos.length * NANOS_PER_SECOND / nanos;
    }

    /** The latency that so many percent of the transactions did not exceed. */
    long percentileMillis(int percent) {
        if (latenciesNanos.length == 0) {
            return 0;
        }
        long[] sorted = latenciesNanos.clone();
        Arrays.sort(sorted);
        return sorted[(sorted.length - 1) * percent / 100] / NANOS_PER_MILLI;
    }

    private double millisPerTransaction(Duration time) {
        return (double) time.toNanos() / NANOS_PER_MILLI / (latenciesNanos.length + failed);
    }

    Map<String, Object> toMap() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("inFlight", inFlight);
        fields.put("committed", latenciesNanos.length);
        fields.put("failed", failed);
        fields.put("perSecond", Math.round(perSecond()));
        fields.put("p50Millis", percentileMillis(50));
        fields.put("p99Millis", percentileMillis(99));
        fields.put("networkProcessorMicrosPerTransaction", Math.round(1_000 * millisPerTransaction(networkTime)));
        fields.put("driverProcessorMicrosPerTransaction", Math.round(1_000 * millisPerTransaction(driverTime)));
        return fields;
    }

    /** The cells of a table, in the order of the report's heading. */
    String toRow() {
        return String.format(
                Locale.ROOT,
                "%d in flight | %.0f | %d ms | %d ms | %d | %.1f ms, %.1f ms",
                inFlight,
                perSecond(),
                percentileMillis(50),
                percentileMillis(99),
                failed,
                millisPerTransaction(networkTime),
                millisPerTransaction(driverTime));
    }
}
