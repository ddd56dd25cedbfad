package org.gridbourse.node.forecast;

/**
 * Slots in which nothing has moved for two weeks, in them or beside them: a photovoltaic plant's night, a pump that is
 * off. Their band is what was measured then.
 */
final class CertainSlots {
    private static final int DAYS = 14;
    /** What an inverter draws at night is no generation: part of the highest value. */
    private static final double STILL_SHARE = 2e-3;

    private final boolean[] certain;
    private final double[] low;
    private final double[] high;

    private CertainSlots(int slots) {
        certain = new boolean[slots];
        low = new double[slots];
        high = new double[slots];
    }

    static CertainSlots at(Knowledge known, Kind kind, double highest) {
        CertainSlots found = new CertainSlots(known.slots());
        double still = kind == Kind.PV ? STILL_SHARE * highest : 0;
        int reach = Math.max(1, known.slots() / 48);
        for (int slot = 0; slot < known.slots(); slot++) {
            found.look(known, slot, reach, still);
        }
        return found;
    }

    private void look(Knowledge known, int slot, int reach, double still) {
        double lowest = Double.POSITIVE_INFINITY;
        double highest = Double.NEGATIVE_INFINITY;
        int measured = 0;
        for (int shift = -reach; shift <= reach; shift++) {
            int near = Math.floorMod(slot + shift, known.slots());
            for (int rank = 1; rank <= DAYS; rank++) {
                double value = known.recent(rank, near);
                if (!Double.isNaN(value)) {
                    lowest = Math.min(lowest, value);
                    highest = Math.max(highest, value);
                    measured += shift == 0 ? 1 : 0;
                }
            }
            if (highest - lowest > still || highest > Math.max(still, lowest)) {
                return;
            }
        }
        certain[slot] = measured >= DAYS / 2;
        low[slot] = lowest;
        high[slot] = highest;
    }

    boolean is(int slot) {
        return certain[slot];
    }

    double low(int slot) {
        return low[slot];
    }

    double high(int slot) {
        return high[slot];
    }

    boolean[] mask() {
        return certain.clone();
    }
}
