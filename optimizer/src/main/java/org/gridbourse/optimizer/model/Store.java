package org.gridbourse.optimizer.model;

import java.util.List;
import org.gridbourse.optimizer.SocTarget;
import org.gridbourse.optimizer.Storage;

/**
 * One store of energy on the planned steps: a storage, one stay of a vehicle, or a block that takes its energy in parts.
 *
 * <p>Stored energies are counted without self-discharge: {@code scale[t]} is what a kWh stored at the end of step t
 * counts for. So energy stays what it is from step to step, and a kWh stored later counts for more.
 */
public final class Store {
    /** What kind of device a store belongs to. */
    public enum Kind {
        STORAGE,
        VEHICLE,
        BLOCK
    }

    /** When a store is there: planned steps from the first to the one before the end. */
    record Steps(int first, int end) {
        int size() {
            return end - first;
        }
    }

    /** Energies in kWh: at the start, least and most in between, wanted at the end. */
    record Energies(double start, double least, double most, double wanted) {}

    /** What a kWh costs and emits at the terminals. */
    record PerKwh(double charged, double discharged, double carbonDischarged) {}

    final Kind kind;
    final String name;
    final Steps steps;
    final double capacityKwh;
    final Storage.Power power;
    final Energies energies;
    final PerKwh perKwh;
    final Storage.Running running;
    final Storage.Contract contract;
    final List<SocTarget> targets;
    final double hours;
    final double kept;
    final double[] scale;
    private final double storedPerDischarged;

    private Store(
            Kind kind, String name, Steps steps, Storage storage, Energies energies, PerKwh perKwh, double hours) {
        this.kind = kind;
        this.name = name;
        this.steps = steps;
        this.energies = energies;
        this.perKwh = perKwh;
        this.hours = hours;
        capacityKwh = storage.capacityKwh();
        power = storage.power();
        running = storage.running();
        contract = storage.contract();
        targets = storage.socTargets();
        kept = storage.standing().keptAfter(hours);
        scale = new double[steps.size()];
        double counts = 1;
        for (int t = 0; t < scale.length; t++) {
            counts /= kept;
            scale[t] = counts;
        }
        storedPerDischarged = 1 / power.dischargeEfficiency();
    }

    static Store of(Storage storage, double startKwh, Steps steps, double hours) {
        Storage.Window window = storage.window();
        double capacity = storage.capacityKwh();
        return new Store(
                Kind.STORAGE,
                storage.name(),
                steps,
                storage,
                new Energies(
                        startKwh,
                        window.socMin() * capacity,
                        window.socMax() * capacity,
                        window.socTerminal() * capacity),
                new PerKwh(storage.wearCostPerKwh(), storage.wearCostPerKwh(), storage.carbonKgPerDischargedKwh()),
                hours);
    }

    /** A load that takes an energy between two times, and may give some of it back in between. */
    static Store ofLoad(
            Kind kind,
            String name,
            Steps steps,
            Storage.Power power,
            double minPowerKw,
            Energies energies,
            PerKwh perKwh,
            double hours) {
        Storage storage = new Storage(
                Math.max(energies.most(), 1e-9),
                power,
                new Storage.Window(0, 1, 0, 0),
                0,
                0,
                new Storage.Running(0, minPowerKw, java.util.OptionalDouble.empty()),
                List.of());
        return new Store(kind, name, steps, storage, energies, perKwh, hours);
    }

    boolean isFlexible() {
        return kind != Kind.STORAGE;
    }

    /** Whether it only takes, so that what it holds in between needs no watching: it has what it has taken so far. */
    boolean onlyTakes() {
        return isFlexible() && power.dischargeMaxKw() == 0 && !loses();
    }

    boolean loses() {
        return kept != 1;
    }

    /** Most energy that may go into and out of the store, together; infinite without a limit. A full cycle fills and empties the capacity once. */
    double throughputLimitKwh() {
        return 2 * running.maxFullCycles().orElse(Double.POSITIVE_INFINITY) * capacityKwh;
    }

    /** What a power at the terminals, kW, changes the counted energy by in its t-th step, kWh; both charging positive. */
    double storedKwh(int t, double powerKw) {
        return powerKw == 0
                ? 0
                : powerKw * hours * (powerKw > 0 ? power.chargeEfficiency() : storedPerDischarged) * scale[t];
    }

    /** The power at the terminals, kW, that changes the counted energy by so many kWh in the t-th step. */
    double powerKw(int t, double changeKwh) {
        return changeKwh == 0
                ? 0
                : changeKwh / (hours * (changeKwh > 0 ? power.chargeEfficiency() : storedPerDischarged) * scale[t]);
    }

    /** Least energy asked for at the end of its i-th step; not a number if none is. */
    double targetKwh(int firstStep, int i) {
        double target = Double.NaN;
        for (SocTarget at : targets) {
            if (at.step() == firstStep + steps.first() + i) {
                double energy = Math.min(energies.most(), at.socMin() * capacityKwh);
                target = Double.isNaN(target) ? energy : Math.max(target, energy);
            }
        }
        return target;
    }

    double[] powersKw(double[] changeKwh) {
        double[] powers = new double[changeKwh.length];
        for (int t = 0; t < powers.length; t++) {
            powers[t] = powerKw(t, changeKwh[t]);
        }
        return powers;
    }

    /** Stored energy at the end of each of its steps, kWh, self-discharge taken off. */
    double[] energiesKwh(double[] powersKw) {
        double[] stored = new double[powersKw.length];
        double counted = energies.start();
        for (int t = 0; t < stored.length; t++) {
            counted += storedKwh(t, powersKw[t]);
            stored[t] = counted / scale[t];
        }
        return stored;
    }
}
