package org.gridbourse.optimizer.bench;

import java.util.Collections;
import java.util.List;
import org.gridbourse.optimizer.model.StorageProblem;
import org.gridbourse.optimizer.model.TubeRepair;
import org.hipparchus.optim.InitialGuess;
import org.hipparchus.optim.MaxEval;
import org.hipparchus.optim.SimpleBounds;
import org.hipparchus.optim.nonlinear.scalar.GoalType;
import org.hipparchus.optim.nonlinear.scalar.ObjectiveFunction;
import org.hipparchus.optim.nonlinear.scalar.noderiv.CMAESOptimizer;
import org.hipparchus.random.MersenneTwister;
import org.uma.jmetal.algorithm.singleobjective.particleswarmoptimization.StandardPSO2007;
import org.uma.jmetal.algorithm.singleobjective.particleswarmoptimization.StandardPSO2011;
import org.uma.jmetal.problem.doubleproblem.impl.AbstractDoubleProblem;
import org.uma.jmetal.solution.doublesolution.DoubleSolution;
import org.uma.jmetal.util.evaluator.impl.SequentialSolutionListEvaluator;
import org.uma.jmetal.util.pseudorandom.JMetalRandom;

/** Swarms of libraries on the same repaired problem; each answers the position that it reached. */
final class OtherSwarms {
    private static final int PARTICLES = 40;

    private final StorageProblem problem;
    private final TubeRepair repair;

    OtherSwarms(StorageProblem problem, TubeRepair repair) {
        this.problem = problem;
        this.repair = repair;
    }

    double[] spso2007(int evaluations, long seed) {
        JMetalRandom.getInstance().setSeed(seed);
        StandardPSO2007 swarm = new StandardPSO2007(
                new Repaired(), PARTICLES, evaluations / PARTICLES, 3, new SequentialSolutionListEvaluator<>());
        swarm.run();
        return position(swarm.result());
    }

    double[] spso2011(int evaluations, long seed) {
        JMetalRandom.getInstance().setSeed(seed);
        StandardPSO2011 swarm = new StandardPSO2011(
                new Repaired(), PARTICLES, evaluations / PARTICLES, 3, new SequentialSolutionListEvaluator<>());
        swarm.run();
        return position(swarm.result());
    }

    double[] cmaEs(int evaluations, long seed) {
        int dimension = problem.dimension();
        double[] low = new double[dimension];
        double[] high = new double[dimension];
        double[] sigma = new double[dimension];
        double[] start = new double[dimension];
        for (int d = 0; d < dimension; d++) {
            low[d] = problem.lowest(d);
            high[d] = problem.highest(d);
            sigma[d] = (high[d] - low[d]) / 3;
            start[d] = Math.max(low[d], Math.min(high[d], 0));
        }
        double[][] best = {start.clone()};
        double[] bestValue = {Double.POSITIVE_INFINITY};
        CMAESOptimizer optimizer = new CMAESOptimizer(
                Integer.MAX_VALUE, Double.NEGATIVE_INFINITY, true, 0, 1, new MersenneTwister(seed), false, null);
        try {
            optimizer.optimize(
                    new MaxEval(evaluations),
                    new ObjectiveFunction(position -> {
                        double[] repaired = position.clone();
                        double value = judge(repaired);
                        if (value < bestValue[0]) {
                            bestValue[0] = value;
                            best[0] = repaired;
                        }
                        return value;
                    }),
                    GoalType.MINIMIZE,
                    new InitialGuess(start),
                    new SimpleBounds(low, high),
                    new CMAESOptimizer.Sigma(sigma),
                    new CMAESOptimizer.PopulationSize(4 + (int) (3 * Math.log(dimension))));
        } catch (org.hipparchus.exception.MathIllegalStateException budgetSpent) {
            return best[0];
        }
        return best[0];
    }

    private double judge(double[] position) {
        repair.repair(position);
        return problem.evaluate(position);
    }

    private double[] position(DoubleSolution solution) {
        double[] position =
                solution.variables().stream().mapToDouble(Double::doubleValue).toArray();
        repair.repair(position);
        return position;
    }

    /** Repair writes back, as in our own swarm. */
    @SuppressWarnings("serial")
    private final class Repaired extends AbstractDoubleProblem {
        Repaired() {
            numberOfObjectives(1);
            numberOfConstraints(0);
            name("storage");
            List<Double> low = new java.util.ArrayList<>(Collections.nCopies(problem.dimension(), 0.0));
            List<Double> high = new java.util.ArrayList<>(low);
            for (int d = 0; d < problem.dimension(); d++) {
                low.set(d, problem.lowest(d));
                high.set(d, problem.highest(d));
            }
            variableBounds(low, high);
        }

        @Override
        public DoubleSolution evaluate(DoubleSolution solution) {
            double[] position = solution.variables().stream()
                    .mapToDouble(Double::doubleValue)
                    .toArray();
            solution.objectives()[0] = judge(position);
            for (int d = 0; d < position.length; d++) {
                solution.variables().set(d, position[d]);
            }
            return solution;
        }
    }
}
