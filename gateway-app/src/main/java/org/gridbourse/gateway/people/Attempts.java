package org.gridbourse.gateway.people;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Counts wrong passwords and codes, per user and per address, so that nobody guesses for long. */
@Component
class Attempts {
    static final int PER_USER = 10;
    static final int PER_ADDRESS = 100;
    static final Duration WINDOW = Duration.ofMinutes(15);
    private static final int REMEMBERED_MAX = 10_000;

    private final InstantSource clock;
    private final Map<String, Deque<Instant>> failures = new LinkedHashMap<>();

    Attempts(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * How long one has to wait before the next try; zero: not at all.
     *
     * @param user who is tried; empty for a code
     */
    synchronized Duration toWait(String user, String address) {
        Duration forUser = user.isEmpty() ? Duration.ZERO : toWait("user " + user, PER_USER);
        Duration forAddress = toWait("address " + address, PER_ADDRESS);
        return forUser.compareTo(forAddress) >= 0 ? forUser : forAddress;
    }

    synchronized void failed(String user, String address) {
        if (!user.isEmpty()) {
            add("user " + user);
        }
        add("address " + address);
    }

    synchronized void succeeded(String user) {
        failures.remove("user " + user);
    }

    private Duration toWait(String key, int most) {
        Deque<Instant> times = failures.getOrDefault(key, new ArrayDeque<>());
        Instant now = clock.instant();
        while (!times.isEmpty() && times.getFirst().plus(WINDOW).isBefore(now)) {
            times.removeFirst();
        }
        return times.size() < most
                ? Duration.ZERO
                : Duration.between(now, times.getFirst().plus(WINDOW));
    }

    private void add(String key) {
        // the longest unused goes first, so that inventing names takes no memory
        Deque<Instant> times = failures.containsKey(key) ? failures.remove(key) : new ArrayDeque<>();
        times.addLast(clock.instant());
        failures.put(key, times);
        if (failures.size() > REMEMBERED_MAX) {
            failures.remove(failures.keySet().iterator().next());
        }
    }
}
