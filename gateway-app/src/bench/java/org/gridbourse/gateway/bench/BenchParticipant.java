package org.gridbourse.gateway.bench;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.gridbourse.market.delivery.Registers;
import org.gridbourse.market.json.Json;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.order.OrderSchedule;
import org.gridbourse.market.order.OrderStep;
import org.gridbourse.market.order.PeriodOrder;
import org.gridbourse.market.order.Side;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.record.CanonicalBytes;
import org.gridbourse.market.record.MeterReading;

/** A microgrid of the North: even numbers buy, odd ones sell; prices by number, so that most of them trade. */
final class BenchParticipant {
    static final long DECLARED_NANO = 3_000 * 170_000L;

    private static final int STEPS = 5;
    private static final long DEPOSIT_NANO = 100_000_000_000L;
    private static final String SALT = "5a".repeat(32);

    private final int number;
    private final String id;
    private final KeyPair meterKeys;

    private BenchParticipant(int number) {
        this.number = number;
        this.id = "p-%05d".formatted(number);
        this.meterKeys = newKeys();
    }

    static List<BenchParticipant> many(int count) {
        List<BenchParticipant> participants = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            participants.add(new BenchParticipant(number));
        }
        return participants;
    }

    private static KeyPair newKeys() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The file of identities that the network is asked to issue. */
    static String users(List<BenchParticipant> participants) {
        return Json.write(JsonArray.of(participants.stream()
                .map(participant -> JsonObject.builder()
                        .put("organisation", "North")
                        .put("name", participant.id)
                        .put(
                                "attributes",
                                JsonObject.builder()
                                        .put("role", "prosumer")
                                        .put("participant", participant.id)
                                        .build())
                        .build())
                .toList()));
    }

    String id() {
        return id;
    }

    JsonObject registration() {
        return JsonObject.builder()
                .put("participantId", id)
                .put("ownerId", "owner-" + id)
                .put("mspId", "NorthMSP")
                .put("importLimitWh", 5_000)
                .put("exportLimitWh", 5_000)
                .build();
    }

    JsonObject meter() {
        return JsonObject.builder()
                .put("participantId", id)
                .put("meterId", "m-" + id)
                .put("algorithm", "ED25519")
                .put("publicKey", base64(meterKeys.getPublic().getEncoded()))
                .put("importRegisterWh", 0)
                .put("exportRegisterWh", 0)
                .build();
    }

    JsonObject deposit() {
        return JsonObject.builder()
                .put("depositId", "d-" + id)
                .put("participantId", id)
                .put("amountNano", DEPOSIT_NANO)
                .build();
    }

    JsonObject commitment(String channel, String sessionId) {
        String hash = CanonicalBytes.ordersHash(
                new CanonicalBytes.Binding(channel, sessionId, id, 1), SALT, OrderSchedule.of(List.of(order())));
        return inSession(sessionId)
                .put("revision", 1)
                .put("hash", hash)
                .put("declaredNano", DECLARED_NANO)
                .put("autoPrepay", false)
                .build();
    }

    JsonObject revelation(String sessionId) {
        PeriodOrder order = order();
        JsonObject period = JsonObject.builder()
                .put("period", order.period())
                .put("side", order.side().name())
                .put(
                        "steps",
                        JsonArray.of(order.steps().stream()
                                .map(BenchParticipant::json)
                                .toList()))
                .build();
        return inSession(sessionId)
                .put("revision", 1)
                .put("salt", SALT)
                .put("schedule", JsonArray.of(List.of(period)))
                .build();
    }

    JsonObject.Builder inSession(String sessionId) {
        return JsonObject.builder().put("sessionId", sessionId).put("participantId", id);
    }

    private static JsonObject json(OrderStep step) {
        return JsonObject.builder()
                .put("quantityWh", step.quantity().wh())
                .put("limitPriceMicroPerKwh", step.limit().microPerKwh())
                .build();
    }

    private PeriodOrder order() {
        List<OrderStep> steps = new ArrayList<>();
        for (int i = 0; i < STEPS; i++) {
            long away = 15_000L * i + number % 97 * 100L;
            steps.add(OrderStep.of(300 + number % 13, buys() ? 815_000 - away : 655_000 + away));
        }
        return new PeriodOrder(0, buys() ? Side.BUY : Side.SELL, steps);
    }

    private boolean buys() {
        return number % 2 == 0;
    }

    /** What the meter says at the end of the period, and signs. */
    JsonObject reading(String channel, String sessionId) {
        Energy flowed = new Energy(900 + number % 200);
        MeterReading reading = new MeterReading(
                "m-" + id,
                sessionId,
                0,
                BenchSession.END,
                1,
                new Registers(buys() ? flowed : Energy.ZERO, buys() ? Energy.ZERO : flowed),
                1,
                MeterReading.Quality.MEASURED,
                "");
        return JsonObject.builder()
                .put("meterId", reading.meterId())
                .put("sessionId", sessionId)
                .put("period", reading.period())
                .put("endUtc", reading.end().toString())
                .put("revision", reading.revision())
                .put("importRegisterWh", reading.registers().imported().wh())
                .put("exportRegisterWh", reading.registers().exported().wh())
                .put("sequence", reading.sequence())
                .put("quality", reading.quality().name())
                .put("signature", base64(sign(CanonicalBytes.reading(channel, reading))))
                .build();
    }

    private byte[] sign(byte[] message) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(meterKeys.getPrivate());
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
