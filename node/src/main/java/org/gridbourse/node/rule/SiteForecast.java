package org.gridbourse.node.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import org.gridbourse.optimizer.Day;
import org.gridbourse.optimizer.DayStep;

/** A site's load and plants in each period of a span, before storage. */
public record SiteForecast(List<Expected> load, List<Expected> pv, List<Expected> wind) {

    public SiteForecast {
        load = List.copyOf(load);
        pv = List.copyOf(pv);
        wind = List.copyOf(wind);
        if (pv.size() != load.size() || wind.size() != load.size()) {
            throw new IllegalArgumentException("load has %d periods, pv %d, wind %d; they must be as many"
                    .formatted(load.size(), pv.size(), wind.size()));
        }
    }

    /** A day that is foreseen without a band: all of it is sure. */
    public static SiteForecast certain(Day day) {
        return new SiteForecast(
                expected(day, DayStep::loadKw), expected(day, DayStep::pvKw), expected(day, DayStep::windKw));
    }

    private static List<Expected> expected(Day day, ToDoubleFunction<DayStep> powerKw) {
        return day.steps().stream()
                .map(powerKw::applyAsDouble)
                .map(kw -> new Expected(kw, kw, kw))
                .toList();
    }

    /** The day as it is expected in the mean, without prices. */
    public Day mean(int periodMinutes) {
        List<DayStep> steps = new ArrayList<>();
        for (int period = 0; period < periods(); period++) {
            steps.add(new DayStep(
                    Math.max(0, load.get(period).meanKw()),
                    Math.max(0, pv.get(period).meanKw()),
                    Math.max(0, wind.get(period).meanKw()),
                    0,
                    0,
                    OptionalDouble.empty()));
        }
        return new Day(periodMinutes, steps);
    }

    public int periods() {
        return load.size();
    }

    /**
     * How much less the site may draw than expected. Errors of load, sun and wind are taken to be independent, so that
     * their squares add up.
     */
    double lessDrawnKw(int period) {
        return together(
                load.get(period).meanKw() - load.get(period).lowKw(),
                pv.get(period).highKw() - pv.get(period).meanKw(),
                wind.get(period).highKw() - wind.get(period).meanKw());
    }

    /** How much more the site may draw than expected; as {@link #lessDrawnKw}. */
    double moreDrawnKw(int period) {
        return together(
                load.get(period).highKw() - load.get(period).meanKw(),
                pv.get(period).meanKw() - pv.get(period).lowKw(),
                wind.get(period).meanKw() - wind.get(period).lowKw());
    }

    private static double together(double load, double pv, double wind) {
        return Math.sqrt(load * load + pv * pv + wind * wind);
    }
}
