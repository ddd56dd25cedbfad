package org.gridbourse.optimizer;

/**
 * A state of charge that must be reached inside the day.
 *
 * @param step counted from 0; the target holds at the end of it
 * @param socMin least state of charge then, 0 to 1
 */
public record SocTarget(int step, double socMin) {
    public SocTarget {
        Checks.within("step", step, 0, Integer.MAX_VALUE);
        Checks.within("socMin", socMin, 0, 1);
    }
}
