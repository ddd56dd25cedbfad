package org.gridbourse.gateway.day;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.gridbourse.auditor.AuditReport;
import org.gridbourse.network.NetworkKind;
import org.gridbourse.network.fabric.FabricPrograms;
import org.gridbourse.programs.SurroundingsException;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * One undisturbed session, then sessions in which a program is killed in every phase, each time another one. Money and
 * energy must end the same to the last nano and Wh, the books balanced, the audit clean, and nothing may end by itself.
 */
class KilledProgramsTest {
    private static final String UNDISTURBED = "undisturbed";
    /** How many sessions are disturbed on real Fabric; with 2 each program dies once. */
    private static final String SESSIONS_ON_FABRIC = "gridbourse.test.kills.sessions";

    private static final String FIRST_DAY = "2026-01-15T00:00:00Z";
    private static final Duration LEAST_PHASE = Duration.ofSeconds(3);
    private static final int PATIENT_SECONDS = 115;
    private static final List<String> PHASES =
            List.of("ANNOUNCED", "QUOTATION", "REVEAL", "CLEARED", "PREPAYMENT", "DELIVERY", "SETTLED");

    @TempDir
    private Path folder;

    private SupervisedMarket market;
    private Duration phaseLasts;

    @Test
    void in_one_session_each_program_of_the_embedded_network_dies_once() throws Exception {
        run(NetworkKind.EMBEDDED, 1);
    }

    @Test
    @Tag("long")
    void on_the_embedded_network_each_program_dies_in_each_phase() throws Exception {
        run(NetworkKind.EMBEDDED, 5);
    }

    @Test
    @Tag("long")
    void on_real_Fabric_each_peer_orderer_chaincode_and_gateway_app_dies_in_each_phase() throws Exception {
        try {
            FabricPrograms.findInstalled(System.getenv());
        } catch (SurroundingsException missing) {
            Assumptions.abort("real Fabric: " + missing.getMessage());
        }
        run(NetworkKind.FABRIC, Integer.getInteger(SESSIONS_ON_FABRIC, 13));
    }

    /** @param count of disturbed sessions: with as many as there are programs each dies in each phase */
    private void run(NetworkKind kind, int count) throws Exception {
        List<String> disturbed =
                IntStream.range(0, count).mapToObj(i -> "disturbed-" + i).toList();
        List<String> all = new ArrayList<>(List.of(UNDISTURBED));
        all.addAll(disturbed);
        try (SupervisedMarket started = new SupervisedMarket(folder, kind, Village.faithful(folder, all))) {
            market = started;
            market.start();
            Village.register(market.instances());
            grid().post("/api/sessions", Village.announcement(UNDISTURBED, FIRST_DAY, PATIENT_SECONDS));
            awaitPhase("Grid", UNDISTURBED, "CLOSED");
            List<String> programs = market.programs();
            assertThat(programs).contains("network", "gateway-Grid", "gateway-North", "gateway-South");
            phaseLasts = LEAST_PHASE.plusSeconds(restart().toSeconds() * 3 / 2);
            for (int i = 0; i < count; i++) {
                disturb(disturbed.get(i), i, programs);
            }
            disturbed.forEach(this::assertSameAsUndisturbed);
            assertBooksAreBalanced();
            assertNothingEndedByItself(programs, count);
        }
    }

