package org.gridbourse.solver;

import static org.assertj.core.api.Assertions.assertThat;

import org.gridbourse.market.storage.SessionBook;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DayScoreTest {
    @ParameterizedTest
    @CsvSource({"flat,0,3", "tou,80000,4", "two,0,5"})
    void a_jointly_cleared_day_reaches_nearly_all_and_nobody_is_worse_off_than_alone(
            String tariff, long feeMicro, int seed) {
        SessionBook book = new Villages(seed, 24, tariff, feeMicro).day(6, 4);
        JointSolver.Found found = JointSolver.propose(book).orElseThrow();

        DayScore score = DayScore.of(book, found.clearing());

        assertThat(score.owners()).hasSize(4);
        assertThat(score.savedNano()).isPositive();
        assertThat(score.reachedPermille()).isBetween(990, 1_000);
        // 4 Wh at the highest retail price is what the rules tolerate
        assertThat(score.owners()).allSatisfy(owner -> {
            assertThat(owner.worseNano()).isLessThanOrEqualTo(4 * 450_000L);
            assertThat(owner.earnedNano()).isLessThanOrEqualTo(owner.atMostNano());
        });
        assertThat(score.missedNano()).isEqualTo(found.clearing().score().gapNano());
    }
}
