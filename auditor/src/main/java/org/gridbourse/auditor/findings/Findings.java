package org.gridbourse.auditor.findings;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Collects findings in the order in which they are made; after many of one code only counts them. */
public final class Findings {
    private static final int LISTED_PER_CODE = 200;

    private final List<Finding> listed = new ArrayList<>();
    private final Map<FindingCode, Long> counts = new EnumMap<>(FindingCode.class);
    private long consequences;

    /** Something about the ledger as a whole. */
    public void add(FindingCode code, String detail) {
        add(new Finding(code, OptionalLong.empty(), Optional.empty(), detail));
    }

    /** Something about a block. */
    public void add(FindingCode code, long block, String detail) {
        add(new Finding(code, OptionalLong.of(block), Optional.empty(), detail));
    }

    /** Something about a transaction. */
    public void add(FindingCode code, long block, String transactionId, String detail) {
        add(new Finding(code, OptionalLong.of(block), Optional.of(transactionId), detail));
    }

    /** Adds a finding, listed unless there are very many of its code. */
    public void add(Finding finding) {
        if (counts.merge(finding.code(), 1L, Long::sum) <= LISTED_PER_CODE) {
            listed.add(finding);
        }
    }

    /** A transaction disagrees with the ledger's state only because of what was found before. */
    public void addConsequence() {
        consequences++;
    }

    /** How many transactions disagree only because of what was found before. */
    public long consequences() {
        return consequences;
    }

    /** Whether nothing was found. */
    public boolean isEmpty() {
        return counts.isEmpty();
    }

    /** The findings, at most 200 of each code. */
    public List<Finding> listed() {
        return List.copyOf(listed);
    }

    /** How many there are of each code. */
    public Map<FindingCode, Long> counts() {
        return Map.copyOf(counts);
    }
}
