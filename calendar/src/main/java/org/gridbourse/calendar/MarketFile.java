package org.gridbourse.calendar;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.gridbourse.optimizer.InputRefusedException;
import org.gridbourse.optimizer.input.YamlFile;
import org.gridbourse.optimizer.input.YamlMap;
import org.gridbourse.optimizer.input.YamlValue;

/** Reads {@code market.yaml}. Whatever is wrong is refused with file, line, key and what is allowed. */
public final class MarketFile {
    /** Its name in a market's folder. */
    public static final String NAME = "market.yaml";

    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,31}");
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
    private static final List<String> ORGANISATIONS = List.of("Grid", "North", "South");
    private static final int ANNOUNCE_DAYS = 7;
    private static final int ANNOUNCE_DAYS_MAX = 30;
    private static final int PORT_MAX = 65_535;

    private MarketFile() {}

    /** @throws InputRefusedException naming the first mistake */
    public static Market read(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new InputRefusedException(folder.toString(), 0, "folder", "is none", "a folder with a " + NAME);
        }
        YamlMap root = YamlFile.read(folder.resolve(NAME))
                .onlyKeys(
                        "name",
                        "currency",
                        "timeZone",
                        "announceDays",
                        "organisations",
                        "tariffs",
                        "sessions",
                        "mqtt",
                        "database");
        MarketCalendar calendar = calendar(root);
        return new Market(
                matching(root.value("name"), ID, "1 to 32 of a-z, 0-9 and -, no - at the beginning"),
                calendar,
                SessionRules.simulated(root.value("sessions"), calendar),
                root.has("organisations") ? organisations(root.value("organisations")) : usualOrganisations(),
                root.optionalMap("mqtt").map(MarketFile::broker),
                root.optionalMap("database").map(MarketFile::database));
    }

    private static MarketCalendar calendar(YamlMap root) {
        ZoneId zone = zone(root.value("timeZone"));
        SessionRules rules = SessionRules.read(root.value("sessions"), zone);
        return new MarketCalendar(
                zone,
                matching(root.value("currency"), CURRENCY, "three capital letters, such as CNY"),
                root.has("announceDays") ? root.integer("announceDays", 1, ANNOUNCE_DAYS_MAX) : ANNOUNCE_DAYS,
                TariffBands.read(root.value("tariffs")),
                rules.base(),
                rules.intraday());
    }

    private static ZoneId zone(YamlValue value) {
        try {
            return ZoneId.of(value.text());
        } catch (DateTimeException unknown) {
            throw value.refuse("is \"" + value.text() + "\"", "a time zone such as Europe/Berlin");
        }
    }

    private static List<Market.Gateway> organisations(YamlValue value) {
        List<Market.Gateway> gateways = new ArrayList<>();
        for (YamlValue entry : value.list()) {
            YamlMap map = entry.map().onlyKeys("name", "port");
            String name = map.text("name");
            boolean twice =
                    gateways.stream().anyMatch(each -> each.organisation().equals(name));
            if (!ORGANISATIONS.contains(name) || twice) {
                throw map.refuse("name", "is \"" + name + "\"", "each of Grid, North, South once");
            }
            gateways.add(new Market.Gateway(name, map.has("port") ? map.integer("port", 0, PORT_MAX) : 0));
        }
        if (gateways.size() < ORGANISATIONS.size()) {
            throw value.refuse("has %d entries".formatted(gateways.size()), "each of Grid, North, South once");
        }
        return gateways;
    }

    private static List<Market.Gateway> usualOrganisations() {
        return ORGANISATIONS.stream().map(name -> new Market.Gateway(name, 0)).toList();
    }

    private static Market.Broker broker(YamlMap map) {
        map.onlyKeys("host", "port", "user", "passwordFile");
        Optional<Market.Login> login = map.has("user")
                ? Optional.of(new Market.Login(map.text("user"), map.text("passwordFile")))
                : Optional.empty();
        return new Market.Broker(map.optionalText("host").orElse("localhost"), map.integer("port", 1, PORT_MAX), login);
    }

    private static Market.Database database(YamlMap map) {
        map.onlyKeys("url", "user", "passwordFile");
        return new Market.Database(map.text("url"), map.text("user"), map.text("passwordFile"));
    }

    private static String matching(YamlValue value, Pattern pattern, String allowed) {
        if (!pattern.matcher(value.text()).matches()) {
            throw value.refuse("is \"" + value.text() + "\"", allowed);
        }
        return value.text();
    }

    static Optional<LocalDate> date(YamlMap map, String key) {
        return map.optional(key).map(MarketFile::date);
    }

    private static LocalDate date(YamlValue value) {
        try {
            return LocalDate.parse(value.text());
        } catch (DateTimeException none) {
            throw value.refuse("is \"" + value.text() + "\"", "a date such as \"2026-03-29\"");
        }
    }

    /** Refuses a last day before the first. */
    static void requireOrder(YamlMap map, LocalDate from, Optional<LocalDate> until) {
        if (until.isPresent() && until.get().isBefore(from)) {
            throw map.refuse("until", "is %s".formatted(until.get()), "not before from, " + from);
        }
    }
}
