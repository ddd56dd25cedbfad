package org.gridbourse.cli.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.gridbourse.cli.bill.ParticipantBill;
import org.gridbourse.cli.evidence.Evidence;
import org.gridbourse.cli.report.Svg.Point;
import org.gridbourse.market.rules.CreditClass;
import org.gridbourse.market.rules.RuleSet;

/** Credit scores before the first session and after each, over the classes that the rulebook makes of them. */
final class CreditChart {
    private static final int WIDTH = 720;
    private static final int HEIGHT = 300;
    private static final int LEFT = 84;
    private static final int RIGHT = 150;
    private static final double LEAST_DISTANCE = 13;

    private final Evidence evidence;
    private final List<ParticipantBill> bills;

    CreditChart(Evidence evidence, List<ParticipantBill> bills) {
        this.evidence = evidence;
        this.bills = bills;
    }

    String draw() {
        List<String> sessions = evidence.sessionIds();
        Svg svg = new Svg(WIDTH, HEIGHT, "Credit score of each participant after each session");
        Scale x = new Scale(0, sessions.size(), LEFT, WIDTH - RIGHT);
        Scale y = new Scale(0, RuleSet.HIGHEST_SCORE, HEIGHT - 22, 8);
        drawClasses(svg, x, y);
        svg.text("middle", x.at(0), HEIGHT - 6, "start");
        for (int i = 0; i < sessions.size(); i++) {
            svg.text("middle", x.at(i + 1.0), HEIGHT - 6, "after " + sessions.get(i));
        }
        Map<String, List<Integer>> scores = scores(sessions);
        scores.values().forEach(line -> drawLine(svg, x, y, line));
        drawLabels(svg, x.to() + 8, y, scores);
        return svg.toString();
    }

    /** The classes of the last session's rules. */
    private void drawClasses(Svg svg, Scale x, Scale y) {
        RuleSet rules =
                evidence.rulesOf(evidence.sessions().get(evidence.sessions().size() - 1));
        int highest = RuleSet.HIGHEST_SCORE;
        for (CreditClass each : CreditClass.values()) {
            int lowest = rules.termsOf(each).lowestScore();
            svg.line("gridline", x.from(), y.at(lowest), x.to(), y.at(lowest));
            String name = each == CreditClass.SUSPENDED ? each.name().toLowerCase(Locale.ROOT) : each.name();
            svg.text("end", x.from() - 6, y.at((lowest + highest) / 2.0) + 4, name);
            highest = lowest;
        }
    }

    private Map<String, List<Integer>> scores(List<String> sessions) {
        Map<String, List<Integer>> scores = new TreeMap<>();
        for (ParticipantBill bill : bills) {
            List<Integer> line = new ArrayList<>(List.of(bill.creditBefore()));
            for (String session : sessions) {
                line.add(evidence.creditEvents(bill.participantId()).stream()
                        .filter(event -> event.sessionId().equals(session))
                        .map(event -> event.change().after())
                        .reduce(line.get(line.size() - 1), (earlier, later) -> later));
            }
            scores.put(bill.participantId(), line);
        }
        return scores;
    }

    private static void drawLine(Svg svg, Scale x, Scale y, List<Integer> scores) {
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < scores.size(); i++) {
            points.add(new Point(x.at(i), y.at(scores.get(i))));
        }
        String style = scores.get(scores.size() - 1) < scores.get(0) ? "fallen" : "risen";
        svg.path(style, points);
        points.forEach(point -> svg.circle(style + "dot", point.x(), point.y(), 3));
    }

    /** One label per participant at its last score, pushed down where two would overlap. */
    private static void drawLabels(Svg svg, double x, Scale y, Map<String, List<Integer>> scores) {
        List<Map.Entry<String, List<Integer>>> highestFirst = scores.entrySet().stream()
                .sorted(Comparator.comparing(entry -> -last(entry.getValue())))
                .toList();
        double lowest = Double.NEGATIVE_INFINITY;
        for (Map.Entry<String, List<Integer>> entry : highestFirst) {
            double place = Math.max(y.at(last(entry.getValue())) + 4, lowest + LEAST_DISTANCE);
            svg.text("start", x, place, "%s %d".formatted(entry.getKey(), last(entry.getValue())));
            lowest = place;
        }
    }

    private static int last(List<Integer> scores) {
        return scores.get(scores.size() - 1);
    }
}
