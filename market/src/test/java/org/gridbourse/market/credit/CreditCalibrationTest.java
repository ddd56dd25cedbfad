package org.gridbourse.market.credit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.gridbourse.market.credit.SessionDelivery.PeriodDelivery;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.rules.CreditClass;
import org.gridbourse.market.rules.RuleSet;
import org.junit.jupiter.api.Test;

/**
 * Whether the figures of the credit formula leave honest households alone and find the others. 30 households over 60 days
 * of 24 hours: every third sells a roof's surplus, the others buy their load. What happens is the forecast times a
 * log-normal error of the day and one of the hour, together a mean absolute error of 40 to 60 %. Each orders what it is
 * sure of: the tenth percentile of its own errors, the lower end of a band that holds 80 %.
 */
class CreditCalibrationTest {
    private static final RuleSet RULES = RuleSet.version1();
    private static final int DAYS = 60;
    private static final int HOUSEHOLDS = 30;
    private static final int START = 600;
    private static final double[][] ERRORS_OF_DAY_AND_HOUR = {{0.3, 0.5}, {0.45, 0.45}, {0.55, 0.25}, {0.1, 0.6}};
    private static final int[] LIMITS_WH = {3_000, 6_000, 10_000, 17_000};

    /** One household's 60 days. */
    private record Course(int lowest, int last, double maeRelative) {}

    @Test
    void nobody_who_orders_what_it_is_sure_of_falls_more_than_30_points_below_the_start() {
        for (double[] errors : ERRORS_OF_DAY_AND_HOUR) {
            List<Course> courses = new ArrayList<>();
            for (int household = 0; household < HOUSEHOLDS; household++) {
                courses.add(course(household, errors[0], errors[1]));
            }

            double mae =
                    courses.stream().mapToDouble(Course::maeRelative).average().orElseThrow();
            assertThat(mae).as("errors %s", Arrays.toString(errors)).isBetween(0.4, 0.6);
            assertThat(courses)
                    .as("errors %s", Arrays.toString(errors))
                    .allSatisfy(course -> assertThat(course.lowest()).isGreaterThanOrEqualTo(START - 30));
            // and on the whole they rise
            assertThat(courses.stream().mapToInt(Course::last).average().orElseThrow())
                    .isGreaterThan(START);
        }
    }

    @Test
    void a_seller_that_delivers_half_of_its_contracts_is_in_class_D_within_10_days() {
        // 100 x (50 % - 10 %) a day: 560, 520, 480, 440, 400, 360
        CreditScore score = CreditScore.ofPoints(RULES, START);
        for (int day = 1; day <= 10; day++) {
            score = after(score, 10_000, halfDelivered());
            assertThat(RULES.classOf(score.points()) == CreditClass.D)
                    .as("day %s", day)
                    .isEqualTo(day >= 6);
        }
    }

    @Test
    void a_phantom_seller_is_suspended_within_5_days() {
        // 100 x (100 % - 10 %) a day: 510, 420, 330, 240, 150
        CreditScore score = CreditScore.ofPoints(RULES, START);
        for (int day = 1; day <= 5; day++) {
            assertThat(score.terms().isSuspended()).isFalse();
            score = after(score, 10_000, hours(1_000, 1_000));
        }
        assertThat(score.points()).isEqualTo(150);
        assertThat(score.terms().isSuspended()).isTrue();
    }

    private static List<PeriodDelivery> halfDelivered() {
        return hours(1_000, 500);
    }

    private static List<PeriodDelivery> hours(long contractedWh, long missedWh) {
        List<PeriodDelivery> hours = new ArrayList<>();
        for (int hour = 0; hour < 24; hour++) {
            hours.add(new PeriodDelivery(new Energy(contractedWh), new Energy(missedWh)));
        }
        return hours;
    }

    private static CreditScore after(CreditScore score, long limitWh, List<PeriodDelivery> contracts) {
        SessionDelivery session = new SessionDelivery(new Energy(limitWh), 1_440, 24, contracts, 0);
        return score.afterDelivery(session)
                .map(change -> new CreditScore(RULES, change.afterMilli()))
                .orElse(score);
    }

    private static Course course(int household, double errorOfDay, double errorOfHour) {
        RandomGenerator random = new SplittableRandom(household);
        double error = Math.hypot(errorOfDay, errorOfHour);
        double sure = surePart(random, error);
        boolean sells = household % 3 == 0;
        CreditScore score = CreditScore.ofPoints(RULES, START);
        int lowest = START;
        double wrong = 0;
        double all = 0;
        for (int day = 0; day < DAYS; day++) {
            double ofDay = errorOfDay * random.nextGaussian();
            List<PeriodDelivery> contracts = new ArrayList<>();
            for (int hour = 0; hour < 24; hour++) {
                double forecast = sells ? roof(hour) : load(hour);
                double really = forecast * Math.exp(ofDay + errorOfHour * random.nextGaussian() - error * error / 2);
                wrong += Math.abs(really - forecast);
                all += forecast;
                addContract((long) (forecast * sure), (long) really, contracts);
            }
            score = after(score, LIMITS_WH[household % LIMITS_WH.length], contracts);
            lowest = Math.min(lowest, score.points());
        }
        return new Course(lowest, score.points(), wrong / all);
    }

    private static void addContract(long orderedWh, long reallyWh, List<PeriodDelivery> contracts) {
        if (orderedWh > 0) {
            contracts.add(new PeriodDelivery(new Energy(orderedWh), new Energy(Math.max(0, orderedWh - reallyWh))));
        }
    }

    /** What part of its forecast nine of ten hours hold, by its own past. */
    private static double surePart(RandomGenerator random, double error) {
        double[] past = random.doubles(2_000)
                .map(each -> Math.exp(error * random.nextGaussian() - error * error / 2))
                .sorted()
                .toArray();
        return past[past.length / 10];
    }

    private static double load(int hour) {
        return hour >= 18 && hour < 22 || hour == 7 || hour == 8 ? 900 : 450;
    }

    private static double roof(int hour) {
        return hour < 8 || hour >= 17 ? 0 : 1_200 * Math.sin((hour - 7) * Math.PI / 11);
    }
}
