package org.gridbourse.cli.simulate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.gridbourse.cli.community.TariffFile;
import org.gridbourse.market.Utf8Order;
import org.gridbourse.market.tariff.Tariff;
import org.gridbourse.node.forecast.DayGrid;
import org.gridbourse.node.forecast.HistoryFile;
import org.gridbourse.node.forecast.Kind;
import org.gridbourse.optimizer.Site;
import org.gridbourse.optimizer.Storage;
import org.gridbourse.optimizer.input.Range;
import org.gridbourse.optimizer.input.SiteFile;
import org.gridbourse.optimizer.input.YamlFile;
import org.gridbourse.optimizer.input.YamlMap;
import org.gridbourse.optimizer.input.YamlValue;

/** Reads the folder of a world: {@code world.yaml}, its tariff, its series and its sites. */
final class WorldFile {
    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,31}");
    private static final int MINUTES_PER_DAY = 24 * 60;
    private static final int YEAR_DAYS = 366;

    private final Path folder;
    private final YamlMap world;
    private final int periodMinutes;
    private final Path series;
    private final Map<String, DayGrid> columns = new HashMap<>();

    private WorldFile(Path folder, YamlMap world) {
        this.folder = folder;
        this.world = world;
        this.periodMinutes = world.integer("periodMinutes", 1, MINUTES_PER_DAY);
        this.series = folder.resolve(world.text("series"));
    }

    static World read(Path folder) {
        YamlMap world = YamlFile.read(folder.resolve("world.yaml"))
                .onlyKeys("name", "currency", "periodMinutes", "tariff", "series", "participants");
        return new WorldFile(folder, world).world();
    }

    private World world() {
        if (!Set.of(15, 30, 60).contains(periodMinutes)) {
            throw world.refuse("periodMinutes", "is " + periodMinutes, "15, 30 or 60");
        }
        int periods = MINUTES_PER_DAY / periodMinutes;
        List<Tariff> tariffs = TariffFile.read(folder.resolve(world.text("tariff")));
        if (tariffs.size() != periods) {
            throw world.refuse("tariff", "has " + tariffs.size() + " periods", periods + ", those of one day");
        }
        List<Household> households = new ArrayList<>();
        Set<String> ids = new TreeSet<>();
        for (YamlValue each : world.list("participants")) {
            Household household = household(each.map(), periods);
            if (!ids.add(household.id())) {
                throw each.refuse("is " + household.id() + ", which stands twice", "each id once");
            }
            households.add(household);
        }
        if (households.isEmpty()) {
            throw world.refuse("participants", "has none", "at least one participant");
        }
        households.sort(Comparator.comparing(Household::id, Utf8Order.BYTES));
        return new World(world.text("name"), world.text("currency"), periodMinutes, tariffs, households);
    }

    private Household household(YamlMap participant, int periods) {
        participant.onlyKeys("id", "site", "load", "pv", "wind");
        String id = participant.text("id");
        if (!ID.matcher(id).matches()) {
            throw participant.refuse("id", "is \"" + id + "\"", "1 to 32 of a-z, 0-9 and -");
        }
        Site site = SiteFile.read(folder.resolve(participant.text("site")));
        if (site.storages().size() > 1) {
            throw participant.refuse("site", "has " + site.storages().size() + " storages", "at most one storage");
        }
        List<Flow> flows = new ArrayList<>();
        flow(participant, "load", Kind.LOAD).ifPresent(flows::add);
        flow(participant, "pv", Kind.PV).ifPresent(flows::add);
        flow(participant, "wind", Kind.WIND).ifPresent(flows::add);
        if (!participant.has("load")) {
            throw participant.refuse("id", "has no load", "load: {column: NAME, kw: NUMBER}");
        }
        Optional<Storage> storage = site.storage();
        long tieLineWh = Math.round(site.tieLineKw() * periodMinutes / 60 * 1000);
        return new Household(id, storage.map(each -> Battery.of(each, periodMinutes, periods)), tieLineWh, flows);
    }

    private Optional<Flow> flow(YamlMap participant, String key, Kind kind) {
        return participant.optionalMap(key).map(flow -> {
            flow.onlyKeys("column", "kw", "shiftDays");
            DayGrid column = columns.computeIfAbsent(
                    flow.text("column"), name -> HistoryFile.read(series, name, Optional.empty()));
            int shift = flow.has("shiftDays") ? flow.integer("shiftDays", -YEAR_DAYS, YEAR_DAYS) : 0;
            return Flow.of(kind, column, flow.number("kw", Range.notNegative()), shift, periodMinutes);
        });
    }
}
