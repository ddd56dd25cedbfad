package org.gridbourse.optimizer.model;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Searches around the best plan of a fleet: a stretch of the day of all devices, or two devices all day, or what differs
 * from the relaxed plan is let go and searched by {@link PieceTree} (Danna, Rothberg and Le Pape 2005).
 */
final class LargeNeighbourhoods {
    /** Programs for one neighbourhood. */
    private static final int EACH = 90;
    /** Steps of the stretches that are let go one after the other. */
    private static final int[] STRETCHES = {3, 4, 6, 8};

    private final SiteDay day;
    private final List<Store> stores;
    private final FleetPieces pieces;
    private final FleetPrograms programs;
    private final PieceTree tree;
    private final int[] choosing;
    private final SplittableRandom random;
    /** After how many improvements a stretch was searched to its end. */
    private final Map<Integer, Long> exhausted = new HashMap<>();

    LargeNeighbourhoods(
            SiteDay day,
            Fleet fleet,
            FleetPieces pieces,
            FleetPrograms programs,
            PieceTree tree,
            SplittableRandom random) {
        this.day = day;
        stores = fleet.stores();
        this.pieces = pieces;
        this.programs = programs;
        this.tree = tree;
        this.random = random;
        choosing = DecidingSwarm.choosing(fleet, pieces);
    }

    /**
     * @param relaxed the plan with everything open
     * @param leastGain by which a plan must be better to be of use
     * @param most programs to be solved, those before included
     */
    void search(FleetState relaxed, double leastGain, int most) {
        int trial = 0;
        while (programs.solved() < most) {
            int size = STRETCHES[trial % STRETCHES.length];
            for (int from = 1 - size; from < day.steps && programs.solved() < most; from += (size + 1) / 2) {
                PieceChoices open = pieces.of(tree.best());
                letStretch(open, pieces.all(), from, size);
                searchIn(
                        size * day.steps + from,
                        open,
                        leastGain,
                        Math.min(most, programs.solved() + EACH * (1 + trial)));
            }
            for (int device = 0; device < choosing.length && programs.solved() < most; device++) {
                PieceChoices open = pieces.of(tree.best());
                letDevices(open, pieces.all());
                tree.search(open, leastGain, Math.min(most, programs.solved() + EACH * (1 + trial)));
            }
            PieceChoices open = pieces.of(tree.best());
            letDiffering(open, pieces.all(), relaxed);
            tree.search(open, leastGain, Math.min(most, programs.solved() + EACH * (1 + trial)));
            trial++;
        }
    }

    private void searchIn(int place, PieceChoices open, double leastGain, int most) {
        if (!Long.valueOf(tree.improvements()).equals(exhausted.get(place)) && tree.search(open, leastGain, most)) {
            exhausted.put(place, tree.improvements());
        }
    }

    private void letDiffering(PieceChoices open, PieceChoices all, FleetState relaxed) {
        PieceChoices other = pieces.of(relaxed);
        for (int k = 0; k < stores.size(); k++) {
            for (int i = 0; i < open.ways()[k].length; i++) {
                boolean same = open.ways()[k][i] == other.ways()[k][i] && random.nextInt(4) > 0;
                open.ways()[k][i] = same ? open.ways()[k][i] : all.ways()[k][i];
            }
        }
        System.arraycopy(all.grid(), 0, open.grid(), 0, day.steps);
    }

    private void letStretch(PieceChoices open, PieceChoices all, int from, int size) {
        for (int k = 0; k < stores.size(); k++) {
            for (int i = 0; i < open.ways()[k].length; i++) {
                int t = stores.get(k).steps.first() + i;
                boolean inside = from <= t && t < from + size;
                open.ways()[k][i] = inside ? all.ways()[k][i] : open.ways()[k][i];
            }
        }
        int first = Math.max(0, from);
        System.arraycopy(all.grid(), first, open.grid(), first, Math.min(day.steps, from + size) - first);
        for (int b = 0; b < open.earliest().length; b++) {
            for (int p = 0; p < open.earliest()[b].length; p++) {
                boolean inside = from <= open.earliest()[b][0] && open.latest()[b][p] < from + size;
                if (inside && p == open.earliest()[b].length - 1) {
                    open.earliest()[b] = all.earliest()[b];
                    open.latest()[b] = all.latest()[b];
                }
            }
        }
    }

    private void letDevices(PieceChoices open, PieceChoices all) {
        int[] devices = {choosing[random.nextInt(choosing.length)], choosing[random.nextInt(choosing.length)]};
        for (int device : devices) {
            int b = device - stores.size();
            if (b < 0) {
                open.ways()[device] = all.ways()[device];
            } else {
                open.earliest()[b] = all.earliest()[b];
                open.latest()[b] = all.latest()[b];
            }
        }
        if (Arrays.stream(devices).allMatch(device -> device < stores.size())) {
            System.arraycopy(all.grid(), 0, open.grid(), 0, day.steps);
        }
    }
}
