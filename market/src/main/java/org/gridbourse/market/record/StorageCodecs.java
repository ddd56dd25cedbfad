package org.gridbourse.market.record;

import java.util.List;
import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.order.NetPosition;
import org.gridbourse.market.order.StorageOffer;
import org.gridbourse.market.order.Store;
import org.gridbourse.market.storage.StorageSchedule;

/** How storage orders and their schedules are read from and written to JSON, in requests and records alike. */
public final class StorageCodecs {
    /** The most chunks of a proposal. */
    public static final int CHUNKS_MAX = 999;

    private StorageCodecs() {}

    public static JsonObject json(StorageOffer offer) {
        Store store = offer.store();
        return JsonObject.builder()
                .put("netWh", JsonArray.ofNumbers(offer.net().netWh()))
                .put("bidMarginPermille", offer.net().bidMarginPermille())
                .put("askMarginPermille", offer.net().askMarginPermille())
                .put("capacityWh", store.levels().capacityWh())
                .put("startMilliWh", store.levels().startMilliWh())
                .put("endMinMilliWh", store.levels().endMinMilliWh())
                .put("chargeMaxWh", JsonArray.ofNumbers(store.power().chargeMaxWh()))
                .put("dischargeMaxWh", JsonArray.ofNumbers(store.power().dischargeMaxWh()))
                .put("storedMilliPerWh", store.power().storedMilliPerWh())
                .put("drawnMilliPerWh", store.power().drawnMilliPerWh())
                .put("wearMicroPerKwh", store.wearMicroPerKwh())
                .put("throughputMaxWh", store.throughputMaxWh())
                .build();
    }

    public static StorageOffer offer(Fields fields) {
        return new StorageOffer(
                new NetPosition(
                        fields.numbers("netWh"),
                        fields.numberOr("bidMarginPermille", 0),
                        fields.numberOr("askMarginPermille", 0)),
                new Store(
                        new Store.Levels(
                                fields.number("capacityWh"),
                                fields.number("startMilliWh"),
                                fields.number("endMinMilliWh")),
                        new Store.Power(
                                fields.numbers("chargeMaxWh"),
                                fields.numbers("dischargeMaxWh"),
                                fields.number("storedMilliPerWh"),
                                fields.number("drawnMilliPerWh")),
                        fields.number("wearMicroPerKwh"),
                        fields.number("throughputMaxWh")));
    }

    public static JsonArray json(List<StorageSchedule> schedules) {
        return JsonArray.of(
                schedules.stream().map(schedule -> json(schedule).build()).toList());
    }

    static JsonObject.Builder json(StorageSchedule schedule) {
        return JsonObject.builder()
                .put("orderId", schedule.orderId())
                .put("chargeWh", JsonArray.ofNumbers(schedule.chargeWh()))
                .put("dischargeWh", JsonArray.ofNumbers(schedule.dischargeWh()))
                .put("storedValuePicoPerMilliWh", JsonArray.ofNumbers(schedule.storedValuePicoPerMilliWh()))
                .put("throughputValuePicoPerMilliWh", schedule.throughputValuePicoPerMilliWh());
    }

    public static StorageSchedule schedule(Fields fields) {
        return new StorageSchedule(
                fields.text("orderId"),
                fields.numbers("chargeWh"),
                fields.numbers("dischargeWh"),
                fields.numbers("storedValuePicoPerMilliWh"),
                fields.number("throughputValuePicoPerMilliWh"));
    }

    /** Hashes of 32 bytes each. */
    static List<String> hashes(Fields fields, String key) {
        List<String> hashes = fields.texts(key);
        if (hashes.size() > CHUNKS_MAX
                || !hashes.stream()
                        .allMatch(hash -> Codecs.HEX_32_BYTES.matcher(hash).matches())) {
            throw fields.wrong(key, "must be at most %s times 64 hexadecimal digits".formatted(CHUNKS_MAX));
        }
        return hashes;
    }
}
