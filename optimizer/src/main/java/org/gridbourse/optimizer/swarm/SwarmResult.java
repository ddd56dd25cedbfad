package org.gridbourse.optimizer.swarm;

/**
 * The best position that a swarm has seen.
 *
 * @param position repaired; owned by the caller
 * @param value its objective
 * @param evaluations of the objective that it took
 */
public record SwarmResult(double[] position, double value, long evaluations) {}
