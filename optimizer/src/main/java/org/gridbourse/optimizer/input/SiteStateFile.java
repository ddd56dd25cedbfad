package org.gridbourse.optimizer.input;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.gridbourse.optimizer.DeferrableBlock;
import org.gridbourse.optimizer.FlexibleLoad;
import org.gridbourse.optimizer.InputRefusedException;
import org.gridbourse.optimizer.Site;
import org.gridbourse.optimizer.SiteState;
import org.gridbourse.optimizer.Storage;
import org.gridbourse.optimizer.Vehicle;

/**
 * Reads what was measured at a site (YAML or JSON): {@code step}, {@code stateOfCharge} of an only storage or
 * {@code storages} by name, {@code vehicles} by name with {@code present} and {@code missingKwh}, blocks that are
 * {@code done}, {@code peakKw}; each may be absent.
 */
public final class SiteStateFile {
    private static final Range SHARE = Range.between(0, 1);

    private SiteStateFile() {}

    /**
     * @param steps of the day that is planned
     * @throws InputRefusedException naming file, line, field and what is allowed: among others names that the site has not
     */
    public static SiteState read(Path path, Site site, int steps) {
        return state(YamlFile.read(path), site, steps);
    }

    /** As {@link #read}, of a text at hand; {@code file} is what refusals call it. */
    public static SiteState parse(String file, String text, Site site, int steps) {
        return state(YamlFile.parse(file, text), site, steps);
    }

    private static SiteState state(YamlMap state, Site site, int steps) {
        state.onlyKeys("step", "stateOfCharge", "storages", "vehicles", "done", "peakKw");
        return new SiteState(
                state.has("step") ? state.integer("step", 0, steps - 1) : 0,
                states(state, site),
                vehicles(state, site),
                done(state, site),
                state.optionalNumber("peakKw", Range.notNegative()).orElse(0));
    }

    private static Map<String, Double> states(YamlMap state, Site site) {
        Map<String, Double> states = new HashMap<>();
        List<String> names = site.storages().stream().map(Storage::name).toList();
        if (state.has("stateOfCharge")) {
            if (names.size() != 1) {
                throw state.refuse("stateOfCharge", "is for one storage, the site has " + names.size(), "storages");
            }
            states.put(names.get(0), state.number("stateOfCharge", SHARE));
        }
        state.optionalMap("storages").ifPresent(storages -> {
            storages.onlyKeys(names.toArray(String[]::new));
            names.stream().filter(storages::has).forEach(name -> states.put(name, storages.number(name, SHARE)));
        });
        return states;
    }

    private static Map<String, SiteState.VehicleState> vehicles(YamlMap state, Site site) {
        Map<String, SiteState.VehicleState> vehicles = new HashMap<>();
        state.optionalMap("vehicles").ifPresent(map -> {
            List<String> names = names(site, Vehicle.class);
            map.onlyKeys(names.toArray(String[]::new));
            names.stream().filter(map::has).forEach(name -> {
                YamlMap vehicle = map.map(name).onlyKeys("present", "missingKwh");
                Optional<Boolean> present =
                        vehicle.has("present") ? Optional.of(vehicle.flag("present")) : Optional.empty();
                vehicles.put(
                        name,
                        new SiteState.VehicleState(present, vehicle.optionalNumber("missingKwh", Range.notNegative())));
            });
        });
        return vehicles;
    }

    private static Set<String> done(YamlMap state, Site site) {
        Set<String> done = new HashSet<>();
        List<String> names = names(site, DeferrableBlock.class);
        for (YamlValue name : state.has("done") ? state.list("done") : List.<YamlValue>of()) {
            if (!names.contains(name.text())) {
                throw name.refuse("is \"" + name.text() + "\"", String.join(", ", names));
            }
            done.add(name.text());
        }
        return done;
    }

    private static List<String> names(Site site, Class<? extends FlexibleLoad> kind) {
        return site.flexibleLoads().stream()
                .filter(kind::isInstance)
                .map(FlexibleLoad::name)
                .toList();
    }
}
