package org.gridbourse.market.credit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Optional;
import org.gridbourse.market.credit.SessionDelivery.PeriodDelivery;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.rules.RuleSet;
import org.junit.jupiter.api.Test;

class CreditScoreTest {
    private static final RuleSet RULES = RuleSet.version1();

    @Test
    void a_session_delivered_within_tolerance_earns_20_points_when_a_tenth_of_the_tie_line_was_traded() {
        // 10 periods of 1 000 Wh: a tenth of the tie line is 1 000 Wh
        assertThat(points(600, 1_000, 10, delivery(1_000, 0))).contains(20L);
        assertThat(points(600, 1_000, 10, delivery(400, 0), delivery(600, 0))).contains(20L);
    }

    @Test
    void less_volume_earns_less_rounded_down_and_a_single_Wh_nothing() {
        // 20 x 999 / 1 000 = 19.98
        assertThat(points(600, 1_000, 10, delivery(999, 0))).contains(19L);
        assertThat(points(600, 1_000, 10, delivery(1, 0))).contains(0L);
    }

    @Test
    void the_tenth_of_the_tie_line_is_not_rounded_before_it_divides() {
        // 20 x 1 / max(1, 1.9) = 10.5
        assertThat(points(600, 19, 1, delivery(1, 0))).contains(10L);
    }

    @Test
    void without_a_tie_line_every_volume_counts_whole() {
        assertThat(points(600, 0, 1, delivery(1, 0))).contains(20L);
    }

    @Test
    void missing_200_of_1000_Wh_with_50_Wh_tolerance_costs_30_points() {
        // max(1 000 / 20, 5 000 / 100) = 50; ceil(200 x 150 / 1 000)
        assertThat(after(600, 5_000, 1, delivery(1_000, 200)))
                .contains(new CreditChange(CreditCause.DELIVERY, 600, -30, 570, new Energy(1_000), new Energy(150)));
    }

    @Test
    void missing_up_to_the_tolerance_is_delivering() {
        assertThat(CreditScore.tolerance(new Energy(1_019), new Energy(0))).isEqualTo(new Energy(50));
        assertThat(CreditScore.tolerance(new Energy(0), new Energy(5_199))).isEqualTo(new Energy(51));
        assertThat(points(600, 0, 1, delivery(1_000, 50))).contains(20L);
        // one Wh more: ceil(200 / 1 000)
        assertThat(points(600, 0, 1, delivery(1_000, 51))).contains(-1L);
    }

    @Test
    void what_is_missed_in_one_period_is_not_made_good_in_another() {
        // 950 - 50 missed beyond tolerance of 2 000
        assertThat(points(600, 0, 2, delivery(1_000, 950), delivery(1_000, 0))).contains(-90L);
    }

    @Test
    void delivering_nothing_costs_190_points_and_the_score_stays_at_zero_or_above() {
        // tolerance 5 %: ceil(200 x 950 / 1 000)
        assertThat(points(600, 0, 1, delivery(1_000, 1_000))).contains(-190L);
        assertThat(after(100, 0, 1, delivery(1_000, 1_000)).orElseThrow().after())
                .isZero();
        assertThat(after(990, 0, 1, delivery(1_000, 0)).orElseThrow().after()).isEqualTo(1_000);
    }

    @Test
    void without_a_contract_that_counts_nothing_changes() {
        assertThat(after(600, 1_000, 1)).isEmpty();
    }

    @Test
    void a_reading_that_never_came_takes_the_gain_and_50_points() {
        CreditChange buyer = after(600, 0, 1, new PeriodDelivery(new Energy(1_000), Energy.ZERO, true))
                .orElseThrow();
        assertThat(buyer.points()).isEqualTo(-50);
        assertThat(buyer.cause()).isEqualTo(CreditCause.ESTIMATED);
    }

    @Test
    void a_seller_that_hides_its_meter_pays_for_what_is_missing_and_50_points_on_top() {
        assertThat(points(600, 0, 1, new PeriodDelivery(new Energy(1_000), new Energy(1_000), true)))
                .contains(-240L);
        // once per session, in whichever period it was
        assertThat(points(
                        600,
                        0,
                        3,
                        delivery(1_000, 0),
                        new PeriodDelivery(new Energy(1_000), Energy.ZERO, true),
                        new PeriodDelivery(new Energy(1_000), Energy.ZERO, true)))
                .contains(-50L);
    }

    @Test
    void not_revealing_costs_100_and_not_prepaying_150_points() {
        assertThat(new CreditScore(RULES, 600).notRevealed().after()).isEqualTo(500);
        assertThat(new CreditScore(RULES, 600).notRevealed().cause()).isEqualTo(CreditCause.NOT_REVEALED);
        assertThat(new CreditScore(RULES, 600).prepaymentDefault().after()).isEqualTo(450);
        assertThat(new CreditScore(RULES, 600).prepaymentDefault().cause()).isEqualTo(CreditCause.PREPAYMENT_DEFAULT);
        assertThat(new CreditScore(RULES, 60).prepaymentDefault().after()).isZero();
    }

    @Test
    void a_suspended_participant_without_arrears_comes_back_with_200_after_three_closed_sessions() {
        CreditScore suspended = new CreditScore(RULES, 150);

        assertThat(suspended.wayBack(2, false)).isEmpty();
        assertThat(suspended.wayBack(3, true)).isEmpty();
        assertThat(suspended.wayBack(3, false))
                .contains(new CreditChange(CreditCause.REINSTATED, 150, 50, 200, Energy.ZERO, Energy.ZERO));
        assertThat(new CreditScore(RULES, 200).wayBack(3, false)).isEmpty();
    }

    @Test
    void huge_contracts_do_not_overflow_the_formula() {
        long huge = Long.MAX_VALUE;
        assertThat(points(600, huge, 300, delivery(huge, 0))).contains(0L);
        // the tolerance is rounded down, so a little more than 95 % is missing
        assertThat(points(600, 0, 300, delivery(huge, huge))).contains(-191L);
    }

    @Test
    void a_delivery_misses_at_most_its_contract_and_a_session_has_no_more_contracts_than_periods() {
        assertThatIllegalArgumentException().isThrownBy(() -> delivery(1, 2));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SessionDelivery(Energy.ZERO, 1, List.of(delivery(1, 0), delivery(1, 0))));
        assertThatIllegalArgumentException().isThrownBy(() -> new CreditScore(RULES, 1_001));
    }

    private static Optional<Long> points(int score, long tieLineWh, int periods, PeriodDelivery... deliveries) {
        return after(score, tieLineWh, periods, deliveries).map(CreditChange::points);
    }

    private static Optional<CreditChange> after(int score, long tieLineWh, int periods, PeriodDelivery... deliveries) {
        return new CreditScore(RULES, score)
                .afterDelivery(new SessionDelivery(new Energy(tieLineWh), periods, List.of(deliveries)));
    }

    private static PeriodDelivery delivery(long contractedWh, long missedWh) {
        return new PeriodDelivery(new Energy(contractedWh), new Energy(missedWh), false);
    }
}