    /** How long this machine takes for it now: so long a phase must last at least for others to see it. */
    private Duration restart() {
        long begin = System.nanoTime();
        market.kill("gateway-North");
        Instance north = market.instances().get("North");
        north.await("North to be back", () -> phase(north, UNDISTURBED).equals("CLOSED"));
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private void disturb(String session, int number, List<String> programs) {
        String day = Instant.parse(FIRST_DAY)
                .plus(Duration.ofDays(number + 1L))
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
        grid().post("/api/sessions", withTimes(Village.announcement(session, day, PATIENT_SECONDS)));
        String former = "";
        for (int phase = 0; phase < PHASES.size(); phase++) {
            String victim = programs.get((number + phase) % programs.size());
            awaitPhase(witness(victim, former), session, PHASES.get(phase));
            market.kill(victim);
            former = victim;
        }
        awaitPhase("Grid", session, "CLOSED");
    }

    /** Somebody who is there all the time. */
    private static String witness(String victim, String former) {
        return Village.ORGANISATIONS.stream()
                .filter(organisation -> !List.of(victim, former).contains("gateway-" + organisation))
                .findFirst()
                .orElseThrow();
    }

    /** Each phase lasts for a while, so that there is time to kill somebody in it. */
    private String withTimes(String announcement) {
        Map<String, Instant> times = new LinkedHashMap<>();
        Instant next = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        for (String phase : List.of("QUOTATION", "REVEAL", "CLEARED", "PREPAYMENT", "DELIVERY", "SETTLED", "CLOSED")) {
            next = next.plus(phaseLasts);
            times.put(phase, next);
        }
        String earliest = times.entrySet().stream()
                .map(time -> "\"%s\": \"%s\"".formatted(time.getKey(), time.getValue()))
                .collect(Collectors.joining(", ", "{", "}"));
        return announcement.strip().replaceFirst("\\{", "{\"earliest\": " + earliest + ", ");
    }

    private void awaitPhase(String organisation, String session, String phase) {
        Instance witness = market.instances().get(organisation);
        List<String> seen = new ArrayList<>();
        witness.await("%s of %s at %s, seen so far: %s".formatted(phase, session, organisation, seen), () -> {
            String now = phase(witness, session);
            if (PHASES.indexOf(now) > PHASES.indexOf(phase) && !phase.equals("CLOSED")) {
                throw new IllegalStateException("%s is over in %s: %s".formatted(phase, session, now));
            }
            return now.equals(phase);
        });
    }

    /** Empty while it cannot be asked. */
    private static String phase(Instance witness, String session) {
        try {
            return witness.get("/api/sessions/" + session).path("phase").asString("");
        } catch (UncheckedIOException away) {
            return "";
        }
    }

    private void assertSameAsUndisturbed(String session) {
        for (String participant : Village.PARTICIPANTS) {
            assertThat(bill(participant, session))
                    .as("%s in %s", participant, session)
                    .isEqualByComparingTo(bill(participant, UNDISTURBED));
        }
        assertThat(energies(session)).isEqualTo(energies(UNDISTURBED)).hasSize(20);
    }

    private BigDecimal bill(String participant, String session) {
        JsonNode bill = grid().get("/api/participants/%s/bill?sessionId=%s".formatted(participant, session));
        return new BigDecimal(bill.get("total").asString());
    }

    private Map<String, List<Long>> energies(String session) {
        Map<String, List<Long>> energies = new TreeMap<>();
        for (JsonNode statement : grid().get("/api/sessions/%s/statements".formatted(session))) {
            energies.put(
                    statement.get("participantId").asString() + statement.get("period"),
                    List.of("importWh", "exportWh", "contractedWh", "deliveredWh", "shortWh", "overWh").stream()
                            .map(figure -> statement.get(figure).asLong())
                            .toList());
        }
        return energies;
    }

    private void assertBooksAreBalanced() throws Exception {
        JsonNode books = grid().get("/api/reconciliation");
        assertThat(books.get("balanced").asBoolean()).isTrue();
        assertThat(books.get("energyBalanced").asBoolean()).isTrue();
        AuditReport audit = market.audit();
        assertThat(audit.findings()).isEmpty();
        assertThat(audit.sumNano()).isZero();
    }

    private void assertNothingEndedByItself(List<String> programs, int sessions) {
        long kills = IntStream.range(0, sessions)
                .flatMap(number -> IntStream.range(0, PHASES.size()).map(phase -> number + phase))
                .mapToObj(index -> programs.get(index % programs.size()))
                .filter(victim -> victim.equals("network") || victim.startsWith("gateway-"))
                .count();
        assertThat(market.ends()).hasSize((int) kills + 1).allMatch(line -> line.contains("exit code 137"));
    }

    private Instance grid() {
        return market.instances().get("Grid");
    }
}
