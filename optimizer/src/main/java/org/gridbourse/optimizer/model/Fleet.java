package org.gridbourse.optimizer.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.gridbourse.optimizer.Day;
import org.gridbourse.optimizer.DaySpan;
import org.gridbourse.optimizer.DayTime;
import org.gridbourse.optimizer.DeferrableBlock;
import org.gridbourse.optimizer.DispatchRequest;
import org.gridbourse.optimizer.FlexibleLoad;
import org.gridbourse.optimizer.SiteState;
import org.gridbourse.optimizer.Storage;
import org.gridbourse.optimizer.Vehicle;

/** All that can be planned on the planned steps: storages, stays of vehicles, blocks; and what of it has no time to be. */
public final class Fleet {
    private final Day day;
    private final int firstStep;
    private final int steps;
    private final double hours;
    private final Optional<SiteState> state;
    private final List<Store> stores = new ArrayList<>();
    private final List<FixedBlock> blocks = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    /** @param siteDay of the same request */
    public Fleet(DispatchRequest request, SiteDay siteDay) {
        day = request.day();
        firstStep = siteDay.firstStep;
        steps = siteDay.steps;
        hours = siteDay.hours;
        state = request.state();
        stores.addAll(siteDay.stores());
        for (FlexibleLoad load : request.site().flexibleLoads()) {
            if (load instanceof Vehicle vehicle) {
                add(vehicle);
            } else if (load instanceof DeferrableBlock block) {
                add(block);
            }
        }
    }

    List<Store> stores() {
        return stores;
    }

    List<FixedBlock> blocks() {
        return blocks;
    }

    /** What has no whole step to happen in, in words. */
    public List<String> warnings() {
        return List.copyOf(warnings);
    }

    public boolean hasFlexibleLoads() {
        return !blocks.isEmpty() || stores.stream().anyMatch(Store::isFlexible);
    }

    private void add(Vehicle vehicle) {
        boolean first = true;
        for (Vehicle.Trip trip : vehicle.trips()) {
            for (DaySpan span : DaySpan.between(day, trip.arrive(), trip.depart())) {
                if (!span.isEmpty() && span.end() <= firstStep) {
                    continue;
                }
                addStay(vehicle, trip, span, first);
                first = false;
            }
        }
    }

    private void addStay(Vehicle vehicle, Vehicle.Trip trip, DaySpan span, boolean first) {
        Optional<SiteState.VehicleState> now =
                first ? state.map(measured -> measured.vehicles().get(vehicle.name())) : Optional.empty();
        boolean inCourse = span.first() < firstStep || firstStep == 0 && span.first() == 0;
        if (inCourse && !now.flatMap(SiteState.VehicleState::present).orElse(true)) {
            warnings.add("%s is not there: its stay until %s is left out".formatted(vehicle.name(), trip.depart()));
            return;
        }
        boolean early = now.flatMap(SiteState.VehicleState::present).orElse(false);
        double energyKwh = trip.energyKwh();
        double storedKwh = trip.storedKwh();
        if (now.isPresent() && now.get().missingKwh().isPresent()) {
            energyKwh = now.get().missingKwh().getAsDouble();
            storedKwh = Math.max(0, storedKwh + trip.energyKwh() - energyKwh);
        }
        Store.Steps stay = new Store.Steps(early ? 0 : Math.max(0, span.first() - firstStep), span.end() - firstStep);
        if (stay.size() <= 0) {
            warnNoTime(vehicle.name(), trip.arrive(), trip.depart(), energyKwh);
            return;
        }
        Vehicle.Charging charging = vehicle.charging();
        double capacityKwh = Math.max(trip.capacityKwh(), storedKwh + energyKwh);
        stores.add(Store.ofLoad(
                Store.Kind.VEHICLE,
                vehicle.name(),
                stay,
                new Storage.Power(
                        charging.maxKw(),
                        charging.dischargeMaxKw(),
                        charging.chargeEfficiency(),
                        charging.dischargeEfficiency()),
                charging.minKw(),
                new Store.Energies(storedKwh, 0, capacityKwh, storedKwh + energyKwh),
                new Store.PerKwh(0, charging.wearCostPerKwh(), 0),
                hours));
    }

