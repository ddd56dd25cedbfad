package org.gridbourse.auditor.market;

/** Follows the records of the market in the order in which they were written. */
public interface RecordListener {

    /** One record. */
    void written(WrittenRecord record);

    /** The ledger has ended. */
    default void end() {}
}
