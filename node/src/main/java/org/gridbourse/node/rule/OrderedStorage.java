package org.gridbourse.node.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gridbourse.market.order.Store;
import org.gridbourse.optimizer.FlexibleLoad;
import org.gridbourse.optimizer.Site;
import org.gridbourse.optimizer.Storage;
import org.gridbourse.optimizer.Vehicle;

/**
 * The one device of a site that a storage order can carry: a battery without start charge, targets or losses of standing
 * and with a free contract, or a car that only charges and stays once in the span.
 *
 * @param levels between empty and full as the owner allows it; the end is what the device should hold, not what it can
 * @param power per period, before the wires' limits
 * @param wearMicroPerKwh on charged and discharged energy
 * @param throughputWh of the span, at most
 */
record OrderedStorage(Store.Levels levels, Store.Power power, long wearMicroPerKwh, long throughputWh) {
    private static final double MICRO = 1e6;
    private static final int MILLI = 1000;
    /** Of a battery that says nothing itself: a cycle and a half. */
    private static final double USUAL_CYCLES = 1.5;

    /**
     * The device of a site; empty where there is none, more than one, or one of another kind.
     *
     * @param stateOfCharge measured, by the storage's name; one that is not named starts as the site says
     */
    static Optional<OrderedStorage> of(Site site, Span span, Map<String, Double> stateOfCharge) {
        if (site.storages().size() + site.flexibleLoads().size() != 1) {
            return Optional.empty();
        }
        if (site.storage().isPresent()) {
            Storage storage = site.storage().get();
            double soc =
                    stateOfCharge.getOrDefault(storage.name(), storage.window().socInitial());
            return isPlain(storage) ? Optional.of(battery(storage, span, soc)) : Optional.empty();
        }
        FlexibleLoad load = site.flexibleLoads().get(0);
        return load instanceof Vehicle vehicle && onlyCharges(vehicle)
                ? Optional.of(car(vehicle, span))
                : Optional.empty();
    }

    private static boolean isPlain(Storage storage) {
        return storage.running().startCharge() == 0
                && storage.running().minPowerKw() == 0
                && storage.socTargets().isEmpty()
                && storage.standing().equals(Storage.Standing.NONE)
                && storage.contract().equals(Storage.Contract.FREE);
    }

    private static OrderedStorage battery(Storage storage, Span span, double soc) {
        Storage.Window window = storage.window();
        long capacityWh =
                whole(PositionPlanner.WH_PER_KWH * (window.socMax() - window.socMin()) * storage.capacityKwh());
        double cycles = storage.running().maxFullCycles().orElse(USUAL_CYCLES);
        return new OrderedStorage(
                new Store.Levels(
                        capacityWh, level(storage, soc, capacityWh), level(storage, window.socTerminal(), capacityWh)),
                new Store.Power(
                        equal(storage.power().chargeMaxKw(), span),
                        equal(storage.power().dischargeMaxKw(), span),
                        stored(storage.power().chargeEfficiency()),
                        drawn(storage.power().dischargeEfficiency())),
                Math.round(MICRO * storage.wearCostPerKwh()),
                whole(2 * cycles * capacityWh));
    }

    private static long level(Storage storage, double soc, long capacityWh) {
        double above = (soc - storage.window().socMin()) * storage.capacityKwh();
        return Math.max(0, Math.min(MILLI * capacityWh, whole(MILLI * PositionPlanner.WH_PER_KWH * above)));
    }

    private static List<Long> equal(double kw, Span span) {
        List<Long> wh = new ArrayList<>();
        for (int t = 0; t < span.periods(); t++) {
            wh.add(PositionPlanner.energy(kw, span.periodMinutes()).wh());
        }
        return wh;
    }

    private static boolean onlyCharges(Vehicle vehicle) {
        return vehicle.charging().dischargeMaxKw() == 0
                && vehicle.charging().minKw() == 0
                && vehicle.trips().size() == 1;
    }

    /** It is there in the periods that lie wholly within its stay. */
    private static OrderedStorage car(Vehicle vehicle, Span span) {
        Vehicle.Trip trip = vehicle.trips().get(0);
        long energyWh = whole(PositionPlanner.WH_PER_KWH * trip.energyKwh());
        long storedMilliPerWh = stored(vehicle.charging().chargeEfficiency());
        int first = (trip.arrive().minutes(span.periodMinutes()) + span.periodMinutes() - 1) / span.periodMinutes();
        int end = trip.depart().minutes(span.periodMinutes()) / span.periodMinutes();
        List<Long> charge = new ArrayList<>();
        List<Long> discharge = new ArrayList<>();
        for (int t = 0; t < span.periods(); t++) {
            boolean there = t >= first && t < end;
            charge.add(
                    there
                            ? PositionPlanner.energy(vehicle.charging().maxKw(), span.periodMinutes())
                                    .wh()
                            : 0L);
            discharge.add(0L);
        }
        return new OrderedStorage(
                new Store.Levels(energyWh, 0, MILLI * energyWh),
                new Store.Power(charge, discharge, storedMilliPerWh, MILLI),
                0,
                MILLI * energyWh / storedMilliPerWh + 1);
    }

    /** Never better than it is: what is ordered can be done. */
    private static long stored(double efficiency) {
        return Math.max(1, whole(MILLI * efficiency));
    }

    private static long drawn(double efficiency) {
        return (long) Math.ceil(MILLI / efficiency - 1e-9);
    }

    private static long whole(double quantity) {
        return (long) Math.floor(quantity + 1e-9);
    }
}
