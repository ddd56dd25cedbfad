package org.gridbourse.node.meter;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/** Checks stated intervals, one way: doubled ones, those that contradict each other, holes, other units. */
final class PieceCheck {
    private static final int NEIGHBOURS = 20;
    private static final int FEWEST_NEIGHBOURS = 4;
    private static final double OTHER_UNIT = 200;

    private final String meterId;
    private final Direction direction;
    private final OptionalDouble maxKw;
    private final List<Finding> findings;

    PieceCheck(String meterId, Direction direction, OptionalDouble maxKw, List<Finding> findings) {
        this.meterId = meterId;
        this.direction = direction;
        this.maxKw = maxKw;
        this.findings = findings;
    }

    List<Flow> flows(List<Piece> raw, EnergyUnit unit) {
        List<Flow> flows = unique(raw);
        findGaps(flows);
        if (changesUnit(flows)) {
            return flows;
        }
        String doubt = Plausibility.unitDoubt(flows, unit, maxKw);
        if (!doubt.isEmpty()) {
            find(FindingCode.UNIT_SUSPECT, flows.get(0).from(), doubt);
        }
        Plausibility plausibility = Plausibility.of(flows, maxKw);
        List<Flow> believed = new ArrayList<>();
        for (Flow flow : flows) {
            if (plausibility.allows(flow)) {
                believed.add(flow);
            } else {
                find(
                        FindingCode.IMPLAUSIBLE,
                        flow.from(),
                        "is %d Wh in %d s, outside 0 to %s; left out"
                                .formatted(flow.milliWh() / 1000, flow.seconds(), plausibility));
            }
        }
        return believed;
    }

    private List<Flow> unique(List<Piece> raw) {
        List<Piece> sorted = new ArrayList<>(raw);
        sorted.sort(Comparator.comparing(Piece::start));
        List<Flow> flows = new ArrayList<>();
        for (Piece piece : sorted) {
            Flow before = flows.isEmpty() ? null : flows.get(flows.size() - 1);
            if (before == null || !piece.start().isBefore(before.to())) {
                flows.add(new Flow(piece.start(), piece.end(), piece.milliWh(), piece.quality(), true));
            } else if (piece.start().equals(before.from())
                    && piece.end().equals(before.to())
                    && piece.milliWh() == before.milliWh()) {
                find(FindingCode.DUPLICATE, piece.start(), "stands there again; counted once");
            } else {
                find(
                        FindingCode.CONFLICT,
                        piece.start(),
                        "is %d Wh and %d Wh in one time; the first is kept"
                                .formatted(before.milliWh() / 1000, piece.milliWh() / 1000));
            }
        }
        return flows;
    }

    private void findGaps(List<Flow> flows) {
        for (int i = 1; i < flows.size(); i++) {
            Instant end = flows.get(i - 1).to();
            Instant start = flows.get(i).from();
            if (start.isAfter(end)) {
                find(
                        FindingCode.GAP,
                        end,
                        "is missing for %d minutes"
                                .formatted(Duration.between(end, start).toMinutes()));
            }
        }
    }

    /** Whether the values become another size of number somewhere, and stay so. */
    private boolean changesUnit(List<Flow> flows) {
        List<Flow> moved = flows.stream().filter(flow -> flow.milliWh() > 0).toList();
        double[] powers = Plausibility.powers(moved);
        boolean found = false;
        for (int i = FEWEST_NEIGHBOURS; i + FEWEST_NEIGHBOURS <= powers.length; i++) {
            double step = powers[i] / powers[i - 1];
            if (step < OTHER_UNIT && step > 1 / OTHER_UNIT) {
                continue;
            }
            double before = median(powers, Math.max(0, i - NEIGHBOURS), i);
            double after = median(powers, i, Math.min(powers.length, i + NEIGHBOURS));
            if (after / before > OTHER_UNIT || after / before < 1 / OTHER_UNIT) {
                find(
                        FindingCode.UNIT_SUSPECT,
                        moved.get(i).from(),
                        "values are %s of those before"
                                .formatted(
                                        after > before
                                                ? "about %.0f times the size".formatted(after / before)
                                                : "about 1/%.0f".formatted(before / after)));
                found = true;
            }
        }
        return found;
    }

    private static double median(double[] values, int from, int to) {
        return Plausibility.median(Arrays.copyOfRange(values, from, to));
    }

    private void find(FindingCode code, Instant at, String detail) {
        findings.add(Finding.at(code, meterId, at, direction.word() + " " + detail));
    }
}
