package org.gridbourse.cli.simulate;

/**
 * What is known when orders are given.
 *
 * @param expected whether orders are given by what is expected rather than by what will be
 * @param everyHours how often the rest of the day is ordered again, in sessions that add to the day's; 0: never. Where it
 *     is, everybody corrects what is expected by what was measured
 */
record Knowing(boolean expected, int everyHours) {
    static final Knowing PERFECT = new Knowing(false, 0);

    boolean again() {
        return everyHours > 0;
    }

    /** The periods in which a session begins that adds to the day's. */
    int[] sessions(int periods) {
        int step = everyHours * periods / 24;
        int[] sessions = new int[again() ? (periods - 1) / step : 0];
        for (int i = 0; i < sessions.length; i++) {
            sessions[i] = (i + 1) * step;
        }
        return sessions;
    }

    /** What was measured when a period begins that a session is held for: gates and prepayment take half an hour. */
    static int measuredBefore(int period, int periods) {
        return Math.max(0, period - (periods + 47) / 48);
    }
}
