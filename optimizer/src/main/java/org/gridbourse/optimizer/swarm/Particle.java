package org.gridbourse.optimizer.swarm;

import java.util.random.RandomGenerator;

/** One particle: where it is, how it flies and the best place it has seen. */
final class Particle {
    /** Constriction 0.7298 with acceleration 2.05 to each attractor (Clerc and Kennedy 2002). */
    private static final double CONSTRICTION = 0.7298437881283576;

    private static final double ACCELERATION = 2.05;

    final double[] position;
    final double[] velocity;
    final double[] best;
    double bestValue = Double.POSITIVE_INFINITY;

    Particle(int dimension) {
        position = new double[dimension];
        velocity = new double[dimension];
        best = new double[dimension];
    }

    /** Flies towards its own best place and that of its best neighbour. */
    void fly(double[] neighbour, RandomGenerator random) {
        for (int d = 0; d < position.length; d++) {
            double own = random.nextDouble() * ACCELERATION * (best[d] - position[d]);
            double social = random.nextDouble() * ACCELERATION * (neighbour[d] - position[d]);
            velocity[d] = CONSTRICTION * (velocity[d] + own + social);
            position[d] += velocity[d];
        }
    }

    void remember(double value) {
        if (value < bestValue) {
            bestValue = value;
            System.arraycopy(position, 0, best, 0, position.length);
        }
    }
}
