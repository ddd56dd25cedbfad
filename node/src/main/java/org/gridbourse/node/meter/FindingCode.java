package org.gridbourse.node.meter;

/** What a reader doubts. */
public enum FindingCode {
    /** Nothing was measured for longer than the meter usually takes. */
    GAP,
    /** The same value for the same time again; counted once. */
    DUPLICATE,
    /** Another value for the same time; the first one is kept, or the one that was updated later. */
    CONFLICT,
    /** Rows do not follow one another in time; they were put in order. */
    OUT_OF_ORDER,
    /** A register shows less than before; what lies between is not known. */
    REGISTER_FALLS,
    /** A register went on from zero behind its last digit. */
    ROLLOVER,
    /** More than the connection or the meter's own past allows, or less than nothing; left out. */
    IMPLAUSIBLE,
    /** A register shows zero between higher values, as after a restart; left out. */
    ZERO_AFTER_RESTART,
    /** The values look like another unit than the stated one. */
    UNIT_SUSPECT,
    /** Periods that were not measured but spread, estimated or substituted. */
    ESTIMATED,
    /** A record or row that this reader does not know; left out. */
    UNKNOWN_RECORD
}
