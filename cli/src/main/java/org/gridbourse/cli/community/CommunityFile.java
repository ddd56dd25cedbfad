package org.gridbourse.cli.community;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.gridbourse.market.quantity.MarketLimits;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.tariff.Tariff;
import org.gridbourse.optimizer.InputRefusedException;
import org.gridbourse.optimizer.input.Faults;
import org.gridbourse.optimizer.input.YamlFile;
import org.gridbourse.optimizer.input.YamlMap;
import org.gridbourse.optimizer.input.YamlValue;

/**
 * Reads a community folder. Whatever is wrong in any of its files is refused with file, line, field and what is
 * allowed, before anything is started.
 */
public final class CommunityFile {
    static final String NAME = "community.yaml";
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
    private static final int MOST_SESSIONS = 100;
    private static final int MINUTES_PER_DAY = 1440;
    private static final int MOST_PARTICIPANTS = 500;

    private final Path folder;
    private final List<String> warnings = new ArrayList<>();

    private final Faults faults;

    private CommunityFile(Path folder, Faults faults) {
        this.folder = folder;
        this.faults = faults;
    }

    /** @throws InputRefusedException naming every mistake of the folder, one a line */
    public static Community read(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new InputRefusedException(
                    folder.toString(), 0, "--community", "is no folder", "a folder with a " + NAME);
        }
        return Faults.allOf(
                faults -> new CommunityFile(folder, faults).community(YamlFile.read(folder.resolve(NAME), faults)));
    }

    private Community community(YamlMap root) {
        root.onlyKeys("name", "currency", "session", "tariff", "participants");
        Optional<String> name = faults.attempt(() -> CommunityValues.id(root.value("name")));
        Optional<String> currency = faults.attempt(
                () -> CommunityValues.matching(root.value("currency"), CURRENCY, "three capital letters, such as CNY"));
        // how many steps a file must have, and what a tie line may carry, follows from the session
        Optional<SessionPlan> sessions = faults.attempt(() -> sessionPlan(root.map("session")));
        if (sessions.isEmpty()) {
            faults.requireNone();
        }
        CommunityValues values = new CommunityValues(folder, sessions.orElseThrow());
        Optional<List<List<Tariff>>> tariffs =
                faults.attempt(() -> values.perSession(root.value("tariff"), file -> tariffs(values, file)));
        List<Participant> participants =
                participants(values, energyMaxWh(tariffs.orElse(List.of())), root.value("participants"));
        faults.requireNone();
        return new Community(
                name.orElseThrow(),
                currency.orElseThrow(),
                values.sessions(),
                tariffs.orElseThrow(),
                participants,
                warnings);
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

    private List<Tariff> tariffs(CommunityValues values, YamlValue value) {
        List<Tariff> tariffs = TariffFile.read(values.existing(value));
        values.requireSteps(value, tariffs.size());
        long closed = tariffs.stream().filter(tariff -> !tariff.takesOrders()).count();
        if (closed > 0) {
            warnings.add(
                    "%s: %d periods take no orders, their highest price, retail - grid fee, is below their lowest, max(0, feed-in)"
                            .formatted(value.text(), closed));
        }
        return tariffs;
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

    private List<Participant> participants(CommunityValues values, long energyMaxWh, YamlValue value) {
        List<YamlValue> entries = value.list();
        if (entries.isEmpty() || entries.size() > MOST_PARTICIPANTS) {
            throw value.refuse("has %d entries".formatted(entries.size()), "1 to " + MOST_PARTICIPANTS);
        }
        ParticipantReader reader = new ParticipantReader(values, energyMaxWh, faults, warnings);
        List<Participant> participants = new ArrayList<>();
        for (YamlValue entry : entries) {
            faults.attempt(entry::map).flatMap(reader::read).ifPresent(participants::add);
        }
        return participants;
    }
}
