package org.gridbourse.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.gridbourse.market.storage.JointClearing;
import org.gridbourse.market.storage.Proposal;
import org.gridbourse.market.storage.SessionBook;
import org.gridbourse.market.storage.StorageSchedule;
import org.junit.jupiter.api.Test;
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

    @ParameterizedTest
    @CsvSource({"flat,0", "tou,80000", "two,0"})
    void a_second_solver_proposes_as_well_as_the_first_within_the_tolerance(String tariff, long feeMicro) {
        for (int seed = 0; seed < 8; seed++) {
            SessionBook book = new Villages(seed, 12, tariff, feeMicro).day(4, 3);
            JointSolver.Found first = JointSolver.propose(book).orElseThrow();
            Solution other = SecondSolver.solve(SessionProgram.of(book));

            JointClearing second = new JointSolver(book)
                    .passing(other, other, other)
                    .orElseThrow()
                    .clearing();

            // what either misses at most, by its own proof, bounds by how much the other can be better
            long tolerance = 4 * 450_000L * book.storageOrders().size();
            assertThat(second.score().gapNano()).as("seed %s", seed).isBetween(0L, tolerance);
            assertThat(first.clearing().score().gapNano()).as("seed %s", seed).isBetween(0L, tolerance);
        }
    }

    @Test
    void prices_that_are_not_unique_are_the_middle_of_the_lowest_and_the_highest() {
        // 1 000 Wh bid at 300 000 and as much asked at 80 000: any price between; the storage is idle, since it is full
        SessionBook book = Villages.oneBidOneOffer();

        JointSolver.Found found = JointSolver.propose(book).orElseThrow();

        assertThat(found.proposal().pricesMicroPerKwh()).containsExactly(190_000L);
        assertThat(found.clearing().score().priceNano()).isZero();
    }

    @Test
    void a_right_schedule_with_moved_prices_is_refused_although_its_welfare_is_the_same() {
        SessionBook book = new Villages(3, 24, "tou", 0).day(8, 5);
        Proposal right = JointSolver.propose(book).orElseThrow().proposal();
        for (long permille : new long[] {1010, 990, 1100}) {
            List<Long> prices = new ArrayList<>();
            for (int t = 0; t < book.periods(); t++) {
                long moved = right.pricesMicroPerKwh().get(t) * permille / 1000;
                prices.add(Math.max(
                        book.tariffs().get(t).floor().microPerKwh(),
                        Math.min(book.tariffs().get(t).cap().microPerKwh(), moved)));
            }

            assertThatThrownBy(() -> JointClearing.of(book, new Proposal(prices, right.storage())))
                    .as("%s permille", permille)
                    .hasMessageMatching("PROPOSAL_(GAP_TOO_LARGE|NOT_BALANCED)(?s).*");
        }
    }

    @Test
    void a_schedule_that_uses_each_store_to_95_percent_is_refused() {
        SessionBook book = new Villages(3, 24, "tou", 0).day(8, 5);
        Proposal right = JointSolver.propose(book).orElseThrow().proposal();
        List<StorageSchedule> less = new ArrayList<>();
        for (StorageSchedule schedule : right.storage()) {
            less.add(new StorageSchedule(
                    schedule.orderId(),
                    schedule.chargeWh().stream().map(wh -> (wh * 95 + 99) / 100).toList(),
                    schedule.dischargeWh().stream().map(wh -> wh * 95 / 100).toList(),
                    schedule.storedValuePicoPerMilliWh(),
                    schedule.throughputValuePicoPerMilliWh()));
        }

        assertThatThrownBy(() -> JointClearing.of(book, new Proposal(right.pricesMicroPerKwh(), less)))
                .hasMessageMatching("PROPOSAL_(GAP_TOO_LARGE|NOT_BALANCED)(?s).*");
    }
}
