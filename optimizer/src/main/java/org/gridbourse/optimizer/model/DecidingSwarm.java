package org.gridbourse.optimizer.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.gridbourse.optimizer.swarm.Problem;
import org.gridbourse.optimizer.swarm.Swarm;
import org.gridbourse.optimizer.swarm.SwarmResult;
import org.gridbourse.optimizer.swarm.Termination;

/**
 * The swarm of a fleet: a particle holds for each device, whose running is not free, when it decides and how. The devices
 * decide in this order, in groups; after each group the program runs once more with the others still free.
 */
final class DecidingSwarm implements Problem {
    private static final int PARTICLES = 6;
    /** Most groups in which the devices of a plan decide. */
    private static final int MOST_GROUPS = 6;

    private final FleetObjective objective;
    private final FleetPrograms programs;
    private final DeviceAnswers answers;
    private final int[] choosing;
    private FleetState relaxed;
    private double[] relaxedPrices;
    private int groups;
    private FleetState best;
    private double value = Double.POSITIVE_INFINITY;
    private long evaluations;

    DecidingSwarm(
            Fleet fleet, FleetObjective objective, FleetPieces pieces, FleetPrograms programs, DeviceAnswers answers) {
        this.objective = objective;
        this.programs = programs;
        this.answers = answers;
        choosing = choosing(fleet, pieces);
    }

    /** Devices with choices: blocks first, which bend least. */
    static int[] choosing(Fleet fleet, FleetPieces pieces) {
        List<Integer> choosing = new ArrayList<>();
        for (int b = 0; b < fleet.blocks().size(); b++) {
            choosing.add(fleet.stores().size() + b);
        }
        for (int k = 0; k < fleet.stores().size(); k++) {
            if (!pieces.isConvex(fleet.stores().get(k))) {
                choosing.add(k);
            }
        }
        return choosing.stream().mapToInt(Integer::intValue).toArray();
    }

    FleetState best() {
        return best;
    }

    long evaluations() {
        return evaluations;
    }

    /** @param most programs to be solved */
    void search(FleetState start, FleetProgram.Solution solution, int most, long seed) {
        relaxed = start;
        relaxedPrices = solution.priceOfDemand();
        groups = Math.max(1, Math.min(Math.min(MOST_GROUPS, choosing.length), most / (2 * PARTICLES)));
        int rounds = Math.max(1, most / (groups * PARTICLES));
        SwarmResult result = new Swarm(this, DecidingSwarm::clip, PARTICLES)
                .search(List.of(new double[dimension()]), Termination.after(rounds - 1), new SplittableRandom(seed));
        evaluations = result.evaluations();
    }

    private static void clip(double[] position) {
        for (int d = 0; d < position.length; d++) {
            position[d] = Math.max(-1, Math.min(1, position[d]));
        }
    }

    @Override
    public int dimension() {
        return 2 * choosing.length;
    }

    @Override
    public double lowest(int d) {
        return -1;
    }

    @Override
    public double highest(int d) {
        return 1;
    }

    @Override
    public double evaluate(double[] position) {
        List<Integer> order = new ArrayList<>();
        for (int c = 0; c < choosing.length; c++) {
            order.add(c);
        }
        order.sort(Comparator.comparingDouble(c -> position[c]));
        FleetState state = relaxed.copy();
        double[] prices = relaxedPrices;
        boolean[] free = programs.none();
        for (int device : choosing) {
            free[device] = true;
        }
        int next = 0;
        for (int group = 1; group <= groups; group++) {
            for (int end = group * choosing.length / groups; next < end; next++) {
                int c = order.get(next);
                answers.answer(state, choosing[c], prices, position[choosing.length + c] > 0);
                free[choosing[c]] = false;
            }
            prices = programs.settle(state, free, FleetPrograms.ROUGH, Double.MAX_VALUE)
                    .map(FleetProgram.Solution::priceOfDemand)
                    .orElse(prices);
        }
        double reached = objective.of(state);
        if (best == null || reached < value) {
            value = reached;
            best = state;
        }
        return reached;
    }
}
