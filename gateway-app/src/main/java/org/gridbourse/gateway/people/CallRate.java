package org.gridbourse.gateway.people;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/** How many calls one account may make: some at once, then so many a second. */
final class CallRate {
    static final double PER_SECOND = 50;
    static final double AT_ONCE = 400;
    private static final int REMEMBERED_MAX = 10_000;
    private static final double NANOS = 1e9;

    private final InstantSource clock;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>();

    CallRate(InstantSource clock) {
        this.clock = clock;
    }

    private record Bucket(double left, Instant at) {}

    /** Whether the call may pass; each that does is counted. */
    synchronized boolean passes(String user) {
        Instant now = clock.instant();
        Bucket before = buckets.getOrDefault(user, new Bucket(AT_ONCE, now));
        double seconds = Math.max(0, Duration.between(before.at(), now).toNanos() / NANOS);
        double left = Math.min(AT_ONCE, before.left() + seconds * PER_SECOND);
        boolean passes = left >= 1;
        buckets.remove(user);
        buckets.put(user, new Bucket(passes ? left - 1 : left, now));
        if (buckets.size() > REMEMBERED_MAX) {
            buckets.remove(buckets.keySet().iterator().next());
        }
        return passes;
    }
}
