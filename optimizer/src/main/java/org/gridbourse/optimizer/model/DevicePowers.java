package org.gridbourse.optimizer.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** The powers of all devices of a plan. */
public record DevicePowers(List<OfStore> stores, List<OfBlock> blocks) {
    public DevicePowers {
        stores = List.copyOf(stores);
        blocks = List.copyOf(blocks);
    }

    /** @param powerKw per step of the store, charging positive */
    public record OfStore(Store store, double[] powerKw) {
        public Store.Kind kind() {
            return store.kind;
        }

        public String name() {
            return store.name;
        }

        /** First planned step that it is there. */
        public int firstStep() {
            return store.steps.first();
        }

        /** First planned step after it. */
        public int endStep() {
            return store.steps.end();
        }

        public double capacityKwh() {
            return store.capacityKwh;
        }

        public double startKwh() {
            return store.energies.start();
        }

        /** What it was to take, net. */
        public double requiredKwh() {
            return store.energies.wanted() - store.energies.start();
        }

        /** Stored at the end of each of its steps. */
        public double[] storedKwh() {
            return store.energiesKwh(powerKw);
        }

        /** What running costs in a planned step, wear and start charge, in currency units. */
        public double cost(int t) {
            double power = at(t);
            double wear = power > 0 ? store.perKwh.charged() : store.perKwh.discharged();
            return power == 0 ? 0 : store.running.startCharge() + store.hours * wear * Math.abs(power);
        }

        /** What it emits in a planned step. */
        public double carbonKg(int t) {
            return store.hours * store.perKwh.carbonDischarged() * Math.max(0, -at(t));
        }

        private double at(int t) {
            int i = t - store.steps.first();
            return i >= 0 && i < powerKw.length ? powerKw[i] : 0;
        }

        /** What it charges that may come from the plants only. */
        double greenKw(int i) {
            return store.contract.chargeFromGrid() ? 0 : Math.max(0, powerKw[i]);
        }
    }

    /**
     * @param powerKw per planned step
     * @param steps planned steps of its parts
     * @param missingKwh what did not fit
     */
    public record OfBlock(String name, double[] powerKw, int[] steps, double requiredKwh, double missingKwh) {}

    /** The same with every power changed. */
    public DevicePowers map(DoubleUnaryOperator change) {
        List<OfStore> changed = new ArrayList<>();
        for (OfStore of : stores) {
            changed.add(
                    new OfStore(of.store, Arrays.stream(of.powerKw).map(change).toArray()));
        }
        List<OfBlock> others = new ArrayList<>();
        for (OfBlock of : blocks) {
            double[] power = Arrays.stream(of.powerKw).map(change).toArray();
            others.add(new OfBlock(of.name, power, of.steps, of.requiredKwh, of.missingKwh));
        }
        return new DevicePowers(changed, others);
    }

    /** Of a site's only storage. */
    static DevicePowers ofStorage(SiteDay day, double[] powerKw) {
        return new DevicePowers(
                day.stores().isEmpty() ? List.of() : List.of(new OfStore(day.store(), powerKw)), List.of());
    }

    static DevicePowers of(SiteDay day, Fleet fleet, FleetState state) {
        List<OfStore> stores = new ArrayList<>();
        for (int k = 0; k < fleet.stores().size(); k++) {
            stores.add(new OfStore(fleet.stores().get(k), state.powerKw[k].clone()));
        }
        List<OfBlock> blocks = new ArrayList<>();
        for (int b = 0; b < fleet.blocks().size(); b++) {
            FixedBlock block = fleet.blocks().get(b);
            double[] power = new double[day.steps];
            block.add(state.blockSteps[b], 1, power);
            double served = Arrays.stream(power).sum() * day.hours;
            blocks.add(new OfBlock(
                    block.name(), power, state.blockSteps[b], block.requiredKwh(), block.requiredKwh() - served));
        }
        return new DevicePowers(stores, blocks);
    }

    /** Net of the storages per planned step, charging positive. */
    public double[] storageKw(int steps) {
        return sum(steps, false);
    }

    /** Taken by vehicles and blocks per planned step, net. */
    public double[] flexibleKw(int steps) {
        double[] sum = sum(steps, true);
        for (OfBlock block : blocks) {
            Arrays.setAll(sum, t -> sum[t] + block.powerKw[t]);
        }
        return sum;
    }

    private double[] sum(int steps, boolean flexible) {
        double[] sum = new double[steps];
        for (OfStore of : stores) {
            if ((of.kind() != Store.Kind.STORAGE) == flexible) {
                for (int i = 0; i < of.powerKw.length; i++) {
                    sum[of.firstStep() + i] += of.powerKw[i];
                }
            }
        }
        return sum;
    }

    /** Generation in a planned step that cannot be curtailed, because storages charge from it. */
    public double greenKw(int t) {
        double sum = 0;
        for (OfStore of : stores) {
            int i = t - of.firstStep();
            sum += i >= 0 && i < of.powerKw.length ? of.greenKw(i) : 0;
        }
        return sum;
    }
}
