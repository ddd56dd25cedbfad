package org.gridbourse.gateway.work;

import java.time.Duration;
import org.springframework.util.backoff.ExponentialBackOff;

/** How long to wait before the next try: twice as long each time. */
public final class Pauses {
    private Pauses() {}

    public static ExponentialBackOff upTo(Duration first, Duration longest) {
        ExponentialBackOff pauses = new ExponentialBackOff(first.toMillis(), 2);
        pauses.setMaxInterval(longest.toMillis());
        return pauses;
    }
}
