package org.gridbourse.optimizer.model;

import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;

/** Makes a plan of several devices better: some are let go and decide again, then single steps change their pieces. */
final class FleetRefinement {
    /** Share of the objective that a change must gain. */
    private static final double WORTHWHILE = 1e-7;
    /** Width of the factor by which prices are disturbed. */
    private static final double DISTURBED = 0.5;

    private final Fleet fleet;
    private final SiteDay day;
    private final FleetObjective objective;
    private final FleetPieces pieces;
    private final FleetPrograms programs;
    private final DeviceAnswers answers;
    private final int[] choosing;
    private FleetState best;
    private double bestValue;
    private FleetState now;
    private double reached;
    private long improvements;

    FleetRefinement(
            SiteDay day,
            Fleet fleet,
            FleetObjective objective,
            FleetPieces pieces,
            FleetPrograms programs,
            DeviceAnswers answers,
            FleetState start) {
        this.fleet = fleet;
        this.objective = objective;
        this.pieces = pieces;
        this.programs = programs;
        this.answers = answers;
        this.day = day;
        choosing = DecidingSwarm.choosing(fleet, pieces);
        best = start;
        bestValue = objective.of(start);
    }

    FleetState best() {
        return best;
    }

    long improvements() {
        return improvements;
    }

    /**
     * Descends, and again from plans in whose neighbourhood it has not been (iterated local search: Lourenço, Martin and
     * Stützle 2003).
     *
     * @param most programs to be solved, those before included
     */
    void refine(int most, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        now = best.copy();
        reached = bestValue;
        descend(most, random);
        while (choosing.length > 1 && programs.solved() < most) {
            kick(random);
            descend(most, random);
        }
    }

    private void descend(int most, SplittableRandom random) {
        decideAgain(most, random);
        new PieceFlips(day, fleet, objective, pieces, programs, this::keep).search(now, reached, most);
        if (reached < bestValue) {
            best = now;
            bestValue = reached;
        }
    }

    /** Two devices decide once more, whether that pays or not. */
    private void kick(SplittableRandom random) {
        FleetState state = best.copy();
        boolean[] free = programs.none();
        int[] released = {choosing[random.nextInt(choosing.length)], choosing[random.nextInt(choosing.length)]};
        for (int device : released) {
            free[device] = true;
        }
        double[] prices = programs.settle(state, free, FleetPrograms.ROUGH, Double.MAX_VALUE)
                .map(FleetProgram.Solution::priceOfDemand)
                .orElse(new double[day.steps]);
        double[] disturbed = prices.clone();
        Arrays.setAll(disturbed, t -> prices[t] * (1 + DISTURBED * (random.nextDouble() - 0.5)));
        for (int device : released) {
            answers.answer(state, device, disturbed, true);
        }
        if (programs.settle(state, programs.none(), FleetPrograms.ROUGH, Double.MAX_VALUE)
                .isPresent()) {
            now = state;
            reached = objective.of(state);
        }
    }

    /** Takes a plan if it is better; tells whether it is. */
    private boolean keep(FleetState state, double value) {
        if (value < reached - WORTHWHILE * (1 + Math.abs(reached))) {
            reached = value;
            now = state;
            improvements++;
            return true;
        }
        return false;
    }

    private void decideAgain(int most, SplittableRandom random) {
        int failed = 0;
        for (int trial = 0; programs.solved() < most && failed < 3 * choosing.length; trial++) {
            int size = Math.min(choosing.length, 1 + (trial / choosing.length) % 3);
            int[] released = new int[size];
            released[0] = choosing[trial % choosing.length];
            for (int i = 1; i < size; i++) {
                released[i] = choosing[random.nextInt(choosing.length)];
            }
            failed = letGo(released, random) ? 0 : failed + 1;
        }
    }

    /** Lets some devices go, and decide again one after the other between the relaxed plans of the rest of them. */
    private boolean letGo(int[] released, SplittableRandom random) {
        FleetState state = now.copy();
        boolean[] free = programs.none();
        for (int device : released) {
            free[device] = true;
        }
        double wanted = reached - WORTHWHILE * (1 + Math.abs(reached));
        Optional<FleetProgram.Solution> relaxed = programs.settle(state, free, FleetPrograms.ROUGH, wanted);
        if (relaxed.isEmpty()) {
            return false;
        }
        double[] prices = relaxed.get().priceOfDemand();
        for (int device : released) {
            answers.answer(state, device, prices, random.nextInt(3) == 0);
            free[device] = false;
        }
        return programs.settle(state, free, FleetPrograms.ROUGH, wanted).isPresent()
                && keep(state, objective.of(state));
    }
}
