package org.gridbourse.gateway.day;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.gridbourse.chaincode.MarketChaincode;
import org.gridbourse.testkit.NetworkExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Two instances of the grid company on one PostgreSQL: one leads, and when it is killed the other one does. */
class LeaderTest {
    @RegisterExtension
    static final NetworkExtension NETWORK = NetworkExtension.of("market", MarketChaincode.class.getName())
            .withUsers(Village.usersOfOwnLedger(LeaderTest.class));

    private static final String SESSION = "led-by-the-second";

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
    void when_the_leader_is_killed_the_other_one_leads_sessions_and_the_first_stands_by_when_it_is_back() {
        // given one that leads and one that only shows
        assertThat(second.tryPost("/api/sessions", session()).body()).contains("STANDS_BY");
        assertThat(second.tryGet("/api/sessions").statusCode()).isEqualTo(200);
        // when
        first.kill();
        // then
        second.await(
                "the second one to lead",
                () -> second.tryPost("/api/sessions", session()).statusCode() == 201);
        second.await("the session's end", () -> second.get("/api/sessions/" + SESSION)
                .get("phase")
                .asString()
                .equals("CLOSED"));
        first.start().awaitHealthy();
        assertThat(first.tryPost("/api/sessions", session()).body()).contains("STANDS_BY");
        assertThat(first.get("/api/sessions/" + SESSION).get("phase").asString())
                .isEqualTo("CLOSED");
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
}
