package org.gridbourse.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class InteriorPointTest {

    @Test
    void the_cost_of_200_random_communities_is_that_of_another_solver() {
        for (int seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Community community = new RandomCommunities(random).next(random.nextInt(1, 13), random.nextInt(1, 5));

            Solution solution = InteriorPoint.solve(community);

            assertThat(solution.converged()).as("seed %s", seed).isTrue();
            assertThat(solution.cost()).as("seed %s", seed).isCloseTo(LibraryProgram.cost(community), within(1e-6));
        }
    }

    @Test
    void a_limit_of_throughput_that_cannot_bind_does_not_keep_it_from_the_optimum() {
        // four flat periods; 8 kWh full that must end at 2.4, lossless 10 kWh that may move 10 kWh; 10 000 000 Wh of
        // throughput
        List<Community.Band> bands = Collections.nCopies(4, new Community.Band(0.08, 0.32, 0, 1));
        Community community = new Community(
                bands,
                List.of(),
                List.of(owner(0.95, 1.053, new Community.Levels(8, 8, 2.4), 10_000), owner(1, 1, LOSSLESS, 10)));

        Solution solution = InteriorPoint.solve(community);

        // 3 kWh and 5.6 / 1.053 kWh come from the storages, all the rest of 4 from the grid
        assertThat(solution.converged()).isTrue();
        assertThat(solution.cost()).isLessThan(1e-4).isGreaterThan(0.08 * (4 - 3.565048 - 5.6 / 1.053) - 1e-6);
    }

    private static final Community.Levels LOSSLESS = new Community.Levels(10, 6.565048, 3);

    private static Community.Owner owner(double stored, double drawn, Community.Levels levels, double throughput) {
        double[] power = {24, 24, 24, 24};
        double[] always = {Double.NaN, Double.NaN, Double.NaN, Double.NaN};
        return new Community.Owner(
                new double[4],
                always,
                new double[4],
                new Community.Storage(power, power, stored, drawn, levels, 0, throughput));
    }
}
