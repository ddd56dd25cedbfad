package org.gridbourse.cli.rest;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.json.JsonText;
import org.gridbourse.market.json.JsonValue;
import org.gridbourse.programs.SurroundingsException;

/**
 * What the operator does before the first session of a simulated market: registers participants and the meters that the
 * gateway-apps simulate, books what they pay in. The same again changes nothing.
 *
 * @param operator the grid company's gateway-app
 * @param gateways all of them
 */
public record Registration(GatewayClient operator, Collection<GatewayClient> gateways) {
    private static final int AT_ONCE = 4;
    private static final int OWNER_DIGITS = 24;

    /**
     * A participant to be.
     *
     * @param organisation its name, such as North
     * @param tieLineWh the most that its connection carries in a period, either way
     * @param deposit currency units
     */
    public record Member(String participantId, String organisation, long tieLineWh, BigDecimal deposit) {}

    /** Opens a simulated ledger and registers everybody. */
    public void registerAll(List<Member> members) {
        operator.post("/api/ledger", JsonObject.builder().put("simulated", true).build());
        Map<String, JsonObject> meters = meters();
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<?>> done = new ArrayList<>();
            for (Member member : members) {
                done.add(threads.submit(() -> register(member, meters.get(member.participantId()))));
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
        for (GatewayClient gateway : gateways) {
            for (JsonValue meter : ((JsonArray) gateway.get("/api/agents/meters")).elements()) {
                JsonObject own = (JsonObject) meter;
                JsonText participantId = (JsonText) own.members().get("participantId");
                meters.put(participantId.value(), own);
            }
        }
        return meters;
    }

    private void register(Member member, JsonObject meter) {
        JsonObject.Builder meterOnly = JsonObject.builder();
        for (String key :
                List.of("meterId", "algorithm", "publicKey", "heldBy", "importRegisterWh", "exportRegisterWh")) {
            meterOnly.put(key, meter.members().get(key));
        }
        operator.post(
                "/api/participants",
                JsonObject.builder()
                        .put("participantId", member.participantId())
                        .put("ownerId", ownerOf(member.participantId()))
                        .put("organisation", member.organisation())
                        .put("tieLineWh", member.tieLineWh())
                        .put("meter", meterOnly.build())
                        .build());
        if (member.deposit().signum() > 0) {
            operator.post(
                    "/api/deposits",
                    JsonObject.builder()
                            .put("depositId", "first-" + member.participantId())
                            .put("participantId", member.participantId())
                            .put("amount", member.deposit().toPlainString())
                            .build());
        }
    }

    /** A pseudonym of the participant's owner: in a simulated market everybody owns one microgrid. */
    private static String ownerOf(String participantId) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(("owner of " + participantId).getBytes(StandardCharsets.UTF_8));
            return "owner-" + HexFormat.of().formatHex(hash).substring(0, OWNER_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
