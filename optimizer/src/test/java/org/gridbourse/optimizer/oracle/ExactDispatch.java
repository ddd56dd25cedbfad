package org.gridbourse.optimizer.oracle;

import java.util.ArrayList;
import java.util.List;
import org.gridbourse.optimizer.Day;
import org.gridbourse.optimizer.DayStep;
import org.gridbourse.optimizer.Plant;
import org.gridbourse.optimizer.Site;
import org.gridbourse.optimizer.SocTarget;
import org.gridbourse.optimizer.Storage;

/**
 * The exact optimum of a day by dynamic programming over piecewise linear values of the stored energy (Tseng and Luo
 * 1996; Cruise, Flatley, Gibbens and Zachary 2014), convex or not. Written for being right, not for being fast, from
 * the formats' text and not from the dispatcher's code. Commitments and cycle limits are outside of it.
 */
public final class ExactDispatch {
    private final Site site;
    private final Day day;
    private final double costWeight;
    private final double carbonWeight;

    /** Minimises costWeight x cost + carbonWeight x carbon. */
    public ExactDispatch(Site site, Day day, double costWeight, double carbonWeight) {
        this.site = site;
        this.day = day;
        this.costWeight = costWeight;
        this.carbonWeight = carbonWeight;
    }

    /** The least objective; infinite if no plan exists. States must be within the window and reachable. */
    public double optimum() {
        return optimum(0);
    }

    /** As {@link #optimum()} with a price on every kWh that goes into or out of the store: Lagrange's, for cycle limits. */
    public double optimum(double throughputPrice) {
        double fixed = 0;
        List<Envelope> stages = new ArrayList<>();
        for (DayStep step : day.steps()) {
            fixed += plants(step);
            stages.add(stage(step, throughputPrice));
        }
        if (site.storage().isEmpty()) {
            return fixed + stages.stream().mapToDouble(stage -> stage.at(0)).sum();
        }
        Storage storage = site.storage().get();
        double capacity = storage.capacityKwh();
        Envelope value = Envelope.point(storage.window().socTerminal() * capacity);
        for (int t = day.size() - 1; t >= 0; t--) {
            double low = t == 0 ? 0 : Math.max(storage.window().socMin(), target(storage, t - 1)) * capacity;
            double high = t == 0 ? capacity : storage.window().socMax() * capacity;
            value = Envelope.of(value.before(stages.get(t)), low, high);
        }
        return fixed + value.at(storage.window().socInitial() * capacity);
    }

    /** The objective with the storage idle. */
    public double idle() {
        double sum = 0;
        for (DayStep step : day.steps()) {
            sum += plants(step) + stage(step, 0).at(0);
        }
        return sum;
    }

    private static double target(Storage storage, int step) {
        return storage.socTargets().stream()
                .filter(target -> target.step() == step)
                .mapToDouble(SocTarget::socMin)
                .max()
                .orElse(0);
    }

    private double plants(DayStep step) {
        double pv = pv(step) * perKwh(site.pv());
        return day.stepHours() * (pv + wind(step) * perKwh(site.wind()));
    }

    private double perKwh(java.util.Optional<Plant> plant) {
        return plant.map(p -> costWeight * p.costPerKwh() + carbonWeight * p.carbonKgPerKwh())
                .orElse(0.0);
    }

    private double pv(DayStep step) {
        return site.pv()
                .map(plant -> Math.min(step.pvKw(), plant.ratedKw().orElse(step.pvKw())))
                .orElse(0.0);
    }

    private double wind(DayStep step) {
        return site.wind()
                .map(plant -> Math.min(step.windKw(), plant.ratedKw().orElse(step.windKw())))
                .orElse(0.0);
    }

    /** Every way to work the step is a line over the stored-energy change; the lowest is the cost of the step. */
    private Envelope stage(DayStep step, double throughputPrice) {
        List<Envelope.Segment> lines = new ArrayList<>();
        storageWays(step, throughputPrice, lines);
        return Envelope.of(lines, -1e12, 1e12);
    }

    private void storageWays(DayStep step, double throughputPrice, List<Envelope.Segment> lines) {
        gridWays(step, new StorageWay(0, 0, 1, 0, 0), lines);
        site.storage().ifPresent(storage -> {
            double start = costWeight * storage.running().startCharge();
            double least = storage.running().minPowerKw();
            double wear = costWeight * storage.wearCostPerKwh();
            double carbon = carbonWeight * storage.carbonKgPerDischargedKwh();
            double in = storage.power().chargeEfficiency();
            double out = 1 / storage.power().dischargeEfficiency();
            double most = storage.power().chargeMaxKw();
            double give = storage.power().dischargeMaxKw();
            if (most >= least) {
                gridWays(step, new StorageWay(least, most, in, wear + throughputPrice * in, start), lines);
            }
            if (give >= least) {
                gridWays(
                        step, new StorageWay(-give, -least, out, -wear - carbon - throughputPrice * out, start), lines);
            }
        });
    }

    /** Powers from low to high kW, stored kWh per terminal kWh, price per terminal kWh, and what running costs. */
    private record StorageWay(double lowKw, double highKw, double stored, double price, double start) {}

    private void gridWays(DayStep step, StorageWay way, List<Envelope.Segment> lines) {
        double tie = site.tieLineKw();
        double factor = step.gridKgPerKwh().orElse(site.gridCarbonKgPerKwh());
        double generation = pv(step) + wind(step);
        double demand = step.loadKw() - generation;
        double buy = costWeight * step.buyPrice() + carbonWeight * factor;
        double sell = costWeight * step.sellPrice();
        for (double curtailed : new double[] {0, generation}) {
            double net = demand + curtailed;
            addLine(lines, way, Math.max(way.lowKw(), -net), Math.min(way.highKw(), tie - net), buy, buy * net);
            addLine(lines, way, Math.max(way.lowKw(), -tie - net), Math.min(way.highKw(), -net), sell, sell * net);
        }
        for (double exchange : new double[] {-tie, 0, tie}) {
            double cost = exchange * (exchange > 0 ? buy : sell);
            double low = Math.max(way.lowKw(), exchange - generation - demand);
            addLine(lines, way, low, Math.min(way.highKw(), exchange - demand), 0, cost);
        }
    }

    private void addLine(
            List<Envelope.Segment> lines, StorageWay way, double low, double high, double gridPrice, double atZero) {
        if (low <= high) {
            double hours = day.stepHours();
            double price = gridPrice + way.price();
            double perStored = price / way.stored();
            double value = hours * (atZero + price * low) + way.start();
            lines.add(new Envelope.Segment(low * way.stored() * hours, high * way.stored() * hours, value, perStored));
        }
    }
}
