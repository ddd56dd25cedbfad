package org.gridbourse.cli.node;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.gridbourse.cli.node.NodeSettings.Broker;
import org.gridbourse.cli.node.NodeSettings.Connection;
import org.gridbourse.cli.node.NodeSettings.File;
import org.gridbourse.cli.node.NodeSettings.Histories;
import org.gridbourse.cli.node.NodeSettings.History;
import org.gridbourse.cli.node.NodeSettings.Home;
import org.gridbourse.cli.node.NodeSettings.Place;
import org.gridbourse.cli.node.NodeSettings.Played;
import org.gridbourse.node.forecast.Kind;
import org.gridbourse.node.intake.CountedRegister;
import org.gridbourse.node.intake.MappingFile;
import org.gridbourse.node.intake.MeterMapping;
import org.gridbourse.node.intake.StorageFeed;
import org.gridbourse.node.intake.ValuePath;
import org.gridbourse.node.measured.MeasuredSeries;
import org.gridbourse.node.simulation.PlayedSeries;
import org.gridbourse.optimizer.InputRefusedException;
import org.gridbourse.optimizer.Site;
import org.gridbourse.optimizer.input.Range;
import org.gridbourse.optimizer.input.SiteFile;
import org.gridbourse.optimizer.input.YamlFile;
import org.gridbourse.optimizer.input.YamlMap;
import org.gridbourse.optimizer.input.YamlValue;

/** Reads {@code node.yaml}; files in it are found from its folder. docs/how-to/run-a-node.md has every key. */
final class NodeFile {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final int LOOK_SECONDS = 5;
    private static final int LOOK_SECONDS_MAX = 600;
    private static final int PORT_MAX = 65_535;
    private static final int YEAR_DAYS = 366;
    private static final CountedRegister.Limits USUAL = new CountedRegister.Limits(1000, Long.MAX_VALUE);

    private final Path folder;

    private NodeFile(Path folder) {
        this.folder = folder;
    }

    /** @throws InputRefusedException naming file, line and key */
    static NodeSettings read(Path file) {
        YamlMap root = YamlFile.read(file)
                .onlyKeys(
                        "gateway",
                        "participant",
                        "tokenFile",
                        "trustedCertificates",
                        "lookSeconds",
                        "key",
                        "site",
                        "timeZone",
                        "data",
                        "meter",
                        "meters",
                        "gate",
                        "latitude",
                        "longitude",
                        "weather",
                        "holidays",
                        "load",
                        "pv",
                        "wind",
                        "played",
                        "broker",
                        "stateOfCharge",
                        "setpoints");
        return new NodeFile(file.toAbsolutePath().getParent()).settings(root);
    }

    private NodeSettings settings(YamlMap root) {
        Optional<String> meter = root.optionalText("meter");
        List<MeterMapping> mappings = root.has("meters")
                ? MappingFile.read(existing(root, "meters"))
                : meter.map(id -> MeterMapping.own(id, USUAL)).stream().toList();
        if (meter.isPresent()
                && mappings.stream().noneMatch(each -> each.meterId().equals(meter.get()))) {
            throw root.refuse("meter", "is none of the file that meters names", "a meterId of it");
        }
        Site site = SiteFile.read(existing(root, "site"));
        return new NodeSettings(
                connection(root),
                folder.resolve(root.text("key")),
                site,
                root.has("timeZone") ? zone(root.value("timeZone")) : ZoneId.of("UTC"),
                folder.resolve(root.optionalText("data").orElse("node-data")),
                meter,
                mappings,
                histories(root),
                root.optionalMap("played").map(this::played),
                home(root, site));
    }

    private Connection connection(YamlMap root) {
        URI gateway = URI.create(root.text("gateway").replaceAll("[^!-~]", "?"));
        boolean secret = "https".equals(gateway.getScheme())
                || "http".equals(gateway.getScheme()) && LOOPBACK.contains(String.valueOf(gateway.getHost()));
        if (!secret || gateway.getHost() == null) {
            throw root.refuse(
                    "gateway", "is \"" + gateway + "\"", "an https address; http on this machine's loopback alone");
        }
        return new Connection(
                gateway,
                root.text("participant"),
                optionalFile(root, "tokenFile"),
                optionalFile(root, "trustedCertificates"),
                Duration.ofSeconds(
                        root.has("lookSeconds") ? root.integer("lookSeconds", 1, LOOK_SECONDS_MAX) : LOOK_SECONDS));
    }

