package org.gridbourse.optimizer.input;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gridbourse.optimizer.DayTime;
import org.gridbourse.optimizer.DeferrableBlock;
import org.gridbourse.optimizer.FlexibleLoad;
import org.gridbourse.optimizer.Vehicle;

/** Reads the flexible loads of a site file: what arrives and departs is a vehicle, everything else a block. */
final class FlexibleLoadReader {
    private static final Range EFFICIENCY = new Range(0, false, 1);
    private static final Pattern CLOCK = Pattern.compile("(\\d{1,2}):(\\d{2})");
    private static final String ALLOWED_TIMES = "00:00 to 24:00, or a step, counted from 0";
    private static final int MOST_STEPS = 100_000;

    private FlexibleLoadReader() {}

    static List<FlexibleLoad> loads(YamlValue value) {
        List<FlexibleLoad> loads = new ArrayList<>();
        for (YamlValue item : value.list()) {
            YamlMap load = item.map();
            boolean vehicle = load.has("arrive") || load.has("trips");
            String name = load.optionalText("name").orElse((vehicle ? "vehicle-" : "block-") + (loads.size() + 1));
            loads.add(vehicle ? vehicle(load, name) : block(load, name));
        }
        return loads;
    }

    private static Vehicle vehicle(YamlMap vehicle, String name) {
        vehicle.onlyKeys(
                "name",
                "arrive",
                "depart",
                "energyKwh",
                "storedKwh",
                "trips",
                "maxKw",
                "minKw",
                "mayDischarge",
                "dischargeMaxKw",
                "capacityKwh",
                "chargeEfficiency",
                "dischargeEfficiency",
                "wearCostPerKwh");
        OptionalDouble capacityKwh = vehicle.optionalNumber("capacityKwh", Range.positive());
        List<Vehicle.Trip> trips = new ArrayList<>();
        if (vehicle.has("trips")) {
            for (YamlValue trip : vehicle.list("trips")) {
                trips.add(trip(trip.map().onlyKeys("arrive", "depart", "energyKwh", "storedKwh"), capacityKwh));
                requireAfter(trip.map(), trips);
            }
            if (trips.isEmpty()) {
                throw vehicle.refuse("trips", "is empty", "at least one trip");
            }
        } else {
            trips.add(trip(vehicle, capacityKwh));
        }
        return new Vehicle(name, charging(vehicle), trips);
    }

    private static void requireAfter(YamlMap trip, List<Vehicle.Trip> trips) {
        if (trips.size() > 1) {
            DayTime arrive = trips.get(trips.size() - 1).arrive();
            DayTime before = trips.get(trips.size() - 2).depart();
            if (arrive.onClock() == before.onClock() && arrive.value() < before.value()) {
                throw trip.refuse("arrive", "is " + arrive, before + " or later, when the trip before departs");
            }
        }
    }

    private static Vehicle.Trip trip(YamlMap trip, OptionalDouble capacityKwh) {
        DayTime arrive = time(trip.value("arrive"));
        DayTime depart = time(trip.value("depart"));
        requireOrder(trip, "depart", arrive, depart);
        double energyKwh = trip.number("energyKwh", Range.notNegative());
        double storedKwh = trip.optionalNumber("storedKwh", Range.notNegative()).orElse(0);
        if (storedKwh + energyKwh > capacityKwh.orElse(Double.MAX_VALUE)) {
            throw trip.refuse(
                    "energyKwh",
                    "is " + energyKwh + ", with storedKwh " + storedKwh + " above capacityKwh",
                    "0 to " + (capacityKwh.getAsDouble() - storedKwh));
        }
        return new Vehicle.Trip(arrive, depart, energyKwh, storedKwh, capacityKwh.orElse(storedKwh + energyKwh));
    }

