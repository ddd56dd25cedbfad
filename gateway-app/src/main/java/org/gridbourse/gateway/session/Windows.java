package org.gridbourse.gateway.session;

import java.util.Optional;
import org.gridbourse.gateway.web.BadInputException;

/**
 * How long a phase waits for those who have not acted.
 *
 * @param graceSeconds silence after which nobody is waited for any more
 * @param maxSeconds after which a phase ends in any case
 */
record Windows(int graceSeconds, int maxSeconds) {
    static final Windows USUAL = new Windows(8, 60);
    private static final int DAY_SECONDS = 86_400;

    /** What is not said is as usual. */
    static Windows of(Optional<Integer> graceSeconds, Optional<Integer> maxSeconds) {
        int grace = graceSeconds.orElse(USUAL.graceSeconds());
        return new Windows(grace, maxSeconds.orElse(Math.max(USUAL.maxSeconds(), grace)));
    }

    Windows {
        if (graceSeconds < 1 || maxSeconds < graceSeconds || maxSeconds > DAY_SECONDS) {
            throw new BadInputException(
                    "windows", "must have graceSeconds from 1 and maxSeconds from graceSeconds to " + DAY_SECONDS);
        }
    }
}
