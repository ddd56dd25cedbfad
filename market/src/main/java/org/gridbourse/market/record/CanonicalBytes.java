package org.gridbourse.market.record;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.gridbourse.market.json.Json;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.order.OrderSchedule;
import org.gridbourse.market.storage.StorageSchedule;

/**
 * What is hashed and what is signed, to the byte (docs/formats.md): canonical JSON in UTF-8, each with a tag that says
 * for what it is, so that nothing signed or sealed here means anything elsewhere.
 */
public final class CanonicalBytes {
    private static final String ORDERS_TAG = "gridbourse.orders.1";
    private static final String READING_TAG = "gridbourse.reading.2";
    private static final String CHUNK_TAG = "gridbourse.chunk.1";
    private static final String PROPOSAL_TAG = "gridbourse.proposal.1";

    private CanonicalBytes() {}

    /**
     * To what a commitment is bound.
     *
     * @param channel the ledger
     * @param sessionId the session
     * @param participantId whose
     * @param revision of the commitment
     */
    public record Binding(String channel, String sessionId, String participantId, int revision) {}

    /**
     * What a participant seals.
     *
     * @param salt 32 random bytes, 64 lower-case hexadecimal digits
     */
    public static byte[] orders(Binding binding, String salt, OrderSchedule schedule) {
        return bytes(JsonObject.builder()
                .put("tag", ORDERS_TAG)
                .put("channel", binding.channel())
                .put("sessionId", binding.sessionId())
                .put("participantId", binding.participantId())
                .put("revision", binding.revision())
                .put("salt", salt)
                .put("schedule", Codecs.json(schedule))
                .build());
    }

    /** The hash to commit to: SHA-256 of {@link #orders}, 64 lower-case hexadecimal digits. */
    public static String ordersHash(Binding binding, String salt, OrderSchedule schedule) {
        return HexFormat.of().formatHex(sha256().digest(orders(binding, salt, schedule)));
    }

    /** What a meter signs: the reading without its signature. */
    public static byte[] reading(String channel, MeterReading reading) {
        return bytes(
                reading.json().put("tag", READING_TAG).put("channel", channel).build());
    }

    /** The hash of a chunk of schedules in a proposal's head: SHA-256, 64 hexadecimal digits. */
    public static String chunkHash(String channel, String sessionId, int chunk, List<StorageSchedule> storage) {
        return sha256(JsonObject.builder()
                .put("tag", CHUNK_TAG)
                .put("channel", channel)
                .put("sessionId", sessionId)
                .put("chunk", chunk)
                .put("storage", StorageCodecs.json(storage))
                .build());
    }

    /** The hash of a whole proposal, whoever puts it: SHA-256 of its head, 64 hexadecimal digits. */
    public static String proposalHash(String channel, String sessionId, ProposalHead head) {
        return sha256(head.put(JsonObject.builder())
                .put("tag", PROPOSAL_TAG)
                .put("channel", channel)
                .put("sessionId", sessionId)
                .build());
    }

    private static String sha256(JsonObject object) {
        return HexFormat.of().formatHex(sha256().digest(bytes(object)));
    }

    /** The hash of a request, to which one consents: SHA-256 of its canonical JSON, 64 hexadecimal digits. */
    public static String hash(String request) {
        return HexFormat.of()
                .formatHex(sha256().digest(Json.write(Json.parse(request)).getBytes(StandardCharsets.UTF_8)));
    }

    private static byte[] bytes(JsonObject object) {
        return Json.write(object).getBytes(StandardCharsets.UTF_8);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
