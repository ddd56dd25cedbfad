package org.gridbourse.node.trading;

/**
 * How a step of a node ended.
 *
 * @param outcome DONE, SKIPPED (it had nothing to do or its behaviour says so), FAILED (its inputs do not
 *     allow it), or the code of a refusal
 */
public record StepResult(NodeStep step, String outcome, String detail) {
    public static final String DONE = "DONE";
    public static final String SKIPPED = "SKIPPED";
    public static final String FAILED = "FAILED";
}
