package org.gridbourse.gateway.fabric;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;
import org.hyperledger.fabric.client.GatewayException;

/** How long each step of a submit takes, and how submits end. */
final class SubmitMetrics {
    private final MeterRegistry meters;

    SubmitMetrics(MeterRegistry meters) {
        this.meters = meters;
    }

    @FunctionalInterface
    interface Step<T> {
        T run() throws GatewayException;
    }

    <T> T time(String function, String phase, Step<T> step) throws GatewayException {
        Timer.Sample sample = Timer.start(meters);
        try {
            return step.run();
        } finally {
            sample.stop(Timer.builder("gridbourse.submit")
                    .description("Time of one step of a transaction")
                    .tag("function", function)
                    .tag("phase", phase)
                    .register(meters));
        }
    }

    void count(String function, SubmitOutcome outcome) {
        meters.counter(
                        "gridbourse.submit.outcomes",
                        "function",
                        function,
                        "outcome",
                        outcome.getClass().getSimpleName().toLowerCase(Locale.ROOT))
                .increment();
    }
}
