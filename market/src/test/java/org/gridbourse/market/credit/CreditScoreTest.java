package org.gridbourse.market.credit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.gridbourse.market.credit.SessionDelivery.PeriodDelivery;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.rules.RuleSet;
import org.junit.jupiter.api.Test;

class CreditScoreTest {
    private static final RuleSet RULES = RuleSet.version1();
    private static final int DAY = 1_440;

    @Test
    void a_day_delivered_within_tolerance_earns_20_points_when_a_tenth_of_the_limit_was_traded() {
        // 10 periods of 1 000 Wh: a tenth of the limit is 1 000 Wh
        assertThat(milli(1_000, 10, delivery(1_000, 0))).contains(20_000L);
        assertThat(milli(1_000, 10, delivery(400, 0), delivery(600, 0))).contains(20_000L);
    }

    @Test
    void less_volume_earns_less_in_thousandths_of_a_point_rounded_down() {
        // 20 x 999 / 1 000 = 19.98; 20 / 3 000 = 0.00666
        assertThat(milli(1_000, 10, delivery(999, 0))).contains(19_980L);
        assertThat(milli(3_000, 10, delivery(1, 0))).contains(6L);
    }

    @Test
    void the_tenth_of_the_limit_is_not_rounded_before_it_divides() {
        // 20 x 1 / max(1, 1.9) = 10.526
        assertThat(milli(19, 1, delivery(1, 0))).contains(10_526L);
    }

    @Test
    void without_a_limit_every_volume_counts_whole() {
        assertThat(milli(0, 1, delivery(1, 0))).contains(20_000L);
    }

    @Test
    void what_is_missing_within_tolerance_earns_nothing_but_what_is_delivered_does() {
        // 20 x 900 / 1 000
        assertThat(milli(0, 1, delivery(1_000, 100))).contains(18_000L);
    }

    @Test
    void missing_200_of_1000_Wh_with_100_Wh_tolerance_costs_10_points() {
        // min(max(1 000 / 10, 5 000 / 100), 500) = 100; 100 x 100 / 1 000
        assertThat(after(600, 5_000, DAY, 1, delivery(1_000, 200)))
                .contains(new CreditChange(
                        CreditCause.DELIVERY, 600_000, -10_000, 590_000, new Energy(1_000), new Energy(100)));
    }

    @Test
    void tolerance_is_a_tenth_of_the_contract_or_a_hundredth_of_the_limit_but_never_more_than_half_the_contract() {
        CreditScore score = score(600);
        assertThat(score.tolerance(new Energy(1_019), Energy.ZERO)).isEqualTo(new Energy(101));
        assertThat(score.tolerance(new Energy(300), new Energy(5_199))).isEqualTo(new Energy(51));
        assertThat(score.tolerance(new Energy(101), new Energy(10_000))).isEqualTo(new Energy(50));
        assertThat(score.tolerance(new Energy(1), new Energy(10_000))).isEqualTo(Energy.ZERO);
        // one Wh beyond it: 100 x 1 / 1 000 = 0.1
        assertThat(milli(0, 1, delivery(1_000, 101))).contains(-100L);
        // 100 / 3 000 = 0.0333, rounded up
        assertThat(milli(0, 1, delivery(3_000, 301))).contains(-34L);
    }

    @Test
    void what_is_missed_in_one_period_is_not_made_good_in_another() {
        // 1 000 - 100 missed beyond tolerance, of 2 000
        assertThat(milli(0, 2, delivery(1_000, 1_000), delivery(1_000, 0))).contains(-45_000L);
    }

    @Test
    void the_score_stays_within_0_and_1000_and_its_class_follows_from_whole_points() {
        assertThat(after(50, 0, DAY, 1, delivery(1_000, 1_000)).orElseThrow().after())
                .isZero();
        assertThat(after(990, 0, DAY, 1, delivery(1_000, 0)).orElseThrow().after())
                .isEqualTo(1_000);
        assertThat(new CreditScore(RULES, 199_999).points()).isEqualTo(199);
        assertThat(new CreditScore(RULES, 199_999).terms().isSuspended()).isTrue();
        assertThat(new CreditScore(RULES, 200_000).terms().isSuspended()).isFalse();
    }

