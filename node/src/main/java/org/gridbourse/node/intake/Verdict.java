package org.gridbourse.node.intake;

/** What became of a sample that came in. */
public enum Verdict {
    /** Counts. */
    ACCEPTED,
    /** Counts, and came after a later one. */
    ACCEPTED_LATE,
    /** Counts: the register went on from zero behind its last digit. */
    ROLLED_OVER,
    /** Counts: the register goes on from another value, as after a meter was exchanged; the step between does not. */
    EXCHANGED,
    /** The same again; counts once. */
    DUPLICATE,
    /** Another value for the same time; does not count. */
    CONFLICT,
    /** Zero after more, as after a restart; does not count. */
    ZERO_AFTER_RESTART,
    /** Less than before; does not count unless the next sample confirms it. */
    REGISTER_FALLS,
    /** More than the connection allows; does not count unless the next sample confirms that the register goes on there. */
    IMPLAUSIBLE,
    /** Its time lies ahead of the receiver's clock; does not count. */
    CLOCK_AHEAD,
    /** Older than what is kept; does not count. */
    TOO_OLD,
    /** Kept by a broker from earlier, without a time of its own; does not count. */
    RETAINED,
    /** No value where the mapping says it is, or none that can be read. */
    UNREADABLE;

    /** Whether the sample was taken. */
    public boolean counts() {
        return switch (this) {
            case ACCEPTED, ACCEPTED_LATE, ROLLED_OVER, EXCHANGED, DUPLICATE -> true;
            case CONFLICT,
                    ZERO_AFTER_RESTART,
                    REGISTER_FALLS,
                    IMPLAUSIBLE,
                    CLOCK_AHEAD,
                    TOO_OLD,
                    RETAINED,
                    UNREADABLE -> false;
        };
    }
}
