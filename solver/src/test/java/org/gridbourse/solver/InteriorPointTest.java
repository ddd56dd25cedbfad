package org.gridbourse.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
}
