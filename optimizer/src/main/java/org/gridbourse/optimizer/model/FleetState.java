package org.gridbourse.optimizer.model;

import java.util.List;

/** What all stores and blocks do, with the sums that each of them sees of the others. Mutable; one search owns it. */
final class FleetState {
    final double[][] changeKwh;
    final double[][] powerKw;
    final int[][] blockSteps;
    private final double[][] partsKw;
    private final SiteDay day;
    private final List<Store> stores;
    private final List<FixedBlock> blocks;
    private final double[] netKw;
    private final double[] greenKw;
    private final double[] takenKw;
    private final double[] ownKw;
    /** Load with the fixed blocks. */
    private final double[] loadKw;

    FleetState(SiteDay day, Fleet fleet) {
        this.day = day;
        stores = fleet.stores();
        blocks = fleet.blocks();
        changeKwh = new double[stores.size()][];
        powerKw = new double[stores.size()][];
        blockSteps = new int[blocks.size()][];
        partsKw = new double[blocks.size()][];
        for (int k = 0; k < changeKwh.length; k++) {
            changeKwh[k] = new double[stores.get(k).steps.size()];
            powerKw[k] = new double[changeKwh[k].length];
        }
        netKw = new double[day.steps];
        greenKw = new double[day.steps];
        takenKw = new double[day.steps];
        ownKw = new double[day.steps];
        loadKw = day.loadKw.clone();
    }

    private FleetState(FleetState other) {
        day = other.day;
        stores = other.stores;
        blocks = other.blocks;
        changeKwh = new double[stores.size()][];
        powerKw = new double[stores.size()][];
        for (int k = 0; k < changeKwh.length; k++) {
            changeKwh[k] = other.changeKwh[k].clone();
            powerKw[k] = other.powerKw[k].clone();
        }
        blockSteps = other.blockSteps.clone();
        partsKw = other.partsKw.clone();
        netKw = other.netKw.clone();
        greenKw = other.greenKw.clone();
        takenKw = other.takenKw.clone();
        ownKw = other.ownKw.clone();
        loadKw = other.loadKw.clone();
    }

    FleetState copy() {
        return new FleetState(this);
    }

    void setChange(int k, double[] change) {
        count(k, -1);
        changeKwh[k] = change;
        powerKw[k] = stores.get(k).powersKw(change);
        count(k, 1);
    }

    void setBlock(int b, int[] steps) {
        if (blockSteps[b] != null) {
            blocks.get(b).add(blockSteps[b], -1, loadKw);
        }
        setParts(b, 0, null);
        blockSteps[b] = steps;
        if (steps != null) {
            blocks.get(b).add(steps, 1, loadKw);
        }
    }

    /** A block that runs in parts until it is placed; null: it does not. */
    void setParts(int b, int firstStep, double[] powerKw) {
        for (int t = 0; partsKw[b] != null && t < partsKw[b].length; t++) {
            loadKw[t] -= partsKw[b][t];
        }
        partsKw[b] = null;
        if (powerKw != null) {
            partsKw[b] = new double[day.steps];
            System.arraycopy(powerKw, 0, partsKw[b], firstStep, powerKw.length);
            for (int t = 0; t < day.steps; t++) {
                loadKw[t] += partsKw[b][t];
            }
        }
    }

    /** Power of a block that runs in parts. */
    double partKw(int b, int t) {
        return partsKw[b] == null ? 0 : partsKw[b][t];
    }

    private void count(int k, int sign) {
        Store store = stores.get(k);
        for (int i = 0; i < powerKw[k].length; i++) {
            int t = store.steps.first() + i;
            double power = powerKw[k][i];
            netKw[t] += sign * power;
            greenKw[t] += store.contract.chargeFromGrid() ? 0 : sign * Math.max(0, power);
            ownKw[t] += store.contract.dischargeToGrid() ? 0 : sign * Math.max(0, -power);
            takenKw[t] += store.isFlexible() ? sign * Math.max(0, power) : 0;
        }
    }

    /** The day as the stores see it: blocks are load. */
    SiteDay dayOfStores(double importKw) {
        return new SiteDay(day, loadKw, importKw);
    }

    double[] loadKw() {
        return loadKw;
    }

    double demandKw(int t) {
        return loadKw[t] - day.generationKw[t] + netKw[t];
    }

    double curtailableKw(int t) {
        return Math.max(0, day.generationKw[t] - greenKw[t]);
    }

    /** How far storages that may charge from the plants only do otherwise. */
    double beyondPlantsKw(int t) {
        return Math.max(0, greenKw[t] - day.generationKw[t]);
    }

    /** How far storages that may not discharge to the grid do so. */
    double beyondOwnKw(int t) {
        return Math.max(0, ownKw[t] - loadKw[t] - takenKw[t]);
    }

    /** What the others do, without store k. */
    Neighbours without(int k) {
        count(k, -1);
        Neighbours others = new Neighbours(netKw.clone(), cleaned(greenKw), cleaned(takenKw), cleaned(ownKw));
        count(k, 1);
        return others;
    }

    /** Sums that should be 0 after adding and taking away again. */
    private static double[] cleaned(double[] sums) {
        double[] cleaned = sums.clone();
        for (int t = 0; t < cleaned.length; t++) {
            cleaned[t] = Math.abs(cleaned[t]) < 1e-9 ? 0 : cleaned[t];
        }
        return cleaned;
    }
}
