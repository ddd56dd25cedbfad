package org.gridbourse.auditor.findings;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * One thing that is wrong.
 *
 * @param block where, empty if it concerns the ledger as a whole
 * @param transactionId which transaction, empty if it concerns a whole block or more
 * @param detail in words, with the figures that disagree
 */
public record Finding(FindingCode code, OptionalLong block, Optional<String> transactionId, String detail) {}
