package org.gridbourse.market.record;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.gridbourse.market.delivery.Registers;
import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonNull;
import org.gridbourse.market.json.JsonNumber;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.json.JsonText;
import org.gridbourse.market.json.JsonValue;
import org.gridbourse.market.order.OrderSchedule;
import org.gridbourse.market.order.OrderStep;
import org.gridbourse.market.order.PeriodOrder;
import org.gridbourse.market.order.Side;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.MarketLimits;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.rules.BondRate;
import org.gridbourse.market.signature.MeterKey;
import org.gridbourse.market.tariff.Tariff;

/** How the market's values are read from and written to JSON, in requests and records alike. */
public final class Codecs {
    private static final long PRICE_MAX = MarketLimits.PRICE_MAX_MICRO_PER_KWH;
    static final int RATE_MAX_PERCENT = 10_000;

    private static final Pattern PARTICIPANT_ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,31}");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_-]{0,63}");
    private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_-]{0,139}");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
    static final Pattern HEX_32_BYTES = Pattern.compile("[0-9a-f]{64}");
    private static final int TEXT_MAX = 500;
    private static final String HELD_BY = "heldBy";
    public static final Instant TIME_MIN = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant TIME_MAX = Instant.parse("9999-12-31T23:59:59Z");

    private Codecs() {}

    public static String participantId(Fields fields, String key) {
        return matching(fields, key, PARTICIPANT_ID);
    }

    public static String id(Fields fields, String key) {
        return matching(fields, key, ID);
    }

    /** Which request of a function: what identifies it, with dashes between. */
    public static String requestId(Fields fields, String key) {
        return matching(fields, key, REQUEST_ID);
    }

    /** Participants in rising order, none twice. */
    public static List<String> participantIds(Fields fields, String key) {
        List<String> ids = fields.texts(key);
        for (int i = 0; i < ids.size(); i++) {
            boolean rises = i == 0 || ids.get(i - 1).compareTo(ids.get(i)) < 0;
            if (!rises || !PARTICIPANT_ID.matcher(ids.get(i)).matches()) {
                throw fields.wrong(key, "must be rising participant ids");
            }
        }
        return ids;
    }

    /** 32 bytes as 64 lower-case hexadecimal digits. */
    public static String hex32(Fields fields, String key) {
        return matching(fields, key, HEX_32_BYTES);
    }

    public static String matching(Fields fields, String key, Pattern pattern) {
        String text = fields.text(key);
        if (!pattern.matcher(text).matches()) {
            throw fields.wrong(key, "must match " + pattern.pattern());
        }
        return text;
    }

    /** A text for people, such as a reason. */
    public static String prose(Fields fields, String key) {
        String text = fields.text(key);
        if (text.isBlank() || text.length() > TEXT_MAX) {
            throw fields.wrong(key, "must have 1 to %s characters".formatted(TEXT_MAX));
        }
        // people read it on terminals and in files
        if (CONTROL.matcher(text).find()) {
            throw fields.wrong(key, "must have no control characters");
        }
        return text;
    }

    public static int revision(Fields fields) {
        return fields.integer("revision", 1, 999);
    }

    public static int period(Fields fields) {
        return fields.integer("period", 0, MarketLimits.PERIODS_MAX - 1);
    }

    public static long register(Fields fields, String key) {
        return fields.number(key, 0, MarketLimits.REGISTER_MAX_WH);
    }

    public static Registers registers(Fields fields, String importKey, String exportKey) {
        return new Registers(new Energy(register(fields, importKey)), new Energy(register(fields, exportKey)));
    }

    public static Instant time(Fields fields, String key) {
        return time(fields, key, fields.text(key));
    }

    public static Instant time(Fields fields, String key, String text) {
        try {
            Instant time = Instant.parse(text);
            if (isWholeSecondOfFourDigitYear(time) && time.toString().equals(text)) {
                return time;
            }
        } catch (DateTimeException notATime) {
            // refused below, as a time in any other form
        }
        throw fields.wrong(key, "must be a UTC time such as 2026-01-15T00:00:00Z");
    }

    /** Only these have the one form of {@code 2026-01-15T00:00:00Z}. */
    public static boolean isWholeSecondOfFourDigitYear(Instant time) {
        return !time.isBefore(TIME_MIN) && !time.isAfter(TIME_MAX) && time.getNano() == 0;
    }

    public static List<Instant> times(Fields fields, String key) {
        return fields.texts(key).stream().map(text -> time(fields, key, text)).toList();
    }

    /** Period numbers that rise. */
    public static List<Integer> periods(Fields fields, String key) {
        List<Integer> periods = new ArrayList<>();
        for (long period : fields.numbers(key)) {
            boolean rises = periods.isEmpty() || period > periods.get(periods.size() - 1);
            if (period < 0 || period >= MarketLimits.PERIODS_MAX || !rises) {
                throw fields.wrong(
                        key, "must be rising period numbers within 0..%s".formatted(MarketLimits.PERIODS_MAX - 1));
            }
            periods.add((int) period);
        }
        return periods;
    }

    public static BondRate bondRate(Fields fields) {
        return new BondRate(fields.integer("ratePercent", 0, RATE_MAX_PERCENT));
    }

    public static MeterKey meterKey(Fields fields) {
        MeterKey.Algorithm algorithm = fields.choice("algorithm", MeterKey.Algorithm.class);
        String publicKey = fields.text("publicKey");
        if (publicKey.length() > TEXT_MAX || base64(publicKey).isEmpty()) {
            throw fields.wrong("publicKey", "must be base64 of a SubjectPublicKeyInfo");
        }
        return new MeterKey(
                algorithm,
                publicKey,
                fields.has(HELD_BY) ? fields.choice(HELD_BY, MeterKey.Holder.class) : MeterKey.Holder.METER);
    }

    /** The members of a meter's key; that the meter itself holds it is not said. */
    public static JsonObject.Builder put(MeterKey key, JsonObject.Builder builder) {
        builder.put("algorithm", key.algorithm().name()).put("publicKey", key.publicKey());
        return key.holder() == MeterKey.Holder.METER
                ? builder
                : builder.put(HELD_BY, key.holder().name());
    }

    /** The bytes of a text in base64, empty where it is none or not in its one canonical form. */
    public static Optional<byte[]> base64(String text) {
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            return Base64.getEncoder().encodeToString(bytes).equals(text) ? Optional.of(bytes) : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    public static Tariff tariff(Fields fields) {
        return new Tariff(
                new UnitPrice(fields.number("retailMicroPerKwh", -PRICE_MAX, PRICE_MAX)),
                new UnitPrice(fields.number("feedInMicroPerKwh", -PRICE_MAX, PRICE_MAX)),
                new UnitPrice(
                        fields.has("gridFeeMicroPerKwh") ? fields.number("gridFeeMicroPerKwh", 0, PRICE_MAX) : 0));
    }

    public static JsonObject json(Tariff tariff) {
        return JsonObject.builder()
                .put("retailMicroPerKwh", tariff.retail().microPerKwh())
                .put("feedInMicroPerKwh", tariff.feedIn().microPerKwh())
                .put("gridFeeMicroPerKwh", tariff.gridFee().microPerKwh())
                .build();
    }

    /** A schedule: an array of the orders of periods, or the object of a storage order. */
    public static OrderSchedule schedule(Fields fields, String key) {
        return fields.value(key) instanceof JsonObject
                ? OrderSchedule.of(fields.object(key, StorageCodecs::offer))
                : OrderSchedule.of(fields.objects(key, Codecs::order));
    }

    /** A schedule that stands alone, the counterpart of {@link #json(OrderSchedule)}. */
    public static OrderSchedule schedule(JsonValue schedule) {
        return schedule instanceof JsonArray orders
                ? OrderSchedule.of(Fields.readAll(orders, Codecs::order))
                : OrderSchedule.of(Fields.read(schedule, StorageCodecs::offer));
    }

    private static PeriodOrder order(Fields order) {
        return new PeriodOrder(period(order), Side.named(order.text("side")), order.objects("steps", Codecs::step));
    }

    private static OrderStep step(Fields fields) {
        return OrderStep.of(fields.number("quantityWh"), fields.number("limitPriceMicroPerKwh"));
    }

    public static JsonValue json(OrderSchedule schedule) {
        return schedule.storage().isPresent()
                ? StorageCodecs.json(schedule.storage().get())
                : JsonArray.of(schedule.orders().stream().map(Codecs::json).toList());
    }

    private static JsonObject json(PeriodOrder order) {
        return JsonObject.builder()
                .put("period", order.period())
                .put("side", order.side().name())
                .put(
                        "steps",
                        JsonArray.of(order.steps().stream().map(Codecs::json).toList()))
                .build();
    }

    private static JsonObject json(OrderStep step) {
        return JsonObject.builder()
                .put("quantityWh", step.quantity().wh())
                .put("limitPriceMicroPerKwh", step.limit().microPerKwh())
                .build();
    }

    /** Begins a record or request about what a participant does in a session under a revision of its commitment. */
    public static JsonObject.Builder inSession(String sessionId, String participantId, int revision) {
        return JsonObject.builder()
                .put("sessionId", sessionId)
                .put("participantId", participantId)
                .put("revision", revision);
    }

    public static JsonValue orNull(Optional<? extends Number> number) {
        return number.isPresent() ? new JsonNumber(number.get().longValue()) : JsonNull.NULL;
    }

    /** The number of {@link #orNull}. */
    public static Optional<Long> orEmpty(Fields fields, String key) {
        return fields.isNull(key) ? Optional.empty() : Optional.of(fields.number(key));
    }

    public static JsonValue textOrNull(Optional<String> text) {
        return text.isPresent() ? new JsonText(text.get()) : JsonNull.NULL;
    }
}
