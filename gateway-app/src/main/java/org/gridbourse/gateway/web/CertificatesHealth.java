package org.gridbourse.gateway.web;

import java.time.InstantSource;
import org.gridbourse.gateway.fabric.Wallet;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** How many days are left until the first certificate of the wallet ends; the last thirty are a warning. */
@Component("certificates")
class CertificatesHealth implements HealthIndicator {
    private static final long WARNING_DAYS = 30;

    private final Wallet wallet;
    private final InstantSource clock;

    CertificatesHealth(Wallet wallet, InstantSource clock) {
        this.wallet = wallet;
        this.clock = clock;
    }

    @Override
    public Health health() {
        long days = wallet.daysLeft(clock.instant());
        Health.Builder health = days < 0 ? Health.down() : Health.up();
        if (days < WARNING_DAYS) {
            health.withDetail("warning", "renew within %d days".formatted(Math.max(0, days)));
        }
        return health.withDetail("daysLeft", days).build();
    }
}
