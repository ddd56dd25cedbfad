package org.gridbourse.optimizer.swarm;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Particle swarm with constriction and a ring neighbourhood (Kennedy and Eberhart 1995; Clerc and Kennedy 2002;
 * Kennedy and Mendes 2002). Every position is repaired and written back before it is judged, so every particle is
 * feasible at all times.
 *
 * @param problem what to make small
 * @param repair puts a position into the feasible set
 * @param particles at least 3
 */
public record Swarm(Problem problem, Repair repair, int particles) {
    public Swarm {
        if (particles < 3) {
            throw new IllegalArgumentException("particles (%d) must be at least 3".formatted(particles));
        }
    }

    /**
     * @param known positions that the first particles start from; the others start anywhere in the box
     * @param random source of all randomness
     * @return never worse than the best of {@code known} after repair
     */
    public SwarmResult search(List<double[]> known, Termination termination, RandomGenerator random) {
        Particle[] ring = new Particle[particles];
        for (int p = 0; p < particles; p++) {
            ring[p] = start(p < known.size() ? known.get(p) : null, random);
        }
        int iteration = 0;
        while (!termination.reached(iteration, best(ring).bestValue)) {
            for (int p = 0; p < particles; p++) {
                ring[p].fly(bestNeighbour(ring, p).best, random);
                judge(ring[p]);
            }
            iteration++;
        }
        Particle best = best(ring);
        return new SwarmResult(best.best, best.bestValue, (long) particles * (iteration + 1));
    }

    private Particle start(double[] known, RandomGenerator random) {
        int dimension = problem.dimension();
        Particle particle = new Particle(dimension);
        for (int d = 0; d < dimension; d++) {
            double low = problem.lowest(d);
            double width = problem.highest(d) - low;
            particle.position[d] = known == null ? low + random.nextDouble() * width : known[d];
            particle.velocity[d] = (random.nextDouble() - 0.5) * width;
        }
        judge(particle);
        return particle;
    }

    private void judge(Particle particle) {
        repair.repair(particle.position);
        particle.remember(problem.evaluate(particle.position));
    }

    private static Particle bestNeighbour(Particle[] ring, int p) {
        Particle left = ring[(p + ring.length - 1) % ring.length];
        Particle right = ring[(p + 1) % ring.length];
        Particle better = left.bestValue <= right.bestValue ? left : right;
        return better.bestValue < ring[p].bestValue ? better : ring[p];
    }

    private static Particle best(Particle[] ring) {
        Particle best = ring[0];
        for (Particle particle : ring) {
            best = particle.bestValue < best.bestValue ? particle : best;
        }
        return best;
    }
}
