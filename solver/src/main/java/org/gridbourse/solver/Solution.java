package org.gridbourse.solver;

/**
 * What a community does at least cost, and the prices that make everybody want to.
 *
 * @param cost of all together: energy, wires, wear, and at their limits what is not traded
 * @param price per period
 * @param charge per owner and period
 * @param discharge per owner and period
 * @param storedValue what a stored kWh is worth, per owner and period
 * @param throughputValue what a kWh of throughput is worth, per owner
 * @param netUsed of net positions that may be left alone, what is traded or used, per owner and period
 * @param bought net of what each owner takes from others and the grid, per owner and period
 * @param converged whether it is exact to the tolerance
 */
public record Solution(
        double cost,
        double[] price,
        double[][] charge,
        double[][] discharge,
        double[][] storedValue,
        double[] throughputValue,
        double[][] netUsed,
        double[][] bought,
        boolean converged) {}
