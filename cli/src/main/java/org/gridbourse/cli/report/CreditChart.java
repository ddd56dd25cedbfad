package org.gridbourse.cli.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.gridbourse.cli.bill.Bill;
import org.gridbourse.cli.evidence.CreditChange;
import org.gridbourse.cli.evidence.Evidence;
import org.gridbourse.cli.report.Svg.Point;

/** Credit scores before the first session and after each, over the classes that the rulebook makes of them. */
final class CreditChart {
    private static final int WIDTH = 720;
    private static final int HEIGHT = 300;
    private static final int RIGHT = 150;
    private static final double LEAST_DISTANCE = 13;
    private static final int[] CLASS_BOUNDS = {0, 200, 400, 600, 800, 1000};
    private static final String[] CLASSES = {"suspended", "D", "C", "B", "A"};

    private final Evidence evidence;
    private final List<Bill> bills;

    CreditChart(Evidence evidence, List<Bill> bills) {
        this.evidence = evidence;
        this.bills = bills;
    }

    String draw() {
        List<String> sessions = evidence.sessionIds();
        Svg svg = new Svg(WIDTH, HEIGHT, "Credit score of each participant after each session");
        Scale x = new Scale(0, sessions.size(), 70, WIDTH - RIGHT);
        Scale y = new Scale(0, 1000, HEIGHT - 22, 8);
        for (int i = 0; i < CLASSES.length; i++) {
            svg.line("gridline", x.from(), y.at(CLASS_BOUNDS[i]), x.to(), y.at(CLASS_BOUNDS[i]));
            svg.text("end", x.from() - 6, y.at((CLASS_BOUNDS[i] + CLASS_BOUNDS[i + 1]) / 2.0) + 4, CLASSES[i]);
        }
        svg.text("middle", x.at(0), HEIGHT - 6, "start");
        for (int i = 0; i < sessions.size(); i++) {
            svg.text("middle", x.at(i + 1.0), HEIGHT - 6, "after " + sessions.get(i));
        }
        Map<String, List<Integer>> scores = scores(sessions);
        scores.values().forEach(line -> drawLine(svg, x, y, line));
        drawLabels(svg, x.to() + 8, y, scores);
        return svg.toString();
    }

    private Map<String, List<Integer>> scores(List<String> sessions) {
        Map<String, List<Integer>> scores = new TreeMap<>();
        for (Bill bill : bills) {
            List<Integer> line = new ArrayList<>(List.of(bill.creditBefore()));
            for (String session : sessions) {
                line.add(evidence.creditChanges().stream()
                        .filter(change -> change.sessionId().equals(session))
                        .filter(change -> change.participantId().equals(bill.participantId()))
                        .map(CreditChange::after)
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
