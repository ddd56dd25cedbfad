package org.gridbourse.optimizer.model;

/**
 * In what the program of a fleet is held, kW.
 *
 * @param lowestKw of each store in each of its steps
 * @param highestKw likewise
 * @param free where a store pays for running in proportion to its power: it is not yet said whether it runs
 * @param oneWay where a store would gain by charging and giving at once, but can only share the step between them
 * @param leastGridKw of the exchange with the grid, per step
 * @param mostGridKw likewise
 */
record FleetRange(
        double[][] lowestKw,
        double[][] highestKw,
        boolean[][] free,
        boolean[][] oneWay,
        double[] leastGridKw,
        double[] mostGridKw) {}
