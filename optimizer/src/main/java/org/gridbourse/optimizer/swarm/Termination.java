package org.gridbourse.optimizer.swarm;

/** When a swarm stops. Never a clock: the same seed must give the same result on any machine. */
@FunctionalInterface
public interface Termination {
    /**
     * @param iteration rounds that all particles have flown
     * @param best smallest objective so far
     */
    boolean reached(int iteration, double best);

    static Termination after(int iterations) {
        return (iteration, best) -> iteration >= iterations;
    }
}
