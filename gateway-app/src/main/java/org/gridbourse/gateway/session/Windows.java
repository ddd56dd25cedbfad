package org.gridbourse.gateway.session;

import org.gridbourse.gateway.web.BadInputException;

/**
 * How long a phase waits for those who have not acted.
 *
 * @param graceSeconds silence after which nobody is waited for any more
 * @param maxSeconds after which a phase ends in any case
 */
record Windows(Integer graceSeconds, Integer maxSeconds) {
    static final Windows USUAL = new Windows(8, 60);
    private static final int DAY_SECONDS = 86_400;

    Windows {
        graceSeconds = graceSeconds == null ? 8 : graceSeconds;
        maxSeconds = maxSeconds == null ? Math.max(60, graceSeconds) : maxSeconds;
        if (graceSeconds < 1 || maxSeconds < graceSeconds || maxSeconds > DAY_SECONDS) {
            throw new BadInputException(
                    "windows", "must have graceSeconds from 1 and maxSeconds from graceSeconds to " + DAY_SECONDS);
        }
    }
}
