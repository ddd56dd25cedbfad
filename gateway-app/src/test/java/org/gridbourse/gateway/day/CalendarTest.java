package org.gridbourse.gateway.day;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.http.HttpResponse;
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

/** Two instances of the grid company with one calendar on one PostgreSQL: each session is announced once, by whoever leads. */
class CalendarTest {
    @RegisterExtension
    static final NetworkExtension NETWORK = NetworkExtension.of("market", MarketChaincode.class.getName())
            .withUsers(Village.usersOfOwnLedger(CalendarTest.class));

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

    @TempDir
    private static Path folder;

    private static Postgres postgres;
    private static Instance first;
    private static Instance second;

    @BeforeAll
    static void start() throws IOException {
        Optional<Path> programs = Postgres.programs();
        assumeTrue(programs.isPresent(), "PostgreSQL: its programs are neither in the PATH nor in /usr/lib/postgresql");
        postgres = Postgres.start(programs.get(), Files.createDirectory(folder.resolve("postgres")));
        NETWORK.connection().write(folder);
        Files.writeString(folder.resolve("market.yaml"), MARKET);
        first = instance("first").start().awaitHealthy();
        first.post("/api/ledger", Village.SIMULATED);
        second = instance("second").start().awaitHealthy();
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
            first.close();
            second.close();
            postgres.close();
        }
    }

    @Test
    void sessions_follow_each_other_day_by_day_over_the_end_of_the_instance_that_announced_them() {
        // given a playground that waits to be let go
        assertThat(first.get("/api/calendar").get("paused").asBoolean()).isTrue();
        assertThat(sessions(first)).isEmpty();
        // when
        first.put("/api/calendar", "{\"paused\": false}");
        first.await("the first session", () -> !sessions(first).isEmpty());
        first.kill();
        second.await("the third session", () -> sessions(second).size() >= 3);
        first.start().awaitHealthy();
        second.await("the fifth session", () -> sessions(second).size() >= 5);
        second.await("the pause", () -> paused());
        // then each day stands there once, the one of 23 hours among them
        List<JsonNode> sessions = sessions(second);
        LocalDate day = LocalDate.parse("2027-03-27");
        for (JsonNode session : sessions) {
            assertThat(session.get("sessionId").asString()).isEqualTo("day-" + day);
            assertThat(session.get("periods").asInt()).isEqualTo(day.equals(LocalDate.parse("2027-03-28")) ? 23 : 24);
            day = day.plusDays(1);
        }
    }

    private static boolean paused() {
        HttpResponse<String> answer = second.tryPut("/api/calendar", "{\"paused\": true}");
        return answer.statusCode() == 200;
    }

    private static List<JsonNode> sessions(Instance instance) {
        List<JsonNode> sessions = new ArrayList<>();
        instance.get("/api/sessions").forEach(sessions::add);
        return sessions;
    }
}
