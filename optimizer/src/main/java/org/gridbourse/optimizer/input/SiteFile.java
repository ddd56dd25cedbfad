package org.gridbourse.optimizer.input;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.gridbourse.optimizer.FlexibleLoad;
import org.gridbourse.optimizer.InputRefusedException;
import org.gridbourse.optimizer.Plant;
import org.gridbourse.optimizer.Site;
import org.gridbourse.optimizer.SocTarget;
import org.gridbourse.optimizer.Storage;
import org.gridbourse.optimizer.TieLine;

/** Reads a site file (YAML). Strict: unknown, missing, mistyped and out-of-range fields are refused with their line. */
public final class SiteFile {
    private static final Range SHARE = Range.between(0, 1);
    private static final Range EFFICIENCY = new Range(0, false, 1);
    /** A storage that loses nearly all within a day stores nothing. */
    private static final Range BELOW_ALL = Range.between(0, 0.99);

    private static final int MOST_STEPS = 100_000;

    private SiteFile() {}

    /** @throws InputRefusedException naming every fault with file, line, field and allowed range */
    public static Site read(Path path) {
        return Faults.allOf(faults -> read(path, faults));
    }

    /** As {@link #read}, of a site among other files whose faults are gathered. */
    public static Site read(Path path, Faults faults) {
        return site(YamlFile.read(path, faults));
    }

    /** As {@link #read}, of a text at hand. */
    public static Site parse(String file, String text) {
        return Faults.allOf(faults -> site(YamlFile.parse(file, text, faults)));
    }

    private static Site site(YamlMap site) {
        site.onlyKeys("name", "tieLineKw", "tieLine", "pv", "wind", "storage", "storages", "flexibleLoads", "grid");
        List<Storage> storages = storages(site);
        List<FlexibleLoad> flexibleLoads =
                site.optional("flexibleLoads").map(FlexibleLoadReader::loads).orElse(List.of());
        requireOwnNames(site, storages, flexibleLoads);
        return new Site(
                site.text("name"),
                tieLine(site),
                site.optionalMap("pv").map(SiteFile::plant),
                site.optionalMap("wind").map(SiteFile::plant),
                storages,
                flexibleLoads,
                site.optionalMap("grid").map(SiteFile::gridCarbon).orElse(0.0));
    }

    private static TieLine tieLine(YamlMap site) {
        if (!site.has("tieLine")) {
            return TieLine.ofKw(site.number("tieLineKw", Range.notNegative()));
        }
        if (site.has("tieLineKw")) {
            throw site.refuse("tieLineKw", "stands beside tieLine", "one of the two");
        }
        YamlMap line = site.map("tieLine").onlyKeys("importKw", "exportKw", "peakPricePerKw");
        return new TieLine(
                line.number("importKw", Range.notNegative()),
                line.number("exportKw", Range.notNegative()),
                line.optionalNumber("peakPricePerKw", Range.notNegative()).orElse(0));
    }

    private static List<Storage> storages(YamlMap site) {
        if (!site.has("storages")) {
            return site.optionalMap("storage").map(SiteFile::storage).stream().toList();
        }
        if (site.has("storage")) {
            throw site.refuse("storage", "stands beside storages", "one of the two");
        }
        List<Storage> storages = new ArrayList<>();
        for (YamlValue value : site.list("storages")) {
            YamlMap storage = value.map();
            storages.add(storage(storage, storage.optionalText("name").orElse("storage-" + (storages.size() + 1))));
        }
        return storages;
    }

    private static void requireOwnNames(YamlMap site, List<Storage> storages, List<FlexibleLoad> loads) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < storages.size(); i++) {
            requireOwnName(site, "storages", i, storages.get(i).name(), names);
        }
        for (int i = 0; i < loads.size(); i++) {
            requireOwnName(site, "flexibleLoads", i, loads.get(i).name(), names);
        }
    }

    private static void requireOwnName(YamlMap site, String list, int index, String name, List<String> names) {
        if (names.contains(name)) {
            throw site.list(list)
                    .get(index)
                    .refuse("is named \"" + name + "\" as another device is", "a name of its own");
        }
        names.add(name);
    }

    private static Plant plant(YamlMap plant) {
        plant.onlyKeys("ratedKw", "costPerKwh", "carbonKgPerKwh");
        return new Plant(
                plant.optionalNumber("ratedKw", Range.notNegative()),
                plant.number("costPerKwh", Range.notNegative()),
                plant.number("carbonKgPerKwh", Range.notNegative()));
    }

    private static double gridCarbon(YamlMap grid) {
        return grid.onlyKeys("carbonKgPerKwh").number("carbonKgPerKwh", Range.notNegative());
    }

    private static Storage storage(YamlMap storage) {
        return storage(storage, storage.optionalText("name").orElse(Storage.ONLY));
    }

    private static Storage storage(YamlMap storage, String name) {
        storage.onlyKeys(
                "name",
                "capacityKwh",
                "chargeMaxKw",
                "dischargeMaxKw",
                "chargeEfficiency",
                "dischargeEfficiency",
                "socMin",
                "socMax",
                "socInitial",
                "socTerminal",
                "wearCostPerKwh",
                "carbonKgPerDischargedKwh",
                "startCharge",
                "minPowerKw",
                "maxFullCycles",
                "socTargets",
                "selfDischargePerDay",
                "standbyKw",
                "chargeFromGrid",
                "dischargeToGrid");
        return new Storage(
                name,
                storage.number("capacityKwh", Range.positive()),
                new Storage.Power(
                        storage.number("chargeMaxKw", Range.notNegative()),
                        storage.number("dischargeMaxKw", Range.notNegative()),
                        storage.number("chargeEfficiency", EFFICIENCY),
                        storage.number("dischargeEfficiency", EFFICIENCY)),
                window(storage),
                storage.number("wearCostPerKwh", Range.notNegative()),
                storage.number("carbonKgPerDischargedKwh", Range.notNegative()),
                new Storage.Running(
                        storage.optionalNumber("startCharge", Range.notNegative())
                                .orElse(0),
                        storage.optionalNumber("minPowerKw", Range.notNegative())
                                .orElse(0),
                        storage.optionalNumber("maxFullCycles", Range.notNegative())),
                storage.optional("socTargets").map(SiteFile::targets).orElse(List.of()),
                new Storage.Standing(
                        storage.optionalNumber("selfDischargePerDay", BELOW_ALL).orElse(0),
                        storage.optionalNumber("standbyKw", Range.notNegative()).orElse(0)),
                new Storage.Contract(allowed(storage, "chargeFromGrid"), allowed(storage, "dischargeToGrid")));
    }

    private static boolean allowed(YamlMap storage, String key) {
        return !storage.has(key) || storage.flag(key);
    }

    private static Storage.Window window(YamlMap storage) {
        double socMin = storage.number("socMin", SHARE);
        double socMax = storage.number("socMax", SHARE);
        if (socMin > socMax) {
            throw storage.refuse("socMin", "is " + socMin + ", above socMax", "0 to socMax (" + socMax + ")");
        }
        double socInitial = storage.number("socInitial", SHARE);
        double socTerminal = storage.optionalNumber("socTerminal", SHARE).orElse(socInitial);
        return new Storage.Window(socMin, socMax, socInitial, socTerminal);
    }

    private static List<SocTarget> targets(YamlValue targets) {
        return targets.list().stream().map(YamlValue::map).map(SiteFile::target).toList();
    }

    private static SocTarget target(YamlMap target) {
        target.onlyKeys("step", "socMin");
        return new SocTarget(target.integer("step", 0, MOST_STEPS), target.number("socMin", SHARE));
    }
}
