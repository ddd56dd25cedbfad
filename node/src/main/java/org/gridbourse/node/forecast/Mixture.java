package org.gridbourse.node.forecast;

import java.util.ArrayList;
import java.util.List;

/**
 * Mixes forecasts of one day by how far each missed lately, apart for each part of the day, and steps back to the naive
 * one whenever that has missed less than the mix.
 */
final class Mixture {
    private static final int PARTS_OF_DAY = 6;
    private static final double HALF_LIFE_DAYS = 21;
    /** How sharply the better is preferred: half the miss weighs 2^20 times. */
    private static final double PREFERENCE = 20;
    /** Part of the whole day's miss that is added to each part's, so that a quiet part does not decide by chance. */
    private static final double SHARED_MISS = 0.25;

    private final int slots;
    private final int parts;
    private final double[][] misses;
    private double missOfMix;
    private final int naive;
    private final List<double[][]> forecastsByDay = new ArrayList<>();

    /** @param naive which of the forecasts is the one never to be worse than */
    Mixture(int forecasts, int slots, int naive) {
        this.slots = slots;
        this.parts = Math.min(PARTS_OF_DAY, slots);
        this.misses = new double[forecasts][parts];
        this.naive = naive;
    }

    /** The mix of the next day's forecasts; days follow one another without a gap. */
    double[] mix(double[][] forecasts) {
        double[][] shares = shares();
        double[] mixed = new double[slots];
        for (int slot = 0; slot < slots; slot++) {
            for (int i = 0; i < forecasts.length; i++) {
                mixed[slot] += shares[part(slot)][i] * forecasts[i][slot];
            }
        }
        double[][] kept = new double[forecasts.length + 1][];
        System.arraycopy(forecasts, 0, kept, 0, forecasts.length);
        kept[forecasts.length] = mixed;
        forecastsByDay.add(kept);
        return naiveIsBetter() ? forecasts[naive].clone() : mixed.clone();
    }

    /** Learns from a day that has been measured whole. */
    void learn(int day, double[] actual) {
        double[][] forecasts = forecastsByDay.get(day);
        double fade = Math.pow(0.5, 1 / HALF_LIFE_DAYS);
        boolean measured = false;
        for (double value : actual) {
            measured |= !Double.isNaN(value);
        }
        if (!measured) {
            return;
        }
        missOfMix *= fade;
        for (int part = 0; part < parts; part++) {
            for (double[] miss : misses) {
                miss[part] *= fade;
            }
        }
        for (int slot = 0; slot < slots; slot++) {
            if (!Double.isNaN(actual[slot])) {
                for (int i = 0; i < misses.length; i++) {
                    misses[i][part(slot)] += Math.abs(forecasts[i][slot] - actual[slot]);
                }
                missOfMix += Math.abs(forecasts[misses.length][slot] - actual[slot]);
            }
        }
        // what was learnt from is not needed again
        forecastsByDay.set(day, null);
    }

    private boolean naiveIsBetter() {
        double missOfNaive = 0;
        for (double miss : misses[naive]) {
            missOfNaive += miss;
        }
        return missOfNaive < missOfMix;
    }

    private double[][] shares() {
        double[][] shares = new double[parts][misses.length];
        for (int part = 0; part < parts; part++) {
            double least = Double.POSITIVE_INFINITY;
            double[] weighed = new double[misses.length];
            for (int i = 0; i < misses.length; i++) {
                double whole = 0;
                for (double miss : misses[i]) {
                    whole += miss;
                }
                weighed[i] = misses[i][part] + SHARED_MISS * whole / parts;
                least = Math.min(least, weighed[i]);
            }
            double sum = 0;
            for (int i = 0; i < misses.length; i++) {
                shares[part][i] = weighed[i] <= least ? 1 : Math.pow(least / weighed[i], PREFERENCE);
                sum += shares[part][i];
            }
            for (int i = 0; i < misses.length; i++) {
                shares[part][i] /= sum;
            }
        }
        return shares;
    }

    private int part(int slot) {
        return slot * parts / slots;
    }
}
