package org.gridbourse.gateway.day;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gridbourse.network.identity.User;
import tools.jackson.databind.JsonNode;

/**
 * Five microgrids of three organisations over four hours. Usually in two sessions, and in the second three of them
 * misbehave.
 */
final class Village {
    static final String HONEST = "honest";
    static final String MIXED = "mixed";
    static final List<String> ORGANISATIONS = List.of("Grid", "North", "South");
    static final List<String> PARTICIPANTS = List.of("grid-1", "north-1", "north-2", "south-1", "south-2");
    static final String DEPOSIT = "100";
    static final int PERIODS = 4;

    /** What opens the ledger: phases follow what has happened, not the clock. */
    static final String SIMULATED = "{\"simulated\": true}";

    private static final String FAITHFUL = "{}";

    private final Path folder;
    private final List<String> sessions;
    private final boolean allFaithful;

    Village(Path folder) {
        this(folder, false);
    }

    /** @param allFaithful whether everybody keeps his word in the second session too */
    Village(Path folder, boolean allFaithful) {
        this(folder, List.of(HONEST, MIXED), allFaithful);
    }

    private Village(Path folder, List<String> sessions, boolean allFaithful) {
        this.folder = folder;
        this.sessions = sessions;
        this.allFaithful = allFaithful;
    }

    /** Everybody keeps his word in all of the sessions. */
    static Village faithful(Path folder, List<String> sessions) {
        return new Village(folder, List.copyOf(sessions), true);
    }

    /** Tests with the same users share a ledger; one more user makes a ledger of a test's own. */
    static List<User> usersOfOwnLedger(Class<?> test) {
        User meters =
                new User("Grid", "meters-" + test.getSimpleName().toLowerCase(Locale.ROOT), Map.of("role", "meter"));
        return Stream.concat(users().stream(), Stream.of(meters)).toList();
    }

    static List<User> users() {
        return PARTICIPANTS.stream()
                .map(id -> new User(organisationOf(id), id, Map.of("role", "prosumer", "participant", id)))
                .toList();
    }

    static String organisationOf(String participantId) {
        return ORGANISATIONS.stream()
                .filter(name -> participantId.startsWith(name.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow();
    }

    /** An instance of each organisation, by its name; none is started. */
    Map<String, Instance> instances() throws IOException {
        Map<String, Instance> instances = new LinkedHashMap<>();
        for (String organisation : ORGANISATIONS) {
            instances.put(
                    organisation,
                    new Instance(
                            organisation,
                            Files.createDirectory(folder.resolve(organisation)),
                            folder.resolve("connection.json"),
                            agents(organisation)));
        }
        return instances;
    }

    /** Opens the ledger and registers whom the instances trade for, each with a deposit. */
    static void register(Map<String, Instance> instances) {
        Instance grid = instances.get("Grid");
        grid.post("/api/ledger", SIMULATED);
        for (Instance instance : instances.values()) {
            for (JsonNode meter : instance.get("/api/agents/meters")) {
                grid.post("/api/participants", registration(meter));
                grid.post("/api/deposits", deposit(meter.get("participantId").asString()));
            }
        }
    }

    /** The agents' file of an organisation, with the sites and days that it names. */
    Path agents(String organisation) throws IOException {
        String agents =
                switch (organisation) {
                    case "Grid" -> agent("grid-1", 2, 0, "{\"reveal\": false}");
                    case "North" ->
                        agent("north-1", 1, 6, FAITHFUL) + "," + agent("north-2", 1, 5, "{\"deliverFraction\": 0.1}");
                    default -> agent("south-1", 5, 0, FAITHFUL) + "," + agent("south-2", 3, 0, "{\"prepay\": false}");
                };
        return Files.writeString(folder.resolve("agents-" + organisation + ".json"), "[" + agents + "]");
    }

    private String agent(String id, double loadKw, double pvKw, String behaviourInMixed) throws IOException {
        Path site = Files.writeString(folder.resolve(id + ".yaml"), """
                name: %s
                tieLineKw: 20
                pv: {ratedKw: 10, costPerKwh: 0, carbonKgPerKwh: 0}
                """.formatted(id));
        String rows = IntStream.range(0, PERIODS)
                .mapToObj(hour -> "%d,%s,%s,0,0.8,0.4%n".formatted(hour, loadKw, pvKw))
                .collect(Collectors.joining());
        Path day = Files.writeString(
                folder.resolve(id + ".csv"), "hour,load_kw,pv_kw,wind_kw,buy_price,sell_price\n" + rows);
        return """
                {"participantId": "%s", "organisation": "%s", "site": "%s", "limitMargins": [0.0, 0.4], "seed": %d,
                 "sessions": [%s]}""".formatted(
                id,
                organisationOf(id),
                site,
                id.hashCode(),
                sessions.stream()
                        .map(session -> session(
                                session, day, allFaithful || session.equals(HONEST) ? FAITHFUL : behaviourInMixed))
                        .collect(Collectors.joining(", ")));
    }

    /** What is forecast comes true, so that figures can be foreseen. */
    private static String session(String sessionId, Path day, String behaviour) {
        return "{\"sessionId\": \"%s\", \"forecast\": \"%s\", \"actual\": \"%s\", \"behaviour\": %s}"
                .formatted(sessionId, day, day, behaviour);
    }

    static String announcement(String sessionId, String startUtc, int graceSeconds) {
        String tariff = "{\"retail\": \"0.8\", \"feedIn\": \"0.4\", \"gridFee\": \"0.01\"}";
        return """
                {"sessionId": "%s", "currency": "CNY", "startUtc": "%s", "periodMinutes": 60, "tariffs": [%s],
                 "windows": {"graceSeconds": %d, "maxSeconds": 120}}""".formatted(sessionId, startUtc, String.join(",", Collections.nCopies(PERIODS, tariff)), graceSeconds);
    }

    /** What the grid company posts for a meter that an instance has told. */
    static String registration(JsonNode meter) {
        String id = meter.get("participantId").asString();
        return """
                {"participantId": "%s", "ownerId": "owner-%s", "organisation": "%s", "importLimitWh": 20000, "exportLimitWh": 20000,
                 "meter": {"meterId": %s, "algorithm": %s, "publicKey": %s,
                           "importRegisterWh": 0, "exportRegisterWh": 0}}""".formatted(
                id, id, organisationOf(id), meter.get("meterId"), meter.get("algorithm"), meter.get("publicKey"));
    }

    static String deposit(String participantId) {
        return "{\"depositId\": \"first-%s\", \"participantId\": \"%s\", \"amount\": \"%s\"}"
                .formatted(participantId, participantId, DEPOSIT);
    }
}