    private Histories histories(YamlMap root) {
        Map<Kind, History> byKind = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            root.optionalMap(kind.name().toLowerCase(Locale.ROOT))
                    .ifPresent(map -> byKind.put(kind, history(map, kind)));
        }
        if (root.has("latitude") != root.has("longitude")) {
            throw root.refuse("latitude", "and longitude belong together", "both or neither");
        }
        Optional<Place> place = root.has("latitude")
                ? Optional.of(new Place(
                        root.number("latitude", Range.between(-90, 90)),
                        root.number("longitude", Range.between(-180, 180))))
                : Optional.empty();
        return new Histories(
                byKind,
                root.has("gate") ? time(root.value("gate")) : LocalTime.NOON,
                place,
                optionalFile(root, "weather"),
                optionalFile(root, "holidays"));
    }

    private History history(YamlMap map, Kind kind) {
        map.onlyKeys("history", "column", "kw", "meter", "less");
        if (!map.has("history") && !map.has("meter")) {
            throw map.refuse("history", "is missing, and meter too", "one of them or both");
        }
        Optional<File> file = map.has("history")
                ? Optional.of(new File(
                        existing(map, "history"),
                        map.text("column"),
                        map.optionalNumber("kw", Range.positive()).orElse(1)))
                : Optional.empty();
        Optional<MeasuredSeries.Source> source = map.optionalText("meter")
                .map(meter -> new MeasuredSeries.Source(
                        meter,
                        map.has("less")
                                ? map.list("less").stream().map(YamlValue::text).toList()
                                : List.of(),
                        kind != Kind.LOAD));
        return new History(file, source);
    }

    private Played played(YamlMap map) {
        map.onlyKeys("series", "load", "pv", "wind");
        return new Played(
                existing(map, "series"),
                new PlayedSeries.Sources(flow(map, "load"), flow(map, "pv"), flow(map, "wind")));
    }

    private static Optional<PlayedSeries.Source> flow(YamlMap map, String key) {
        return map.optionalMap(key).map(flow -> {
            flow.onlyKeys("column", "kw", "shiftDays");
            return new PlayedSeries.Source(
                    flow.text("column"),
                    flow.number("kw", Range.notNegative()),
                    flow.has("shiftDays") ? flow.integer("shiftDays", -YEAR_DAYS, YEAR_DAYS) : 0);
        });
    }

    private Home home(YamlMap root, Site site) {
        Optional<YamlMap> setpoints = root.optionalMap("setpoints");
        setpoints.ifPresent(map -> map.onlyKeys("mqtt", "file", "callback"));
        Optional<Broker> broker = root.optionalMap("broker").map(this::broker);
        boolean onBroker =
                setpoints.filter(map -> map.has("mqtt") && map.flag("mqtt")).isPresent();
        if (broker.isEmpty() && (onBroker || root.has("meter") || root.has("stateOfCharge"))) {
            throw root.refuse(
                    "broker", "is missing", "host and port, where meter, stateOfCharge or setpoints need one");
        }
        List<StorageFeed.Source> storages = root.has("stateOfCharge")
                ? root.list("stateOfCharge").stream()
                        .map(value -> storage(value.map()))
                        .toList()
                : site.storage().map(each -> StorageFeed.Source.own(root.text("participant"), each.name())).stream()
                        .toList();
        return new Home(
                broker,
                storages,
                onBroker,
                setpoints.flatMap(map -> map.optionalText("file")).map(folder::resolve),
                setpoints.flatMap(map -> map.optionalText("callback")).map(URI::create));
    }

    private Broker broker(YamlMap map) {
        map.onlyKeys("host", "port", "user", "passwordFile");
        return new Broker(
                map.optionalText("host").orElse("localhost"),
                map.integer("port", 1, PORT_MAX),
                map.optionalText("user"),
                optionalFile(map, "passwordFile"));
    }

    private static StorageFeed.Source storage(YamlMap map) {
        map.onlyKeys("storage", "topic", "path", "unit", "time");
        String unit = map.optionalText("unit").orElse("share");
        if (!Set.of("share", "percent").contains(unit)) {
            throw map.refuse("unit", "is \"" + unit + "\"", "share (0 to 1) or percent (0 to 100)");
        }
        return new StorageFeed.Source(
                map.text("storage"),
                map.text("topic"),
                path(map, "path", map.text("path")),
                unit.equals("percent"),
                map.optionalText("time").map(text -> path(map, "time", text)));
    }

    private static ValuePath path(YamlMap map, String key, String text) {
        try {
            return new ValuePath(text);
        } catch (IllegalArgumentException noPath) {
            throw map.refuse(key, noPath.getMessage(), "a path");
        }
    }

    private Path existing(YamlMap map, String key) {
        Path file = folder.resolve(map.text(key));
        if (!Files.isRegularFile(file)) {
            throw map.refuse(key, "names no file: " + file, "a file");
        }
        return file;
    }

    private Optional<Path> optionalFile(YamlMap map, String key) {
        return map.has(key) ? Optional.of(existing(map, key)) : Optional.empty();
    }

    private static ZoneId zone(YamlValue value) {
        try {
            return ZoneId.of(value.text());
        } catch (DateTimeException unknown) {
            throw value.refuse("is \"" + value.text() + "\"", "a time zone such as Europe/Berlin");
        }
    }

    private static LocalTime time(YamlValue value) {
        try {
            return LocalTime.parse(value.text());
        } catch (DateTimeException none) {
            throw value.refuse("is \"" + value.text() + "\"", "a time of day such as \"12:00\"");
        }
    }
}
