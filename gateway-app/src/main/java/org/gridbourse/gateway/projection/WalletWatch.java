package org.gridbourse.gateway.projection;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The gauge of wallets below zero; it adds up all postings, so it looks once a minute at most. */
final class WalletWatch implements MeterBinder {
    private static final Duration INTERVAL = Duration.ofMinutes(1);

    private final PostingView postings;
    private final InstantSource clock;
    private Instant looked = Instant.MIN;
    private int below;

    WalletWatch(PostingView postings, InstantSource clock) {
        this.postings = postings;
        this.clock = clock;
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        Gauge.builder("gridbourse.wallets.below.zero", this::below)
                .description("Wallets that all postings together leave below zero")
                .register(meters);
    }

    private synchronized int below() {
        Instant now = clock.instant();
        if (now.isAfter(looked.equals(Instant.MIN) ? looked : looked.plus(INTERVAL))) {
            below = postings.walletsBelowZero();
            looked = now;
        }
        return below;
    }
}
