package org.gridbourse.cli.demo;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.gridbourse.cli.community.Community;
import org.gridbourse.cli.community.Organisation;
import org.gridbourse.cli.community.Participant;
import org.gridbourse.cli.rest.GatewayClient;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.json.JsonText;
import org.gridbourse.market.json.JsonValue;
import org.gridbourse.optimizer.Position;
import org.gridbourse.programs.SurroundingsException;

/** What the operator does before the first session: registers participants and meters, books what they pay in. */
final class Registration {
    private static final int AT_ONCE = 4;

    private final Community community;
    private final Map<Organisation, GatewayClient> gateways;

    Registration(Community community, Map<Organisation, GatewayClient> gateways) {
        this.community = community;
        this.gateways = gateways;
    }

    /** The same again changes nothing, so that an interrupted day can be gone on with. */
    void registerAll() {
        gateways.get(Organisation.GRID)
                .post("/api/ledger", JsonObject.builder().put("simulated", true).build());
        Map<String, JsonObject> meters = meters();
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<?>> done = new ArrayList<>();
            for (Participant participant : community.participants()) {
                done.add(threads.submit(() -> register(participant, meters.get(participant.id()))));
            }
            for (Future<?> each : done) {
                each.get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException refusal) {
                throw refusal;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SurroundingsException("interrupted while registering participants", e);
        } finally {
            threads.shutdownNow();
        }
    }

    /** The meters that the gateway-apps simulate, by participant. */
    private Map<String, JsonObject> meters() {
        Map<String, JsonObject> meters = new TreeMap<>();
        for (GatewayClient gateway : gateways.values()) {
            for (JsonValue meter : ((JsonArray) gateway.get("/api/agents/meters")).elements()) {
                JsonObject own = (JsonObject) meter;
                JsonText participantId = (JsonText) own.members().get("participantId");
                meters.put(participantId.value(), own);
            }
        }
        return meters;
    }

    private void register(Participant participant, JsonObject meter) {
        GatewayClient operator = gateways.get(Organisation.GRID);
        JsonObject.Builder meterOnly = JsonObject.builder();
        for (String key : List.of("meterId", "algorithm", "publicKey", "importRegisterWh", "exportRegisterWh")) {
            meterOnly.put(key, meter.members().get(key));
        }
        operator.post(
                "/api/participants",
                JsonObject.builder()
                        .put("participantId", participant.id())
                        .put("ownerId", Ids.ownerOf(participant.id()))
                        .put("organisation", participant.organisation().displayName())
                        .put("tieLineWh", tieLineWh(participant))
                        .put("meter", meterOnly.build())
                        .build());
        if (participant.deposit().signum() > 0) {
            operator.post("/api/deposits", deposit(participant.id(), participant.deposit()));
        }
    }

    private static JsonObject deposit(String participantId, BigDecimal amount) {
        return JsonObject.builder()
                .put("depositId", "first-" + participantId)
                .put("participantId", participantId)
                .put("amount", amount.toPlainString())
                .build();
    }

    private long tieLineWh(Participant participant) {
        return Position.of(
                        0, participant.site().tieLineKw(), community.sessions().periodMinutes())
                .netWh();
    }
}
