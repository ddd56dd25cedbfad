package org.gridbourse.network.suite;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Random calls of the probe: groups executed on one state, so that those behind conflict with those before, and queries
 * between them. What depends on where blocks are cut stands at the end of its group: deletions (a missing key that was
 * deleted in the same block counts as changed), key policies, and copies.
 */
final class ProbeHistory {
    private static final int MOST_IN_GROUP = 12;
    private static final List<List<String>> ENDORSERS = List.of(
            List.of("GridMSP", "NorthMSP"),
            List.of("GridMSP", "NorthMSP"),
            List.of("GridMSP", "SouthMSP"),
            List.of("GridMSP", "NorthMSP", "SouthMSP"),
            List.of("GridMSP"),
            List.of("SouthMSP"));

    private final Twins twins;
    private final Random random;
    private final String space;
    private int number;

    /** @param space what all keys begin with */
    ProbeHistory(Twins twins, long seed, String space) {
        this.twins = twins;
        this.random = new Random(seed);
        this.space = space;
    }

    void run(int groups) throws Exception {
        for (int group = 0; group < groups; group++) {
            List<Step> steps = new ArrayList<>();
            int size = random.nextInt(MOST_IN_GROUP);
            for (int i = 0; i < size; i++) {
                steps.add(change().endorsedBy(ENDORSERS.get(random.nextInt(ENDORSERS.size()))));
            }
            steps.add(last());
            twins.run(steps);
            twins.run(query());
        }
        twins.run(Step.query("North", "auditor", "values", space, space + "~"));
        twins.run(Step.query("South", "auditor", "compositeList", space, "part"));
    }

    private Step change() {
        number++;
        String value = "v" + number;
        return switch (random.nextInt(16)) {
            case 0, 1 -> submit("put", key(), value);
            case 2, 3, 4 -> submit("readThenWrite", key(), value);
            case 5 -> submit("readOtherThenWrite", key(), key(), value);
            case 6, 7, 8 -> submit("rangeThenWrite", key(), key() + "~", space + "count-" + number);
            case 9 ->
                submit("rangePartialThenWrite", space, space + "~", 1 + random.nextInt(220), space + "part-" + number);
            case 10 -> submit("event", "E" + number, "payload", key(), value);
            case 11 -> submit("twice", key());
            case 12 -> submit("bigWrite", key(), random.nextInt(40));
            case 13 -> submit("compositePut", space, "part", random.nextInt(9), value);
            case 14 -> submit(random.nextBoolean() ? "fail" : "nosuch", "PRB|" + number);
            default -> submit("stamp", key());
        };
    }

    private Step last() {
        return switch (random.nextInt(8)) {
            case 0, 1 -> submit("del", key());
            case 2 -> submit("putEmpty", key());
            case 3 -> submit("putWithPolicy", key(), "p" + number, organisations());
            case 4 ->
                submit("setKeyPolicy", key(), organisations())
                        .endorsedBy(ENDORSERS.get(random.nextInt(ENDORSERS.size())));
            case 5 -> submit("put", space + "copied-" + number, "v").sentTwice();
            default -> change();
        };
    }

    private Step query() {
        return switch (random.nextInt(7)) {
            case 0 -> Step.query("North", "prosumer", "get", key());
            case 1 -> Step.query("South", "auditor", "range", key(), key() + "~");
            case 2 -> Step.query("Grid", "auditor", "history", key());
            case 3 -> Step.query("North", "auditor", "page", space, space + "~", 1 + random.nextInt(150), "");
            case 4 -> Step.query("Grid", "meter", "getKeyPolicy", key());
            case 5 -> Step.query("South", "prosumer", "caller");
            default -> Step.query("Grid", "Admin", "compositeList", space, "part");
        };
    }

    private Step submit(String function, Object... arguments) {
        String organisation = List.of("Grid", "North", "South").get(random.nextInt(3));
        return Step.submit(organisation, "prosumer", function, arguments);
    }

    private String organisations() {
        return random.nextBoolean() ? "SouthMSP" : "GridMSP,NorthMSP";
    }

    private String key() {
        return "%sk%02d".formatted(space, random.nextInt(25));
    }
}
