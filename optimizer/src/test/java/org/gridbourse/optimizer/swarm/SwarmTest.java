package org.gridbourse.optimizer.swarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SwarmTest {
    /** Sum of squares around 0.3 in every dimension. */
    private record Bowl(int dimension) implements Problem {
        @Override
        public double lowest(int dimension) {
            return -1;
        }

        @Override
        public double highest(int dimension) {
            return 1;
        }

        @Override
        public double evaluate(double[] position) {
            double sum = 0;
            for (double x : position) {
                sum += (x - 0.3) * (x - 0.3);
            }
            return sum;
        }
    }

    private static void intoTheBox(double[] position) {
        for (int d = 0; d < position.length; d++) {
            position[d] = Math.max(-1, Math.min(1, position[d]));
        }
    }

    private static SwarmResult search(long seed, int iterations, List<double[]> known) {
        return new Swarm(new Bowl(5), SwarmTest::intoTheBox, 20)
                .search(known, Termination.after(iterations), new SplittableRandom(seed));
    }

    @Test
    void a_swarm_finds_the_bottom_of_a_bowl_in_five_dimensions() {
        assertThat(search(1, 300, List.of()).value()).isLessThan(1e-10);
    }

    @Test
    void the_same_seed_gives_the_same_position_and_another_seed_another() {
        assertThat(search(7, 10, List.of()).position())
                .isEqualTo(search(7, 10, List.of()).position());
        assertThat(search(7, 10, List.of()).position())
                .isNotEqualTo(search(8, 10, List.of()).position());
    }

    @Test
    void a_swarm_is_never_worse_than_what_it_was_told_and_counts_its_evaluations() {
        SwarmResult result = search(1, 0, List.of(new double[] {0.3, 0.3, 0.3, 0.3, 0.31}));
        assertThat(result.value()).isLessThanOrEqualTo(0.0001 + 1e-12);
        assertThat(result.evaluations()).isEqualTo(20);
    }

    @Test
    void every_judged_position_is_repaired() {
        SwarmResult result = search(3, 50, List.of(new double[] {9, 9, 9, 9, 9}));
        assertThat(Arrays.stream(result.position()).boxed()).allMatch(x -> Math.abs(x) <= 1);
    }

    @Test
    void a_ring_needs_three_particles() {
        assertThatThrownBy(() -> new Swarm(new Bowl(1), SwarmTest::intoTheBox, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("particles (2)");
    }

    @Test
    void the_swarm_knows_nothing_of_energy() {
        ArchRuleDefinition.noClasses()
                .that()
                .resideInAPackage("..swarm..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.gridbourse.optimizer", "..model..", "..input..")
                .check(new ClassFileImporter().importPackages("org.gridbourse.optimizer.swarm"));
    }
}