    @Test
    void without_a_contract_and_with_all_periods_measured_nothing_changes() {
        assertThat(after(600, 1_000, DAY, 1)).isEmpty();
    }

    @Test
    void C1_whoever_sells_less_than_its_tolerance_and_delivers_nothing_earns_nothing() {
        // given L 10 kWh and 24 x 100 Wh at the cap: in the first edition + 2 a session, in which nothing was missing
        PeriodDelivery[] nothing = Collections.nCopies(24, delivery(100, 100)).toArray(PeriodDelivery[]::new);
        // then the tolerance is 50 of 100 Wh: - 100 x 24 x 50 / 2 400
        assertThat(milli(10_000, 24, nothing)).contains(-50_000L);
        // delivering just what the tolerance demands: no gain for the other half, 20 x 1 200 / 24 000
        PeriodDelivery[] half = Collections.nCopies(24, delivery(100, 50)).toArray(PeriodDelivery[]::new);
        assertThat(milli(10_000, 24, half)).contains(1_000L);
    }

    @Test
    void C2_a_suspended_participant_without_arrears_comes_back_with_200_after_72_hours_in_which_it_kept_out() {
        CreditScore suspended = score(150);
        assertThat(suspended.wayBack(72 * 60 - 1, false)).isEmpty();
        assertThat(suspended.wayBack(72 * 60, true)).isEmpty();
        assertThat(suspended.wayBack(72 * 60, false))
                .contains(new CreditChange(CreditCause.REINSTATED, 150_000, 50_000, 200_000, Energy.ZERO, Energy.ZERO));
        assertThat(score(200).wayBack(72 * 60, false)).isEmpty();
    }

    @Test
    void C3_ten_quarter_hours_of_honest_trade_lead_to_602_not_to_class_A() {
        long milli = 600_000;
        for (int session = 0; session < 10; session++) {
            milli = new CreditScore(RULES, milli)
                    .afterDelivery(new SessionDelivery(new Energy(1_000), 15, 1, List.of(delivery(1_000, 0)), 0))
                    .orElseThrow()
                    .afterMilli();
        }
        // 10 x floor(20 000 x 15 / 1 440) thousandths
        assertThat(milli).isEqualTo(602_080);
        // one bad quarter hour: 100 x 900 / 1 000 x 15 / 1 440 = 0.9375
        assertThat(after(600, 0, 15, 1, delivery(1_000, 1_000)).orElseThrow().pointsMilli())
                .isEqualTo(-938);
        // a session longer than a day counts as a day
        assertThat(after(600, 0, 7 * DAY, 1, delivery(1_000, 0)).orElseThrow().pointsMilli())
                .isEqualTo(20_000);
    }

    @Test
    void M2_periods_that_were_not_measured_cost_their_share_of_50_points_at_least_5_contract_or_not() {
        assertThat(unmeasured(24, 24)).isEqualTo(-50_000);
        assertThat(unmeasured(8, 24)).isEqualTo(-16_667);
        // 50 / 24 = 2.08
        assertThat(unmeasured(1, 24)).isEqualTo(-5_000);
        CreditChange change = score(600)
                .afterDelivery(new SessionDelivery(Energy.ZERO, DAY, 24, List.of(delivery(1_000, 0)), 1))
                .orElseThrow();
        assertThat(change.cause()).isEqualTo(CreditCause.ESTIMATED);
        assertThat(change.pointsMilli()).isEqualTo(20_000 - 5_000);
    }

