package org.gridbourse.optimizer;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One microgrid: what stands behind its meter. An empty part means that the site has none.
 *
 * @param tieLine limits of the exchange with the grid
 * @param storages in the order of the site file; names differ
 * @param flexibleLoads vehicles and deferrable blocks; names differ from each other's and the storages'
 * @param gridCarbonKgPerKwh carbon of purchased energy where the day does not say otherwise (equation 11)
 */
public record Site(
        String name,
        TieLine tieLine,
        Optional<Plant> pv,
        Optional<Plant> wind,
        List<Storage> storages,
        List<FlexibleLoad> flexibleLoads,
        double gridCarbonKgPerKwh) {
    public Site {
        Checks.notNegative("gridCarbonKgPerKwh", gridCarbonKgPerKwh);
        storages = List.copyOf(storages);
        flexibleLoads = List.copyOf(flexibleLoads);
        Set<String> names = new HashSet<>();
        Stream.concat(
                        storages.stream().map(Storage::name),
                        flexibleLoads.stream().map(FlexibleLoad::name))
                .forEach(device -> {
                    if (!names.add(device)) {
                        throw new IllegalArgumentException("two devices are named \"" + device + "\"");
                    }
                });
    }

    /** A site with at most one storage, nothing flexible, and the same limit for import and export. */
    public Site(
            String name,
            double tieLineKw,
            Optional<Plant> pv,
            Optional<Plant> wind,
            Optional<Storage> storage,
            double gridCarbonKgPerKwh) {
        this(name, TieLine.ofKw(tieLineKw), pv, wind, storage.stream().toList(), List.of(), gridCarbonKgPerKwh);
    }

    /** The larger of the highest import and the highest export. */
    public double tieLineKw() {
        return Math.max(tieLine.importKw(), tieLine.exportKw());
    }

    /** The storage of a site that has exactly one. */
    public Optional<Storage> storage() {
        return storages.size() == 1 ? Optional.of(storages.get(0)) : Optional.empty();
    }
}
