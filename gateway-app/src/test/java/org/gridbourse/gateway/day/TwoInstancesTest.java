package org.gridbourse.gateway.day;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gridbourse.chaincode.MarketChaincode;
import org.gridbourse.testkit.NetworkExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Two instances of the grid company with one calendar on one PostgreSQL: one leads, and when it is killed the other one does;
 * each session of the calendar is announced once, by whoever leads.
 */
class TwoInstancesTest {
    @RegisterExtension
    static final NetworkExtension NETWORK = NetworkExtension.of("market", MarketChaincode.class.getName())
            .withUsers(Village.usersOfOwnLedger(TwoInstancesTest.class));

    private static final String MARKET = """
            name: playground
            currency: EUR
            timeZone: Europe/Berlin
            tariffs:
              - from: "2027-01-01"
                bands: [{from: "00:00", retail: 0.30, feedIn: 0.08, gridFee: 0.03}]
            sessions:
              - {name: day, kind: simulated, periodMinutes: 60, firstDay: "2027-03-27", everySeconds: 20}
            """;

    private static final String SESSION = "led-by-the-second";

    @TempDir
    private static Path folder;

    private static Postgres postgres;
    private static Instance leader;
    private static Instance other;

    @BeforeAll
    static void start() throws IOException {
        Optional<Path> programs = Postgres.programs();
        assumeTrue(programs.isPresent(), "PostgreSQL: its programs are neither in the PATH nor in /usr/lib/postgresql");
        postgres = Postgres.start(programs.get(), Files.createDirectory(folder.resolve("postgres")));
        NETWORK.connection().write(folder);
        Files.writeString(folder.resolve("market.yaml"), MARKET);
        leader = instance("first").start().awaitHealthy();
        leader.post("/api/ledger", Village.SIMULATED);
        // a playground waits to be let go, so that its microgrids are registered first
        assertThat(leader.get("/api/calendar").get("paused").asBoolean()).isTrue();
        assertThat(days(leader)).isEmpty();
        other = instance("second").start().awaitHealthy();
    }

    private static Instance instance(String name) throws IOException {
        return new Instance(
                        "Grid",
                        folder.resolve(name),
                        folder.resolve("connection.json"),
                        new Village(folder).agents("Grid"))
                .withDatabase(postgres.url())
                .withArgument("--gridbourse.market=" + folder)
                .withArgument("--gridbourse.meters=" + folder.resolve("meters"));
    }

    @AfterAll
    static void stop() throws Exception {
        if (postgres != null) {
            leader.close();
            other.close();
            postgres.close();
        }
    }

    @Test
    void when_the_leader_is_killed_the_other_one_leads_sessions_and_the_first_stands_by_when_it_is_back() {
        // given one that leads and one that only shows
        assertThat(other.tryPost("/api/sessions", session()).body()).contains("STANDS_BY");
        assertThat(other.tryGet("/api/sessions").statusCode()).isEqualTo(200);
        letGo();
        // when
        leader.kill();
        // then
        other.await(
                "the second one to lead",
                () -> other.tryPost("/api/sessions", session()).statusCode() == 201);
        other.awaitPhase(SESSION, "CLOSED");
        leader.start().awaitHealthy();
        assertThat(leader.tryPost("/api/sessions", session()).body()).contains("STANDS_BY");
        assertThat(leader.phase(SESSION)).isEqualTo("CLOSED");
        changeParts();
        pause();
    }

    @Test
    void who_leads_ends_with_code_3_without_its_database_and_leads_again_when_it_is_back() throws Exception {
        // given an organisation with one instance, on a database of its own
        try (Postgres own = Postgres.start(
                        Postgres.programs().orElseThrow(), Files.createDirectory(folder.resolve("postgres-of-north")));
                Instance north = new Instance(
                                "North",
                                folder.resolve("north"),
                                folder.resolve("connection.json"),
                                new Village(folder).agents("North"))
                        .withDatabase(own.url())
                        .start()
                        .awaitHealthy()) {
            // when
            own.stop();
            // then
            assertThat(north.exitCode()).isEqualTo(3);
            own.start();
            north.start().awaitHealthy();
            assertThat(north.tryPost("/api/people", "{}").body()).doesNotContain("STANDS_BY");
        }
    }

    private static String session() {
        return Village.announcement(SESSION, "2026-02-15T00:00:00Z", 1);
    }

    private static void changeParts() {
        Instance former = leader;
        leader = other;
        other = former;
    }

    @Test
    void sessions_follow_each_other_day_by_day_over_the_end_of_the_instance_that_announced_them() {
        // given
        int before = days(leader).size();
        // when
        letGo();
        leader.await("the first session", () -> days(leader).size() > before);
        leader.kill();
        other.await("the third session", () -> days(other).size() >= before + 3);
        leader.start().awaitHealthy();
        changeParts();
        leader.await("the fifth session", () -> days(leader).size() >= before + 5);
        pause();
        // then each day stands there once, the one of 23 hours among them
        LocalDate day = LocalDate.parse("2027-03-27");
        for (JsonNode session : days(leader)) {
            assertThat(session.get("sessionId").asString()).isEqualTo("day-" + day);
            assertThat(session.get("periods").asInt()).isEqualTo(day.equals(LocalDate.parse("2027-03-28")) ? 23 : 24);
            day = day.plusDays(1);
        }
    }

    private static void letGo() {
        leader.put("/api/calendar", "{\"paused\": false}");
    }

    private static void pause() {
        leader.await(
                "the pause",
                () -> leader.tryPut("/api/calendar", "{\"paused\": true}").statusCode() == 200);
    }

    /** The sessions of the calendar. */
    private static List<JsonNode> days(Instance instance) {
        List<JsonNode> days = new ArrayList<>();
        instance.get("/api/sessions").forEach(session -> {
            if (session.get("sessionId").asString().startsWith("day-")) {
                days.add(session);
            }
        });
        return days;
    }
}