    @Test
    void O4_an_outage_in_the_good_periods_does_not_make_the_change_worse() {
        // given 24 x 1 000 Wh, 900 of them missing once: 100 x 800 / 24 000 = 3.33
        List<PeriodDelivery> all = new ArrayList<>(Collections.nCopies(23, delivery(1_000, 0)));
        all.add(delivery(1_000, 900));
        SessionDelivery whole = new SessionDelivery(Energy.ZERO, DAY, 24, all, 0);
        // when an outage is declared for its 23 good periods: 100 x 800 / 1 000 = 80 of one period alone
        SessionDelivery counted = new SessionDelivery(Energy.ZERO, DAY, 1, List.of(delivery(1_000, 900)), 0);

        assertThat(score(600).afterDelivery(counted, whole).orElseThrow().pointsMilli())
                .isEqualTo(-3_334);
        // and an outage in the bad period excuses it
        SessionDelivery good = new SessionDelivery(Energy.ZERO, DAY, 23, all.subList(0, 23), 0);
        assertThat(score(600).afterDelivery(good, whole).orElseThrow().pointsMilli())
                .isEqualTo(20_000);
        SessionDelivery none = new SessionDelivery(Energy.ZERO, DAY, 0, List.of(), 0);
        assertThat(score(600).afterDelivery(none, none)).isEmpty();
    }

    @Test
    void not_revealing_costs_100_and_not_prepaying_150_points_of_a_day_by_the_hour_at_least_5() {
        assertThat(score(600).notRevealed(DAY).after()).isEqualTo(500);
        assertThat(score(600).notRevealed(DAY).cause()).isEqualTo(CreditCause.NOT_REVEALED);
        assertThat(score(600).notRevealed(12 * 60).after()).isEqualTo(550);
        assertThat(score(600).notRevealed(15).after()).isEqualTo(595);
        assertThat(score(600).prepaymentDefault(DAY).after()).isEqualTo(450);
        assertThat(score(600).prepaymentDefault(DAY).cause()).isEqualTo(CreditCause.PREPAYMENT_DEFAULT);
        assertThat(score(60).prepaymentDefault(DAY).after()).isZero();
    }

    @Test
    void huge_contracts_do_not_overflow_the_formula() {
        long huge = Long.MAX_VALUE;
        assertThat(milli(huge, 300, delivery(huge, 0))).contains(666L);
        // the tolerance is rounded down, so a little more than 90 % is missing
        assertThat(milli(0, 300, delivery(huge, huge))).contains(-90_001L);
    }

    @Test
    void a_delivery_misses_at_most_its_contract_and_a_session_has_no_more_contracts_than_periods() {
        assertThatIllegalArgumentException().isThrownBy(() -> delivery(1, 2));
        List<PeriodDelivery> two = List.of(delivery(1, 0), delivery(1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new SessionDelivery(Energy.ZERO, DAY, 1, two, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new SessionDelivery(Energy.ZERO, DAY, 1, List.of(), 2));
        assertThatIllegalArgumentException().isThrownBy(() -> new SessionDelivery(Energy.ZERO, 0, 1, List.of(), 0));
        assertThatIllegalArgumentException().isThrownBy(() -> score(1_001));
        assertThatIllegalArgumentException().isThrownBy(() -> score(-1));
    }

    private static long unmeasured(int periods, int of) {
        return score(600)
                .afterDelivery(new SessionDelivery(new Energy(1_000), DAY, of, List.of(), periods))
                .orElseThrow()
                .pointsMilli();
    }

    private static Optional<Long> milli(long limitWh, int periods, PeriodDelivery... deliveries) {
        return after(600, limitWh, DAY, periods, deliveries).map(CreditChange::pointsMilli);
    }

    private static Optional<CreditChange> after(
            int score, long limitWh, int minutes, int periods, PeriodDelivery... deliveries) {
        return score(score)
                .afterDelivery(new SessionDelivery(new Energy(limitWh), minutes, periods, List.of(deliveries), 0));
    }

    private static CreditScore score(int points) {
        return CreditScore.ofPoints(RULES, points);
    }

    private static PeriodDelivery delivery(long contractedWh, long missedWh) {
        return new PeriodDelivery(new Energy(contractedWh), new Energy(missedWh));
    }
}
