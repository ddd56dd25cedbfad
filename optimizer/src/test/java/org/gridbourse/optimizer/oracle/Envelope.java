package org.gridbourse.optimizer.oracle;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A piecewise linear function with gaps and jumps, kept as its segments: the lowest of them counts. */
final class Envelope {
    private static final double SAME = 1e-12;

    /** The line from ({@code low}, {@code value}) with {@code slope} up to {@code high}; a point where both are equal. */
    record Segment(double low, double high, double value, double slope) {
        double at(double x) {
            return value + slope * (x - low);
        }
    }

    private final List<Segment> segments;

    private Envelope(List<Segment> segments) {
        this.segments = segments;
    }

    static Envelope point(double x) {
        return new Envelope(List.of(new Segment(x, x, 0, 0)));
    }

    /** The lower envelope of any segments, clipped to a window. */
    static Envelope of(List<Segment> all, double low, double high) {
        List<Segment> inside = new ArrayList<>();
        for (Segment segment : all) {
            double from = Math.max(segment.low(), low);
            double to = Math.min(segment.high(), high);
            if (from <= to + SAME * (1 + Math.abs(to))) {
                to = Math.max(from, to);
                inside.add(new Segment(from, to, segment.at(from), segment.slope()));
            }
        }
        return new Envelope(lower(inside));
    }

    boolean isEmpty() {
        return segments.isEmpty();
    }

    int size() {
        return segments.size();
    }

    double at(double x) {
        double best = Double.POSITIVE_INFINITY;
        for (Segment segment : segments) {
            if (x >= segment.low() - 1e-9 && x <= segment.high() + 1e-9) {
                best = Math.min(best, segment.at(Math.max(segment.low(), Math.min(segment.high(), x))));
            }
        }
        return best;
    }

    /** min over s of stage(s) + this(x + s), as segments that still overlap. */
    List<Segment> before(Envelope stage) {
        List<Segment> sums = new ArrayList<>();
        for (Segment value : segments) {
            for (Segment cost : stage.segments) {
                double start = value.low() - cost.high();
                double base = value.value() + cost.at(cost.high());
                double valueLength = value.high() - value.low();
                double costLength = cost.high() - cost.low();
                // going up in x either the later state rises (slope of value) or the change falls (minus slope of cost)
                boolean valueFirst = value.slope() <= -cost.slope();
                double firstLength = valueFirst ? valueLength : costLength;
                double firstSlope = valueFirst ? value.slope() : -cost.slope();
                double secondLength = valueFirst ? costLength : valueLength;
                double secondSlope = valueFirst ? -cost.slope() : value.slope();
                double middle = start + firstLength;
                sums.add(new Segment(start, middle, base, firstSlope));
                sums.add(new Segment(middle, middle + secondLength, base + firstSlope * firstLength, secondSlope));
            }
        }
        return sums;
    }

    private static List<Segment> lower(List<Segment> segments) {
        double[] cuts = segments.stream()
                .flatMapToDouble(s -> java.util.stream.DoubleStream.of(s.low(), s.high()))
                .sorted()
                .distinct()
                .toArray();
        List<Segment> sorted = new ArrayList<>(segments);
        sorted.sort(Comparator.comparingDouble(Segment::low));
        List<Segment> result = new ArrayList<>();
        List<Segment> active = new ArrayList<>();
        int next = 0;
        for (int c = 0; c < cuts.length; c++) {
            double cut = cuts[c];
            active.removeIf(segment -> segment.high() < cut);
            while (next < sorted.size() && sorted.get(next).low() <= cut) {
                active.add(sorted.get(next++));
            }
            addPoint(result, active, cut);
            if (c + 1 < cuts.length) {
                addInterval(result, active, cut, cuts[c + 1]);
            }
        }
        return result;
    }

    private static void addPoint(List<Segment> result, List<Segment> active, double x) {
        double best = Double.POSITIVE_INFINITY;
        for (Segment segment : active) {
            best = Math.min(best, segment.at(x));
        }
        result.add(new Segment(x, x, best, 0));
    }

    private static void addInterval(List<Segment> result, List<Segment> active, double low, double high) {
        double from = low;
        Segment lowest = lowestFrom(active, low, high);
        while (lowest != null && from < high) {
            double until = high;
            Segment follower = null;
            for (Segment segment : active) {
                if (segment.high() >= high && segment.slope() < lowest.slope()) {
                    double crossing = from + (segment.at(from) - lowest.at(from)) / (lowest.slope() - segment.slope());
                    boolean sooner = crossing < until;
                    if (crossing >= from && (sooner || crossing == until && isSteeper(follower, segment))) {
                        until = crossing;
                        follower = segment;
                    }
                }
            }
            if (until > from) {
                append(result, new Segment(from, until, lowest.at(from), lowest.slope()));
            }
            from = until;
            lowest = follower;
        }
    }

    /** Where several lines cross in one point the one that falls most goes on. */
    private static boolean isSteeper(Segment known, Segment other) {
        return known != null && other.slope() < known.slope();
    }

    private static Segment lowestFrom(List<Segment> active, double low, double high) {
        Segment lowest = null;
        for (Segment segment : active) {
            if (segment.high() >= high && segment.low() <= low) {
                double difference = lowest == null ? -1 : segment.at(low) - lowest.at(low);
                if (difference < 0 || difference == 0 && segment.slope() < lowest.slope()) {
                    lowest = segment;
                }
            }
        }
        return lowest;
    }

    /** Joins what continues the same line, and drops points that the lines beside them already contain. */
    private static void append(List<Segment> result, Segment next) {
        int last = result.size() - 1;
        if (last >= 0
                && result.get(last).low() == result.get(last).high()
                && near(result.get(last).value(), next.value())) {
            result.remove(last);
            last--;
        }
        if (last >= 0
                && result.get(last).high() == next.low()
                && result.get(last).slope() == next.slope()
                && near(result.get(last).at(next.low()), next.value())) {
            Segment before = result.remove(last);
            result.add(new Segment(before.low(), next.high(), before.value(), before.slope()));
            return;
        }
        result.add(next);
    }

    private static boolean near(double a, double b) {
        return Math.abs(a - b) <= 1e-11 * (1 + Math.abs(a));
    }
}
