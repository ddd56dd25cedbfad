package org.gridbourse.solver;

import static org.assertj.core.api.Assertions.assertThat;

import org.gridbourse.market.storage.SessionBook;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JointSolverTest {

    @ParameterizedTest
    @CsvSource({"flat,0", "flat,80000", "tou,0", "tou,80000", "two,0", "two,80000"})
    void every_day_of_a_village_is_proven(String tariff, long feeMicro) {
        for (int seed = 0; seed < 40; seed++) {
            SessionBook book = new Villages(seed, seed % 2 == 0 ? 24 : 96, tariff, feeMicro)
                    .withMargin(seed % 4 == 3 ? 100 : 0)
                    .withFeedIn(seed % 10 == 9 ? -20_000 : 80_000)
                    .day(1 + seed % 12, 1 + seed % 7);

            assertThat(JointSolver.propose(book)).as("seed %s", seed).isPresent();
        }
    }
}
