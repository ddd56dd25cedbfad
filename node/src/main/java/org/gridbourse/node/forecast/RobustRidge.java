package org.gridbourse.node.forecast;

import java.util.Arrays;
import java.util.List;

/**
 * Weights of predictors by ridge regression in closed form, drawn towards given start weights.
 *
 * <p>Slots that scatter more count for less, and so does a single miss far beyond its slot's usual one: a party or a
 * holiday must not turn the mix (Huber 1964, by a few reweighted solutions).
 */
final class RobustRidge {
    private static final double PULL = 3e-3;
    private static final double USUAL_MISS_FACTOR = 1.5;
    private static final double QUIETEST_SHARE = 0.1;
    /** Far below any unit, and its inverse far from overflow. */
    private static final double SMALLEST_MISS = 1e-100;

    private static final int REWEIGHTED_SOLUTIONS = 3;
    private static final int FIRM_DAYS = 56;

    private final double[] startWeights;

    RobustRidge(double[] startWeights) {
        this.startWeights = startWeights.clone();
    }

    /**
     * One day that the weights are fitted to.
     *
     * @param rows predictors by slots
     * @param actual what was measured; NaN counts for nothing
     * @param weight how much the day counts
     * @param group days of one group have their usual miss in common, 0 to 2
     */
    record Lesson(double[][] rows, double[] actual, double weight, int group) {}

    double[] fit(List<Lesson> lessons) {
        double[] weights = solve(lessons, null);
        for (int round = 0; round < REWEIGHTED_SOLUTIONS; round++) {
            weights = solve(lessons, counts(lessons, weights));
        }
        return weights;
    }

    static double[] mix(double[][] rows, double[] weights) {
        double[] mixed = new double[rows[0].length];
        for (int predictor = 0; predictor < rows.length; predictor++) {
            for (int slot = 0; slot < mixed.length; slot++) {
                mixed[slot] += weights[predictor] * rows[predictor][slot];
            }
        }
        return mixed;
    }

    /** How much each step of each lesson counts, by how far it was missed. */
    private static double[][] counts(List<Lesson> lessons, double[] weights) {
        int slots = lessons.get(0).actual().length;
        double[][] misses = new double[lessons.size()][];
        for (int i = 0; i < lessons.size(); i++) {
            double[] mixed = mix(lessons.get(i).rows(), weights);
            double[] actual = lessons.get(i).actual();
            for (int slot = 0; slot < slots; slot++) {
                mixed[slot] = Math.abs(actual[slot] - mixed[slot]);
            }
            misses[i] = mixed;
        }
        double[][] usual = usualMisses(lessons, misses, slots);
        double quietest = Math.max(QUIETEST_SHARE * mean(usual), SMALLEST_MISS);
        double[][] counts = new double[lessons.size()][slots];
        for (int i = 0; i < lessons.size(); i++) {
            double[] usualOfGroup = usual[lessons.get(i).group()];
            for (int slot = 0; slot < slots; slot++) {
                double expected = USUAL_MISS_FACTOR * Math.max(usualOfGroup[slot], quietest);
                counts[i][slot] = 1 / Math.max(expected, misses[i][slot]);
            }
        }
        return counts;
    }

    private static double[][] usualMisses(List<Lesson> lessons, double[][] misses, int slots) {
        double[][] sums = new double[4][slots];
        double[][] weights = new double[4][slots];
        for (int i = 0; i < misses.length; i++) {
            Lesson lesson = lessons.get(i);
            for (int slot = 0; slot < slots; slot++) {
                if (!Double.isNaN(misses[i][slot])) {
                    for (int group : new int[] {lesson.group(), 3}) {
                        sums[group][slot] += lesson.weight() * misses[i][slot];
                        weights[group][slot] += lesson.weight();
                    }
                }
            }
        }
        double[][] usual = new double[3][];
        for (int group = 0; group < 3; group++) {
            double[] own = new double[slots];
            for (int slot = 0; slot < slots; slot++) {
                double all = weights[3][slot] == 0 ? 0 : sums[3][slot] / weights[3][slot];
                own[slot] = (sums[group][slot] + 2 * all) / (weights[group][slot] + 2);
            }
            usual[group] = Slots.smooth(own, 1);
        }
        return usual;
    }

    private static double mean(double[][] rows) {
        return Arrays.stream(rows).flatMapToDouble(Arrays::stream).average().orElse(0);
    }

    private double[] solve(List<Lesson> lessons, double[][] counts) {
        int size = startWeights.length;
        double[][] squares = new double[size][size];
        double[] products = new double[size];
        for (int i = 0; i < lessons.size(); i++) {
            add(lessons.get(i), counts == null ? null : counts[i], squares, products);
        }
        double trace = 0;
        for (int i = 0; i < size; i++) {
            trace += squares[i][i];
        }
        if (trace == 0) {
            // nothing but zeros teaches nothing
            return startWeights.clone();
        }
        double firmness = Math.max(1, (double) FIRM_DAYS / lessons.size());
        double pull = Math.max(PULL * firmness * firmness * trace / size, Double.MIN_NORMAL);
        for (int i = 0; i < size; i++) {
            squares[i][i] += pull;
            products[i] += pull * startWeights[i];
        }
        return solveByCholesky(squares, products);
    }

    private static void add(Lesson lesson, double[] counts, double[][] squares, double[] products) {
        double[][] rows = lesson.rows();
        double[] actual = lesson.actual();
        double[] counted = new double[actual.length];
        for (int slot = 0; slot < actual.length; slot++) {
            double count = counts == null ? 1 : counts[slot];
            counted[slot] = Double.isNaN(actual[slot]) ? 0 : lesson.weight() * count;
        }
        for (int i = 0; i < rows.length; i++) {
            double[] weighted = new double[actual.length];
            for (int slot = 0; slot < actual.length; slot++) {
                weighted[slot] = counted[slot] * rows[i][slot];
                products[i] += counted[slot] == 0 ? 0 : weighted[slot] * actual[slot];
            }
            for (int j = 0; j <= i; j++) {
                double sum = 0;
                for (int slot = 0; slot < actual.length; slot++) {
                    sum += weighted[slot] * rows[j][slot];
                }
                squares[i][j] += sum;
            }
        }
    }

    /** Solves for a symmetric positive matrix given by its lower half, which is overwritten. */
    private static double[] solveByCholesky(double[][] lower, double[] right) {
        int size = right.length;
        for (int i = 0; i < size; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = lower[i][j];
                for (int k = 0; k < j; k++) {
                    sum -= lower[i][k] * lower[j][k];
                }
                // rounding may leave a tiny negative pivot where predictors say the same
                lower[i][j] = i == j ? Math.sqrt(Math.max(sum, Double.MIN_NORMAL)) : sum / lower[j][j];
            }
        }
        double[] solution = right.clone();
        for (int i = 0; i < size; i++) {
            for (int k = 0; k < i; k++) {
                solution[i] -= lower[i][k] * solution[k];
            }
            solution[i] /= lower[i][i];
        }
        for (int i = size - 1; i >= 0; i--) {
            for (int k = i + 1; k < size; k++) {
                solution[i] -= lower[k][i] * solution[k];
            }
            solution[i] /= lower[i][i];
        }
        return solution;
    }
}
