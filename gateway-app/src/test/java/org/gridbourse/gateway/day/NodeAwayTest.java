package org.gridbourse.gateway.day;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.gridbourse.chaincode.MarketChaincode;
import org.gridbourse.market.delivery.Registers;
import org.gridbourse.market.json.Json;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.record.MeterReading;
import org.gridbourse.market.record.MeterReading.Quality;
import org.gridbourse.market.request.SubmitReadings;
import org.gridbourse.network.GatewayConnection;
import org.gridbourse.testkit.NetworkExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The same day twice: once undisturbed, once with South's instance killed before delivery, a substitute of the operator for
 * a meter that is silent so long, and a second kill while readings come in. Money and energy end the same.
 */
class NodeAwayTest {
    @RegisterExtension
    static final NetworkExtension NETWORK = NetworkExtension.of("market", MarketChaincode.class.getName())
            .withUsers(Village.usersOfOwnLedger(NodeAwayTest.class));

    private static final String UNDISTURBED = Village.HONEST;
    private static final String DISTURBED = Village.MIXED;
    private static final String DISTURBED_START = "2026-01-16T00:00:00Z";
    private static final int PATIENT_SECONDS = 100;
    private static final Map<String, Instance> INSTANCES = new LinkedHashMap<>();

    @TempDir
    private static Path folder;

    @BeforeAll
    static void both_days_are_run() throws Exception {
        NETWORK.connection().write(folder);
        INSTANCES.putAll(new Village(folder, true).instances());
        INSTANCES.values().forEach(Instance::start);
        INSTANCES.values().forEach(Instance::awaitHealthy);
        Village.register(INSTANCES);
        grid().post("/api/sessions", Village.announcement(UNDISTURBED, "2026-01-15T00:00:00Z", PATIENT_SECONDS));
        grid().awaitPhase(UNDISTURBED, "CLOSED");
        runDisturbed();
    }

    private static void runDisturbed() throws Exception {
        grid().post("/api/sessions", Village.announcement(DISTURBED, DISTURBED_START, PATIENT_SECONDS));
        // South is killed when both of its nodes have prepaid: what they measure is not on any disk yet
        south().await("the prepayments of South", () -> prepaid("south-1") && prepaid("south-2"));
        south().kill();
        grid().awaitPhase(DISTURBED, "DELIVERY");
        // the operator puts in a figure for an hour of south-1: too much
        substitute("south-1-meter", 1, 90_000);
        south().start().awaitHealthy();
        // and it is killed again as soon as a reading of South is on the ledger
        grid().await("a reading of South", () -> readings("south-1", "MEASURED") + readings("south-2", "MEASURED") > 0);
        south().kill();
        south().start().awaitHealthy();
        grid().awaitPhase(DISTURBED, "CLOSED");
    }

    private static boolean prepaid(String participantId) {
        for (JsonNode agent : south().get("/api/agents")) {
            for (JsonNode session : agent.get("sessions")) {
                for (JsonNode step : session.get("steps")) {
                    if (agent.get("participantId").asString().equals(participantId)
                            && session.get("sessionId").asString().equals(DISTURBED)
                            && step.get("step").asString().equals("PREPAY")) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private static long readings(String participantId, String quality) {
        long count = 0;
        for (JsonNode reading :
                grid().get("/api/sessions/%s/readings?participantId=%s".formatted(DISTURBED, participantId))) {
            count += reading.get("quality").asString().equals(quality) ? 1 : 0;
        }
        return count;
    }

    private static void substitute(String meterId, int period, long importWh) throws Exception {
        MeterReading reading = new MeterReading(
                meterId,
                DISTURBED,
                period,
                Instant.parse(DISTURBED_START).plusSeconds(3_600L * (period + 1)),
                1,
                new Registers(new Energy(importWh), Energy.ZERO),
                1,
                Quality.SUBSTITUTED,
                "");
        try (GatewayConnection operator = NETWORK.connect("Grid", "operator")) {
            operator.gateway()
                    .getNetwork("energy")
                    .getContract("market")
                    .submitTransaction(
                            SubmitReadings.FUNCTION, Json.write(new SubmitReadings(List.of(reading)).toJson()));
        }
        grid().await("the substitute", () -> readings("south-1", "SUBSTITUTED") == 1);
    }

    private static Instance grid() {
        return INSTANCES.get("Grid");
    }

    private static Instance south() {
        return INSTANCES.get("South");
    }

    @AfterAll
    static void instances_are_stopped() {
        INSTANCES.values().forEach(Instance::close);
    }

    @Test
    void money_is_the_same_to_the_last_nano() {
        for (String participantId : Village.PARTICIPANTS) {
            assertThat(bill(participantId, DISTURBED))
                    .as(participantId)
                    .isEqualByComparingTo(bill(participantId, UNDISTURBED));
        }
    }

    private static BigDecimal bill(String participantId, String sessionId) {
        JsonNode bill = grid().get("/api/participants/%s/bill?sessionId=%s".formatted(participantId, sessionId));
        return new BigDecimal(bill.get("total").asString());
    }

    @Test
    void energy_is_the_same_to_the_last_Wh_in_every_hour() {
        assertThat(energies(DISTURBED))
                .isEqualTo(energies(UNDISTURBED))
                .hasSize(Village.PARTICIPANTS.size() * Village.PERIODS);
    }

    /** The last statement of each participant and period. */
    private static Map<String, List<Long>> energies(String sessionId) {
        Map<String, List<Long>> energies = new TreeMap<>();
        for (JsonNode statement : grid().get("/api/sessions/%s/statements".formatted(sessionId))) {
            List<Long> figures = new ArrayList<>();
            for (String figure : List.of("importWh", "exportWh", "contractedWh", "deliveredWh", "shortWh", "overWh")) {
                figures.add(statement.get(figure).asLong());
            }
            assertThat(statement.get("quality").asString()).isEqualTo("MEASURED");
            energies.put(statement.get("participantId").asString() + statement.get("period"), figures);
        }
        return energies;
    }

    @Test
    void the_registers_of_both_days_follow_each_other_from_the_nodes_own_journal() {
        for (String participantId : List.of("south-1", "south-2")) {
            long first = lastImport(participantId, UNDISTURBED);
            assertThat(lastImport(participantId, DISTURBED))
                    .isEqualTo(2 * first)
                    .isPositive();
        }
    }

    private static long lastImport(String participantId, String sessionId) {
        long last = 0;
        for (JsonNode reading :
                grid().get("/api/sessions/%s/readings?participantId=%s".formatted(sessionId, participantId))) {
            if (reading.get("quality").asString().equals("MEASURED")) {
                last = Math.max(last, reading.get("importRegisterWh").asLong());
            }
        }
        return last;
    }

    @Test
    void the_substitute_gave_way_and_no_node_gave_its_day_up() throws IOException {
        assertThat(readings("south-1", "SUBSTITUTED")).isEqualTo(1);
        assertThat(readings("south-1", "MEASURED")).isEqualTo(Village.PERIODS);
        for (JsonNode agent : south().get("/api/agents")) {
            JsonNode steps = agent.get("sessions").get(1).get("steps");
            assertThat(steps.get(steps.size() - 1).get("outcome").asString()).isEqualTo("DONE");
        }
    }
}
