package org.gridbourse.auditor;

/** Is told how far a long audit has come. */
public interface Progress {
    /** Says nothing. */
    Progress SILENT = (blocks, transactions) -> {};

    /** After each block. */
    void at(long blocks, long transactions);
}
