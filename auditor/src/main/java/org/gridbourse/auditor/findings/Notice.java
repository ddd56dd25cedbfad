package org.gridbourse.auditor.findings;

/**
 * What breaks no rule and yet should be known before figures are believed.
 *
 * @param sessionId of which session; empty where it is about none
 * @param detail in words
 */
public record Notice(Code code, String sessionId, String detail) {

    /** What kind of thing. */
    public enum Code {
        /** Readings came before the end of the period that they are about. */
        READINGS_BEFORE_THEIR_TIME,
        /** A session was settled before its last period had ended. */
        SETTLED_BEFORE_ITS_TIME,
        /** Transactions say another time than those of the blocks around them. */
        TIME_OFF_ITS_NEIGHBOURS
    }
}