    private static Vehicle.Charging charging(YamlMap vehicle) {
        double maxKw = vehicle.number("maxKw", Range.notNegative());
        boolean mayDischarge = vehicle.has("mayDischarge") && vehicle.flag("mayDischarge");
        OptionalDouble dischargeMaxKw = vehicle.optionalNumber("dischargeMaxKw", Range.notNegative());
        if (dischargeMaxKw.isPresent() && !mayDischarge) {
            throw vehicle.refuse("dischargeMaxKw", "stands without mayDischarge: true", "it only beside that");
        }
        return new Vehicle.Charging(
                maxKw,
                vehicle.optionalNumber("minKw", Range.between(0, maxKw)).orElse(0),
                mayDischarge ? dischargeMaxKw.orElse(maxKw) : 0,
                vehicle.optionalNumber("chargeEfficiency", EFFICIENCY).orElse(1),
                vehicle.optionalNumber("dischargeEfficiency", EFFICIENCY).orElse(1),
                vehicle.optionalNumber("wearCostPerKwh", Range.notNegative()).orElse(0));
    }

    private static DeferrableBlock block(YamlMap block, String name) {
        block.onlyKeys(
                "name",
                "earliest",
                "latest",
                "energyKwh",
                "maxKw",
                "minKw",
                "profileKw",
                "profileMinutes",
                "interruptible");
        DayTime earliest =
                block.optional("earliest").map(FlexibleLoadReader::time).orElse(DayTime.ofClock(0, 0));
        DayTime latest = block.optional("latest").map(FlexibleLoadReader::time).orElse(DayTime.ofClock(24, 0));
        if (block.has("latest")) {
            requireOrder(block, "latest", earliest, latest);
        }
        if (block.has("profileKw") == block.has("energyKwh")) {
            String key = block.has("profileKw") ? "profileKw" : "earliest";
            throw (block.has(key) ? block.value(key) : block.value("energyKwh"))
                    .refuse("needs either energyKwh or profileKw", "one of the two");
        }
        return new DeferrableBlock(name, earliest, latest, block.has("profileKw") ? profile(block) : energy(block));
    }

    private static DeferrableBlock.Energy energy(YamlMap block) {
        if (block.has("profileMinutes")) {
            throw block.refuse("profileMinutes", "stands without profileKw", "it only beside that");
        }
        double maxKw = block.number("maxKw", Range.positive());
        return new DeferrableBlock.Energy(
                block.number("energyKwh", Range.notNegative()),
                maxKw,
                block.optionalNumber("minKw", Range.between(0, maxKw)).orElse(0),
                !block.has("interruptible") || block.flag("interruptible"));
    }

    private static DeferrableBlock.Profile profile(YamlMap block) {
        for (String key : List.of("maxKw", "minKw")) {
            if (block.has(key)) {
                throw block.refuse(key, "stands beside profileKw", "it only beside energyKwh");
            }
        }
        List<Double> powers = block.list("profileKw").stream()
                .map(power -> power.number(Range.notNegative()))
                .toList();
        if (powers.isEmpty()) {
            throw block.refuse("profileKw", "is empty", "at least one power");
        }
        return new DeferrableBlock.Profile(
                powers,
                block.optionalNumber("profileMinutes", Range.positive()).orElse(0),
                block.has("interruptible") && block.flag("interruptible"));
    }

    private static void requireOrder(YamlMap map, String key, DayTime from, DayTime to) {
        if (from.onClock() == to.onClock() && to.value() <= from.value()) {
            throw map.refuse(
                    key,
                    "is " + to + ", not after " + from,
                    "a later time of the same day (a stay over midnight is two: to 24:00, and from 00:00)");
        }
    }

    private static DayTime time(YamlValue value) {
        if (value.isNumber()) {
            return DayTime.ofStep(value.integer(0, MOST_STEPS));
        }
        Matcher clock = CLOCK.matcher(value.text());
        if (clock.matches()) {
            int hour = Integer.parseInt(clock.group(1));
            int minute = Integer.parseInt(clock.group(2));
            if (minute < 60 && 60 * hour + minute <= 24 * 60) {
                return DayTime.ofClock(hour, minute);
            }
        }
        throw value.refuse("is \"" + value.text() + "\"", ALLOWED_TIMES);
    }
}
