package org.gridbourse.cli.hosting;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.gridbourse.optimizer.InputRefusedException;
import org.gridbourse.optimizer.Site;
import org.gridbourse.optimizer.input.Range;
import org.gridbourse.optimizer.input.SiteFile;
import org.gridbourse.optimizer.input.YamlFile;
import org.gridbourse.optimizer.input.YamlMap;
import org.gridbourse.optimizer.input.YamlValue;

/**
 * The simulated microgrids of a playground, from {@code playground.yaml}.
 *
 * @param series file with what they consume and generate
 */
record Playground(Path series, List<Microgrid> microgrids) {
    private static final String NAME = "playground.yaml";
    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,31}");
    private static final Set<String> ORGANISATIONS = Set.of("Grid", "North", "South");
    private static final Set<String> FLOWS = Set.of("load", "pv", "wind");
    private static final Range DEPOSIT = Range.between(0, 1e9);
    private static final int YEAR_DAYS = 366;

    Playground {
        microgrids = List.copyOf(microgrids);
    }

    /**
     * One of them.
     *
     * @param deposit currency units paid in before its first session
     * @param meterSigns whether its meter has a key of its own; one without publishes at the broker
     * @param flows by load, pv, wind
     */
    record Microgrid(
            String participantId,
            String organisation,
            Path siteFile,
            Site site,
            BigDecimal deposit,
            boolean meterSigns,
            Map<String, Flow> flows) {}

    /** A column of the series, times a power, taken from some days later. */
    record Flow(String column, double kw, int shiftDays) {}

    /** @throws InputRefusedException naming file, line and key */
    static Playground read(Path folder) {
        YamlMap root = YamlFile.read(folder.resolve(NAME)).onlyKeys("series", "participants");
        Path series = folder.resolve(root.text("series")).normalize();
        if (!Files.isRegularFile(series)) {
            throw root.refuse("series", "names no file: " + series, "a file");
        }
        List<Microgrid> microgrids = new ArrayList<>();
        Set<String> ids = new TreeSet<>();
        for (YamlValue entry : root.list("participants")) {
            Microgrid microgrid = microgrid(folder, entry.map());
            if (!ids.add(microgrid.participantId())) {
                throw entry.refuse("is " + microgrid.participantId() + ", which stands twice", "each id once");
            }
            microgrids.add(microgrid);
        }
        return new Playground(series, microgrids);
    }

    private static Microgrid microgrid(Path folder, YamlMap map) {
        map.onlyKeys("id", "organisation", "site", "deposit", "meterSigns", "load", "pv", "wind");
        String id = map.text("id");
        if (!ID.matcher(id).matches()) {
            throw map.refuse("id", "is \"" + id + "\"", "1 to 32 of a-z, 0-9 and -");
        }
        if (!ORGANISATIONS.contains(map.text("organisation"))) {
            throw map.refuse("organisation", "is unknown", "Grid, North, South");
        }
        Path site = folder.resolve(map.text("site")).normalize();
        Map<String, Flow> flows = new TreeMap<>();
        for (String kind : FLOWS) {
            map.optionalMap(kind).ifPresent(flow -> flows.put(kind, flow(flow)));
        }
        return new Microgrid(
                id,
                map.text("organisation"),
                site,
                SiteFile.read(site),
                BigDecimal.valueOf(map.number("deposit", DEPOSIT)),
                !map.has("meterSigns") || map.flag("meterSigns"),
                flows);
    }

    private static Flow flow(YamlMap map) {
        map.onlyKeys("column", "kw", "shiftDays");
        return new Flow(
                map.text("column"),
                map.number("kw", Range.notNegative()),
                map.has("shiftDays") ? map.integer("shiftDays", -YEAR_DAYS, YEAR_DAYS) : 0);
    }
}