    private void warnNoTime(String name, DayTime from, DayTime to, double energyKwh) {
        if (energyKwh > 0) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "%s: %.3f of %.3f kWh are missing: there is no whole step left between %s and %s",
                    name,
                    energyKwh,
                    energyKwh,
                    from,
                    to));
        }
    }

    private void add(DeferrableBlock block) {
        if (state.isPresent() && state.get().done().contains(block.name())) {
            return;
        }
        for (DaySpan span : DaySpan.between(day, block.earliest(), block.latest())) {
            Store.Steps window = new Store.Steps(
                    Math.max(0, span.first() - firstStep), Math.max(0, Math.min(steps, span.end() - firstStep)));
            if (window.size() <= 0) {
                warnNoTime(block.name(), block.earliest(), block.latest(), energyKwh(block.work()));
            } else if (block.work() instanceof DeferrableBlock.Energy energy && energy.interruptible()) {
                stores.add(Store.ofLoad(
                        Store.Kind.BLOCK,
                        block.name(),
                        window,
                        new Storage.Power(energy.maxKw(), 0, 1, 1),
                        energy.minKw(),
                        new Store.Energies(0, 0, energy.energyKwh(), energy.energyKwh()),
                        new Store.PerKwh(0, 0, 0),
                        hours));
            } else {
                blocks.add(fixed(block.name(), window, block.work()));
            }
        }
    }

    private double energyKwh(DeferrableBlock.Work work) {
        if (work instanceof DeferrableBlock.Energy energy) {
            return energy.energyKwh();
        }
        DeferrableBlock.Profile profile = (DeferrableBlock.Profile) work;
        double sum = profile.powerKw().stream().mapToDouble(Double::doubleValue).sum();
        return sum * (profile.minutes() > 0 ? profile.minutes() / 60 : hours);
    }

    private FixedBlock fixed(String name, Store.Steps window, DeferrableBlock.Work work) {
        double[] powers = work instanceof DeferrableBlock.Energy energy
                ? atFullPower(energy)
                : onSteps((DeferrableBlock.Profile) work);
        int fits = Math.min(powers.length, window.size());
        double missing = 0;
        for (int part = fits; part < powers.length; part++) {
            missing += powers[part] * hours;
        }
        boolean pauses = work instanceof DeferrableBlock.Profile profile && profile.interruptible();
        return new FixedBlock(name, window, java.util.Arrays.copyOf(powers, fits), pauses, missing, energyKwh(work));
    }

    private double[] atFullPower(DeferrableBlock.Energy energy) {
        double full = energy.maxKw() * hours;
        int parts = (int) Math.ceil(energy.energyKwh() / full - 1e-9);
        double[] powers = new double[Math.max(0, parts)];
        for (int part = 0; part < parts; part++) {
            powers[part] = Math.min(energy.maxKw(), (energy.energyKwh() - part * full) / hours);
        }
        return powers;
    }

    /** The means of its powers over whole steps. */
    private double[] onSteps(DeferrableBlock.Profile profile) {
        double length = profile.minutes() > 0 ? profile.minutes() / 60 / hours : 1;
        int given = profile.powerKw().size();
        double[] powers = new double[(int) Math.ceil(given * length - 1e-9)];
        for (int part = 0; part < powers.length; part++) {
            for (int k = (int) Math.floor(part / length); k < given && k * length < part + 1; k++) {
                double shared = Math.min(part + 1, (k + 1) * length) - Math.max(part, k * length);
                powers[part] += Math.max(0, shared) * profile.powerKw().get(k);
            }
        }
        return powers;
    }
}
