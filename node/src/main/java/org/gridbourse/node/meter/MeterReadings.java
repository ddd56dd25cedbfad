package org.gridbourse.node.meter;

import java.util.List;

/**
 * What a file says: periods per meter, in order of the meters' ids, and what is doubted, in order of time.
 *
 * @param assumptions what the file does not say and was taken to be so, a sentence each
 */
public record MeterReadings(
        String format, List<MeterIntervals> meters, List<Finding> findings, List<String> assumptions) {

    public MeterReadings {
        meters = List.copyOf(meters);
        findings = List.copyOf(findings);
        assumptions = List.copyOf(assumptions);
    }
}
