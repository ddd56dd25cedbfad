package org.gridbourse.cli.community;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;
import org.gridbourse.cli.community.Participant.ParticipantDay;
import org.gridbourse.market.quantity.MarketLimits;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.tariff.Tariff;
import org.gridbourse.optimizer.Day;
import org.gridbourse.optimizer.DayFile;
import org.gridbourse.optimizer.DayStep;
import org.gridbourse.optimizer.InputRefusedException;
import org.gridbourse.optimizer.Plant;
import org.gridbourse.optimizer.Position;
import org.gridbourse.optimizer.Site;
import org.gridbourse.optimizer.SiteFile;
import org.gridbourse.optimizer.input.Range;
import org.gridbourse.optimizer.input.YamlFile;
import org.gridbourse.optimizer.input.YamlMap;
import org.gridbourse.optimizer.input.YamlValue;

/**
 * Reads a community folder. Whatever is wrong in any of its files is refused with file, line, field and what is
 * allowed, before anything is started.
 */
public final class CommunityFile {
    private static final String NAME = "community.yaml";
    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,31}");
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
    private static final int MOST_SESSIONS = 100;
    private static final int MINUTES_PER_DAY = 1440;
    private static final int MOST_PARTICIPANTS = 500;
    private static final int MONEY_DECIMALS = 9;
    private static final Range DEPOSIT = Range.between(0, 1e9);
    private static final Range SHARE = Range.between(0, 1);
    private static final Range DELIVERED = Range.between(0, 10);

    private final Path folder;
    private final List<String> warnings = new ArrayList<>();
    private SessionPlan sessions;
    private long energyMaxWh;

    private CommunityFile(Path folder) {
        this.folder = folder;
    }

    /** @throws InputRefusedException naming the first mistake */
    public static Community read(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new InputRefusedException(
                    folder.toString(), 0, "--community", "is no folder", "a folder with a " + NAME);
        }
        return new CommunityFile(folder).community(YamlFile.read(folder.resolve(NAME)));
    }

    private Community community(YamlMap root) {
        root.onlyKeys("name", "currency", "session", "tariff", "participants");
        String name = matching(root.value("name"), ID, "1 to 32 of a-z, 0-9 and -, no - at the beginning");
        String currency = matching(root.value("currency"), CURRENCY, "three capital letters, such as CNY");
        sessions = sessionPlan(root.map("session"));
        List<List<Tariff>> tariffs = perSession(root.value("tariff"), this::tariffs);
        energyMaxWh = energyMaxWh(tariffs);
        return new Community(name, currency, sessions, tariffs, participants(root.value("participants")), warnings);
    }

    private static SessionPlan sessionPlan(YamlMap session) {
        session.onlyKeys("start", "periods", "periodMinutes", "count");
        return new SessionPlan(
                start(session.value("start")),
                session.integer("periods", 1, MarketLimits.PERIODS_MAX),
                session.integer("periodMinutes", 1, MINUTES_PER_DAY),
                session.has("count") ? session.integer("count", 1, MOST_SESSIONS) : 1);
    }

    private static Instant start(YamlValue value) {
        try {
            return Instant.parse(value.text());
        } catch (DateTimeParseException e) {
            throw value.refuse("is \"" + value.text() + "\"", "an instant in UTC such as \"2026-01-15T00:00:00Z\"");
        }
    }

    private List<Tariff> tariffs(YamlValue value) {
        List<Tariff> tariffs = TariffFile.read(existing(value));
        requireSteps(value, tariffs.size());
        long closed = tariffs.stream().filter(tariff -> !tariff.takesOrders()).count();
        if (closed > 0) {
            warnings.add(
                    "%s: %d periods take no orders, their highest price, retail - grid fee, is below their lowest, max(0, feed-in)"
                            .formatted(value.text(), closed));
        }
        return tariffs;
    }

    private List<Participant> participants(YamlValue value) {
        List<YamlValue> entries = value.list();
        if (entries.isEmpty() || entries.size() > MOST_PARTICIPANTS) {
            throw value.refuse("has %d entries".formatted(entries.size()), "1 to " + MOST_PARTICIPANTS);
        }
        Map<String, Integer> lineOfId = new HashMap<>();
        List<Participant> participants = new ArrayList<>();
        for (YamlValue entry : entries) {
            YamlMap map = entry.map();
            Participant participant = participant(map);
            Integer earlier =
                    lineOfId.putIfAbsent(participant.id(), map.value("id").line());
            if (earlier != null) {
                throw map.refuse(
                        "id", "\"%s\" stands in line %d already".formatted(participant.id(), earlier), "unique ids");
            }
            participants.add(participant);
        }
        return participants;
    }

    private Participant participant(YamlMap map) {
        map.onlyKeys("id", "organisation", "site", "forecast", "actual", "deposit", "limitMargins", "behaviour");
        Path siteFile = existing(map.value("site"));
        Site site = SiteFile.read(siteFile);
        requireTieLine(map.value("site"), site);
        return new Participant(
                matching(map.value("id"), ID, "1 to 32 of a-z, 0-9 and -, no - at the beginning"),
                organisation(map.value("organisation")),
                siteFile,
                site,
                deposit(map.value("deposit")),
                map.optional("limitMargins").map(CommunityFile::limitMargins).orElse(LimitMargins.USUAL),
                days(map, site));
    }

    /** What the ledger takes in a period of each session. */
    private static long energyMaxWh(List<List<Tariff>> sessions) {
        long most = MarketLimits.ENERGY_MAX_WH;
        for (List<Tariff> tariffs : sessions) {
            UnitPrice highest = tariffs.stream().map(Tariff::highest).reduce(UnitPrice.ZERO, UnitPrice::max);
            most = Math.min(most, MarketLimits.energyOf(highest, tariffs.size()).wh());
        }
        return most;
    }

    /** Orders are bounded by the tie line in whole Wh per period: at least one, at most what the ledger takes. */
    private void requireTieLine(YamlValue value, Site site) {
        long wh = Position.of(0, site.tieLineKw(), sessions.periodMinutes()).netWh();
        if (wh < 1 || wh > energyMaxWh) {
            throw value.refuse(
                    "tieLineKw of %s is %s".formatted(value.text(), site.tieLineKw()),
                    "a tie line of 1 to %d Wh in a period%s"
                            .formatted(
                                    energyMaxWh,
                                    energyMaxWh < MarketLimits.ENERGY_MAX_WH
                                            ? ", what these prices can be settled with"
                                            : ""));
        }
    }

    private static Organisation organisation(YamlValue value) {
        return Organisation.named(value.text())
                .orElseThrow(() -> value.refuse("is \"" + value.text() + "\"", Organisation.NAMES));
    }

    private static BigDecimal deposit(YamlValue value) {
        BigDecimal deposit = BigDecimal.valueOf(value.number(DEPOSIT)).stripTrailingZeros();
        if (deposit.scale() > MONEY_DECIMALS) {
            throw value.refuse("is " + deposit.toPlainString(), "at most %d decimals".formatted(MONEY_DECIMALS));
        }
        return deposit;
    }

    private static LimitMargins limitMargins(YamlValue value) {
        List<YamlValue> margins = value.list();
        if (margins.size() != 2) {
            throw value.refuse("has %d numbers".formatted(margins.size()), "two numbers, each " + SHARE);
        }
        return new LimitMargins(margins.get(0).number(SHARE), margins.get(1).number(SHARE));
    }

    private List<ParticipantDay> days(YamlMap map, Site site) {
        List<DayOfFile> forecasts = perSession(map.value("forecast"), value -> day(value, site));
        Optional<List<DayOfFile>> actuals =
                map.optional("actual").map(value -> perSession(value, each -> day(each, site)));
        Optional<List<Behaviour>> behaviours =
                map.optional("behaviour").map(value -> perSession(value, CommunityFile::behaviour));
        List<ParticipantDay> days = new ArrayList<>();
        for (int session = 0; session < sessions.count(); session++) {
            int index = session;
            days.add(new ParticipantDay(
                    forecasts.get(index).file(),
                    forecasts.get(index).day(),
                    actuals.map(files -> files.get(index).file()),
                    behaviours.map(all -> all.get(index)).orElse(Behaviour.HONEST)));
        }
        return days;
    }

    /** A day file with as many steps as the session has periods, and no plant of which the site knows nothing. */
    private DayOfFile day(YamlValue value, Site site) {
        Path file = existing(value);
        Day day = DayFile.read(file, OptionalDouble.of(sessions.periodMinutes()), Optional.empty());
        requireSteps(value, day.size());
        warnOfClipping(value, "pv_kw", day, DayStep::pvKw, site.pv());
        warnOfClipping(value, "wind_kw", day, DayStep::windKw, site.wind());
        return new DayOfFile(file, day);
    }

    private void warnOfClipping(
            YamlValue file, String column, Day day, ToDoubleFunction<DayStep> power, Optional<Plant> plant) {
        double most = plant.map(any -> any.ratedKw().orElse(Double.MAX_VALUE)).orElse(0.0);
        long above = day.steps().stream()
                .filter(step -> power.applyAsDouble(step) > most)
                .count();
        if (above > 0) {
            warnings.add("%s: %s is clipped to %s kW in %d steps, what the site can give"
                    .formatted(
                            file.text(),
                            column,
                            BigDecimal.valueOf(most).stripTrailingZeros().toPlainString(),
                            above));
        }
    }

    private static Behaviour behaviour(YamlValue value) {
        YamlMap map = value.map().onlyKeys("reveal", "prepay", "deliverFraction");
        return new Behaviour(
                !map.has("reveal") || map.flag("reveal"),
                !map.has("prepay") || map.flag("prepay"),
                map.optionalNumber("deliverFraction", DELIVERED).orElse(1.0));
    }

    private record DayOfFile(Path file, Day day) {}

    /** One value for every session, or a list of one value per session. */
    private <T> List<T> perSession(YamlValue value, Function<YamlValue, T> reader) {
        if (!value.isList()) {
            T same = reader.apply(value);
            return Collections.nCopies(sessions.count(), same);
        }
        List<YamlValue> each = value.list();
        if (each.size() != sessions.count()) {
            throw value.refuse(
                    "has %d entries".formatted(each.size()),
                    "one value for all, or a list of %d, one per session".formatted(sessions.count()));
        }
        return each.stream().map(reader).toList();
    }

    private Path existing(YamlValue value) {
        Path file = folder.resolve(value.text());
        if (!isInFolder(file)) {
            throw value.refuse("leads out of the community's folder", "a file in the folder of " + NAME);
        }
        if (!Files.isRegularFile(file)) {
            throw value.refuse("there is no file " + file, "a file, named from the folder of " + NAME);
        }
        return file;
    }

    /** By its name, and by what links on the way make of it. */
    private boolean isInFolder(Path file) {
        Path root = folder.toAbsolutePath().normalize();
        if (!file.toAbsolutePath().normalize().startsWith(root)) {
            return false;
        }
        try {
            return !Files.exists(file) || file.toRealPath().startsWith(root.toRealPath());
        } catch (IOException e) {
            return false;
        }
    }

    private void requireSteps(YamlValue value, int steps) {
        if (steps != sessions.periods()) {
            throw value.refuse(
                    "%s has %d steps".formatted(value.text(), steps),
                    "%d, the periods of the session".formatted(sessions.periods()));
        }
    }

    private static String matching(YamlValue value, Pattern pattern, String allowed) {
        String text = value.text();
        if (!pattern.matcher(text).matches()) {
            throw value.refuse("is \"" + text + "\"", allowed);
        }
        return text;
    }
}
