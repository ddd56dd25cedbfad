package org.gridbourse.gateway.settings;

import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gridbourse.market.signature.MeterKey;
import org.gridbourse.node.rule.LimitMargins;
import org.gridbourse.node.simulation.Behaviour;
import org.gridbourse.node.simulation.PlayedSeries;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reads the agents' file strictly: an unknown key, a missing file or a number out of range is named with its place. */
public final class AgentsFile {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final Path file;

    private AgentsFile(Path file) {
        this.file = file;
    }

    private record Entry(
            String participantId,
            String organisation,
            Path site,
            List<BigDecimal> limitMargins,
            Long seed,
            List<SessionEntry> sessions,
            SeriesEntry series,
            MeterKey.Holder meterHeldBy,
            SetpointsEntry setpoints) {}

    private record SetpointsEntry(Path file, URI callback) {}

    private record SeriesEntry(Path file, String timeZone, SourceEntry load, SourceEntry pv, SourceEntry wind) {}

    private record SourceEntry(String column, Double kw, Integer shiftDays) {}

    private record SessionEntry(String sessionId, Path forecast, Path actual, BehaviourEntry behaviour) {}

    private record BehaviourEntry(Boolean reveal, Boolean prepay, Double deliverFraction) {}

    /** The agents of the organisation; a file that holds another organisation's node is refused. */
    public static List<AgentSettings> read(Path file, String organisation) {
        if (!Files.isRegularFile(file)) {
            throw StartupException.badInput("%s is not there: --gridbourse.agents must name a file".formatted(file));
        }
        try {
            Entry[] entries = MAPPER.readValue(file.toFile(), Entry[].class);
            return new AgentsFile(file).agents(entries, organisation);
        } catch (JacksonException problem) {
            throw StartupException.badInput("%s, line %s: %s"
                    .formatted(
                            file,
                            problem.getLocation() == null
                                    ? "?"
                                    : problem.getLocation().getLineNr(),
                            problem.getOriginalMessage()));
        }
    }

    private List<AgentSettings> agents(Entry[] entries, String organisation) {
        List<AgentSettings> agents = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < entries.length; i++) {
            String place = "[%d]".formatted(i);
            AgentSettings agent = agent(entries[i], place);
            if (!agent.organisation().equals(organisation)) {
                throw wrong(place + ".organisation", "must be %s, is %s".formatted(organisation, agent.organisation()));
            }
            if (!ids.add(agent.participantId())) {
                throw wrong(place + ".participantId", agent.participantId() + " is there twice");
            }
            agents.add(agent);
        }
        return List.copyOf(agents);
    }

    private AgentSettings agent(Entry entry, String place) {
        List<AgentSettings.SessionSettings> sessions = new ArrayList<>();
        List<SessionEntry> given = entry.series() == null ? required(entry.sessions(), place + ".sessions") : List.of();
        for (int i = 0; i < given.size(); i++) {
            sessions.add(session(given.get(i), "%s.sessions[%d]".formatted(place, i)));
        }
        return new AgentSettings(
                required(entry.participantId(), place + ".participantId"),
                required(entry.organisation(), place + ".organisation"),
                existing(entry.site(), place + ".site"),
                margins(entry.limitMargins(), place + ".limitMargins"),
                required(entry.seed(), place + ".seed"),
                List.copyOf(sessions),
                Optional.ofNullable(entry.series()).map(series -> series(series, place + ".series")),
                entry.meterHeldBy() == null ? MeterKey.Holder.METER : entry.meterHeldBy(),
                setpoints(Optional.ofNullable(entry.setpoints())));
    }

    private AgentSettings.Setpoints setpoints(Optional<SetpointsEntry> entry) {
        return new AgentSettings.Setpoints(
                entry.map(SetpointsEntry::file).map(file.getParent()::resolve), entry.map(SetpointsEntry::callback));
    }

    private AgentSettings.SeriesSettings series(SeriesEntry entry, String place) {
        try {
            ZoneId zone = entry.timeZone() == null ? ZoneOffset.UTC : ZoneId.of(entry.timeZone());
            return new AgentSettings.SeriesSettings(
                    existing(entry.file(), place + ".file"),
                    zone,
                    new PlayedSeries.Sources(
                            source(entry.load(), place + ".load"),
                            source(entry.pv(), place + ".pv"),
                            source(entry.wind(), place + ".wind")));
        } catch (DateTimeException problem) {
            throw wrong(place + ".timeZone", problem.getMessage());
        }
    }

    private Optional<PlayedSeries.Source> source(SourceEntry entry, String place) {
        return Optional.ofNullable(entry)
                .map(source -> new PlayedSeries.Source(
                        required(source.column(), place + ".column"),
                        required(source.kw(), place + ".kw"),
                        source.shiftDays() == null ? 0 : source.shiftDays()));
    }

    private AgentSettings.SessionSettings session(SessionEntry entry, String place) {
        return new AgentSettings.SessionSettings(
                required(entry.sessionId(), place + ".sessionId"),
                existing(entry.forecast(), place + ".forecast"),
                entry.actual() == null ? Optional.empty() : Optional.of(existing(entry.actual(), place + ".actual")),
                behaviour(entry.behaviour(), place + ".behaviour"));
    }

    private LimitMargins margins(List<BigDecimal> margins, String place) {
        if (margins == null) {
            return LimitMargins.USUAL;
        }
        if (margins.size() != 2 || margins.contains(null)) {
            throw wrong(place, "must be two numbers in 0..1");
        }
        try {
            return new LimitMargins(margins.get(0), margins.get(1));
        } catch (IllegalArgumentException problem) {
            throw wrong(place, problem.getMessage());
        }
    }

    private Behaviour behaviour(BehaviourEntry entry, String place) {
        if (entry == null) {
            return Behaviour.FAITHFUL;
        }
        try {
            return new Behaviour(
                    entry.reveal() == null || entry.reveal(),
                    entry.prepay() == null || entry.prepay(),
                    entry.deliverFraction() == null ? 1.0 : entry.deliverFraction());
        } catch (IllegalArgumentException problem) {
            throw wrong(place, problem.getMessage());
        }
    }

    private Path existing(Path path, String place) {
        Path resolved = file.getParent().resolve(required(path, place));
        if (!Files.isRegularFile(resolved)) {
            throw wrong(place, "%s is not a file".formatted(resolved));
        }
        return resolved;
    }

    private <T> T required(T value, String place) {
        if (value == null || value.toString().isBlank()) {
            throw wrong(place, "is missing");
        }
        return value;
    }

    private StartupException wrong(String place, String detail) {
        return StartupException.badInput("%s, %s: %s".formatted(file, place, detail));
    }
}
