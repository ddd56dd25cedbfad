package org.gridbourse.optimizer;

import java.nio.file.Path;
import java.util.List;
import org.gridbourse.optimizer.input.Range;
import org.gridbourse.optimizer.input.YamlFile;
import org.gridbourse.optimizer.input.YamlMap;
import org.gridbourse.optimizer.input.YamlValue;

/** Reads a site file (YAML). Strict: unknown, missing, mistyped and out-of-range fields are refused with their line. */
public final class SiteFile {
    private static final Range SHARE = Range.between(0, 1);
    private static final Range EFFICIENCY = new Range(0, false, 1);
    private static final int MOST_STEPS = 100_000;

    private SiteFile() {}

    /** @throws InputRefusedException naming file, line, field and allowed range */
    public static Site read(Path path) {
        return site(YamlFile.read(path));
    }

    /** As {@link #read}, of a text at hand. */
    public static Site parse(String file, String text) {
        return site(YamlFile.parse(file, text));
    }

    private static Site site(YamlMap site) {
        site.onlyKeys("name", "tieLineKw", "pv", "wind", "storage", "grid");
        return new Site(
                site.text("name"),
                site.number("tieLineKw", Range.notNegative()),
                site.optionalMap("pv").map(SiteFile::plant),
                site.optionalMap("wind").map(SiteFile::plant),
                site.optionalMap("storage").map(SiteFile::storage),
                site.optionalMap("grid").map(SiteFile::gridCarbon).orElse(0.0));
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
        storage.onlyKeys(
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
                "socTargets");
        return new Storage(
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
                storage.optional("socTargets").map(SiteFile::targets).orElse(List.of()));
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
