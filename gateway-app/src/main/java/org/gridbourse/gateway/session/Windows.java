package org.gridbourse.gateway.session;

import java.util.Optional;
import org.gridbourse.gateway.web.BadInputException;

/**
 * How long a session waits for those who have not acted: on a simulated ledger in each phase, on a real one for meters
 * after the last period.
 *
 * @param graceSeconds silence after which nobody is waited for any more
 * @param maxSeconds after which it goes on in any case
 */
record Windows(int graceSeconds, int maxSeconds) {
    private static final Windows SIMULATED = new Windows(8, 60);
    private static final Windows REAL = new Windows(6 * 3600, 24 * 3600);
    private static final int MAX_SECONDS = 7 * 86_400;

    /** What is not said is as usual. */
    static Windows of(boolean simulated, Optional<Integer> graceSeconds, Optional<Integer> maxSeconds) {
        Windows usual = simulated ? SIMULATED : REAL;
        int grace = graceSeconds.orElse(usual.graceSeconds());
        return new Windows(grace, maxSeconds.orElse(Math.max(usual.maxSeconds(), grace)));
    }

    Windows {
        if (graceSeconds < 1 || maxSeconds < graceSeconds || maxSeconds > MAX_SECONDS) {
            throw new BadInputException(
                    "windows", "must have graceSeconds from 1 and maxSeconds from graceSeconds to " + MAX_SECONDS);
        }
    }
}
