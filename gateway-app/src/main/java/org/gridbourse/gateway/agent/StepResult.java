package org.gridbourse.gateway.agent;

/**
 * How a step of a node ended.
 *
 * @param outcome DONE, SKIPPED (it had nothing to do or its behaviour says so), FAILED (its inputs do not
 *     allow it), or the code of a refusal
 */
record StepResult(AgentStep step, String outcome, String detail) {
    static final String DONE = "DONE";
    static final String SKIPPED = "SKIPPED";
    static final String FAILED = "FAILED";
}
