package org.gridbourse.gateway.bench;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.gridbourse.market.delivery.Registers;
import org.gridbourse.market.json.Json;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.order.NetPosition;
import org.gridbourse.market.order.OrderSchedule;
import org.gridbourse.market.order.OrderStep;
import org.gridbourse.market.order.PeriodOrder;
import org.gridbourse.market.order.Side;
import org.gridbourse.market.order.StorageOffer;
import org.gridbourse.market.order.Store;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.record.CanonicalBytes;
import org.gridbourse.market.record.Codecs;
import org.gridbourse.market.record.MeterReading;

/** A microgrid of the North: even numbers buy, odd ones sell; prices by number, so that most of them trade. */
final class BenchParticipant {
    static final long DECLARED_NANO = 3_000 * 170_000L;

    /** Periods of a day that is cleared jointly. */
    static final int QUARTERS = 96;

    private static final long BATTERY_DECLARED_NANO = 20_000_000_000L;
    private static final int STEPS = 5;
    private static final long DEPOSIT_NANO = 100_000_000_000L;
    private static final String SALT = "5a".repeat(32);

    private final int number;
    private final boolean battery;
    private final String id;
    private final KeyPair meterKeys;

    private BenchParticipant(int number, boolean battery) {
        this.number = number;
        this.battery = battery;
        this.id = "p-%05d".formatted(number);
        this.meterKeys = newKeys();
    }

    /** @param battery whether they have one, and give storage orders */
    static List<BenchParticipant> many(int count, boolean battery) {
        List<BenchParticipant> participants = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            participants.add(new BenchParticipant(number, battery));
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
        String hash =
                CanonicalBytes.ordersHash(new CanonicalBytes.Binding(channel, sessionId, id, 1), SALT, schedule());
        return inSession(sessionId)
                .put("revision", 1)
                .put("hash", hash)
                .put("declaredNano", battery ? BATTERY_DECLARED_NANO : DECLARED_NANO)
                .put("autoPrepay", false)
                .build();
    }

    JsonObject revelation(String sessionId) {
        return inSession(sessionId)
                .put("revision", 1)
                .put("salt", SALT)
                .put("schedule", Codecs.json(schedule()))
                .build();
    }

    private OrderSchedule schedule() {
        return battery ? OrderSchedule.of(storage()) : OrderSchedule.of(List.of(order()));
    }

    /** A household with a battery of 6 to 10 kWh over a day of quarter hours, every second one with a roof. */
    private StorageOffer storage() {
        RandomGenerator random = new SplittableRandom(number);
        List<Long> net = new ArrayList<>();
        double roof = number % 2 == 0 ? 0 : 1_000 + 1_000 * random.nextDouble();
        for (int t = 0; t < QUARTERS; t++) {
            double evening = Math.exp(-Math.pow(t - 76, 2) / 96);
            double sun = Math.max(0, Math.sin((t - 24) * Math.PI / 48));
            net.add(Math.round((60 + 200 * evening) * (0.5 + random.nextDouble()) - (t < 72 ? roof * sun : 0)));
        }
        long capacityWh = 6_000 + 4_000L * (number % 5) / 4;
        List<Long> power = Collections.nCopies(QUARTERS, capacityWh / 8);
        return new StorageOffer(
                NetPosition.withoutMargin(net),
                new Store(
                        new Store.Levels(capacityWh, 500 * capacityWh, 500 * capacityWh),
                        new Store.Power(power, power, 950, 1_053),
                        0,
                        3 * capacityWh));
    }

    JsonObject.Builder inSession(String sessionId) {
        return JsonObject.builder().put("sessionId", sessionId).put("participantId", id);
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
