package org.gridbourse.optimizer.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IntervalSetTest {
    private static IntervalSet set(double... ends) {
        return IntervalSet.union(ends, new double[0]);
    }

    private static double[] ends(IntervalSet set) {
        double[] ends = new double[2 * set.size()];
        for (int i = 0; i < set.size(); i++) {
            ends[2 * i] = set.low(i);
            ends[2 * i + 1] = set.high(i);
        }
        return ends;
    }

    @Test
    void sums_overlap_to_one_interval_and_stay_apart_otherwise() {
        IntervalSet changes = set(-3, -2, 0, 0, 2, 3);
        assertThat(ends(set(10, 10).plus(changes, false))).containsExactly(7, 8, 10, 10, 12, 13);
        assertThat(ends(set(10, 12).plus(changes, false))).containsExactly(7, 15);
        assertThat(ends(set(10, 10).plus(set(1, 2), true))).containsExactly(8, 9);
    }

    @Test
    void the_part_inside_another_set_is_where_both_are() {
        assertThat(ends(set(0, 4, 6, 6, 8, 9).within(set(1, 2, 3, 6, 8.5, 10), 0)))
                .containsExactly(1, 2, 3, 4, 6, 6, 8.5, 9);
        assertThat(set(0, 1).within(set(2, 3), 0).isEmpty()).isTrue();
    }

    @Test
    void the_nearest_member_is_found_inside_between_and_beyond() {
        IntervalSet set = set(1, 2, 5, 5, 8, 9);
        assertThat(set.nearest(0)).isEqualTo(1);
        assertThat(set.nearest(1.5)).isEqualTo(1.5);
        assertThat(set.nearest(3)).isEqualTo(2);
        assertThat(set.nearest(4)).isEqualTo(5);
        assertThat(set.nearest(10)).isEqualTo(9);
    }

    @Test
    void a_thinned_set_keeps_its_ends_what_is_nearest_to_a_value_and_the_widest_all_over() {
        double[] points = new double[2 * 1000];
        for (int i = 0; i < 1000; i++) {
            points[2 * i] = i;
            points[2 * i + 1] = i % 100 == 50 ? i + 0.5 : i;
        }
        IntervalSet thin = set(points).thinned(10, 333.3);
        assertThat(ends(thin))
                .containsExactly(
                        0, 0, 50, 50.5, 150, 150.5, 250, 250.5, 333, 333, 350, 350.5, 450, 450.5, 550, 550.5, 650,
                        650.5, 750, 750.5, 850, 850.5, 950, 950.5, 999, 999);
        assertThat(thin.thinned(20, 0)).isSameAs(thin);
    }
}
