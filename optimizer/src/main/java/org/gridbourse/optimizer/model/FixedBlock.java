package org.gridbourse.optimizer.model;

import java.util.Arrays;

/**
 * A block with powers in a fixed order.
 *
 * @param window planned steps in which it may run
 * @param powerKw one per step that it runs
 * @param interruptible whether it may pause between two of them
 * @param missingKwh that do not fit into the window
 */
record FixedBlock(
        String name,
        Store.Steps window,
        double[] powerKw,
        boolean interruptible,
        double missingKwh,
        double requiredKwh) {
    /** Where it starts, if it runs without a break: the first step, the second, ... of its window. */
    int starts() {
        return powerKw.length == 0 ? 0 : window.size() - powerKw.length + 1;
    }

    /**
     * Puts the powers where they are cheapest.
     *
     * @param cost of taking part p in a planned step
     * @return its step for every part
     */
    int[] cheapest(PartCost cost) {
        return interruptible ? withPauses(cost) : withoutBreak(cost);
    }

    /** What a part costs in a step. */
    interface PartCost {
        double of(int part, int step);
    }

    private int[] withoutBreak(PartCost cost) {
        double best = Double.POSITIVE_INFINITY;
        int bestStart = 0;
        for (int start = 0; start < starts(); start++) {
            double sum = 0;
            for (int part = 0; part < powerKw.length; part++) {
                sum += cost.of(part, window.first() + start + part);
            }
            if (sum < best) {
                best = sum;
                bestStart = start;
            }
        }
        return at(bestStart);
    }

    /** Dynamic programming: parts one after the other, steps from left to right. */
    private int[] withPauses(PartCost cost) {
        int parts = powerKw.length;
        int room = window.size();
        double[][] best = new double[parts + 1][room + 1];
        for (int part = 1; part <= parts; part++) {
            Arrays.fill(best[part], Double.POSITIVE_INFINITY);
            for (int step = part; step <= room; step++) {
                double here = best[part - 1][step - 1] + cost.of(part - 1, window.first() + step - 1);
                best[part][step] = Math.min(best[part][step - 1], here);
            }
        }
        int[] steps = new int[parts];
        int step = room;
        for (int part = parts; part > 0; part--) {
            while (step > part && best[part][step - 1] <= best[part][step]) {
                step--;
            }
            steps[part - 1] = window.first() + --step;
        }
        return steps;
    }

    /** Without a break from a start counted in the window. */
    int[] at(int start) {
        int[] steps = new int[powerKw.length];
        Arrays.setAll(steps, part -> window.first() + start + part);
        return steps;
    }

    /** Adds (or with sign -1 takes away) its powers at these steps. */
    void add(int[] steps, double sign, double[] loadKw) {
        for (int part = 0; part < steps.length; part++) {
            loadKw[steps[part]] += sign * powerKw[part];
        }
    }

    double highestKw() {
        return Arrays.stream(powerKw).max().orElse(0);
    }
}
