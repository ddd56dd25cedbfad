package org.gridbourse.market.query;

import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.JsonObject;

/**
 * A meter's energy since its registration.
 *
 * @param meterId the meter
 * @param participantId whose it is
 * @param advanced by how much its registers advanced
 * @param settled what of it is in statements
 * @param open what of it is in sessions that are not settled yet
 * @param balanced whether every Wh is in exactly one statement, or open
 */
public record MeterEnergy(String meterId, String participantId, Wh advanced, Wh settled, Wh open, boolean balanced) {

    /** Import and export in Wh; a difference of registers may be negative. */
    public record Wh(long imported, long exported) {
        static final Wh NONE = new Wh(0, 0);

        Wh plus(Wh other) {
            return new Wh(Math.addExact(imported, other.imported), Math.addExact(exported, other.exported));
        }

        Wh minus(Wh other) {
            return new Wh(imported - other.imported, exported - other.exported);
        }

        void put(JsonObject.Builder builder, String name) {
            builder.put(name + "ImportWh", imported).put(name + "ExportWh", exported);
        }

        static Wh read(Fields fields, String name) {
            return new Wh(fields.number(name + "ImportWh"), fields.number(name + "ExportWh"));
        }
    }

    static MeterEnergy read(Fields fields) {
        return new MeterEnergy(
                fields.text("meterId"),
                fields.text("participantId"),
                Wh.read(fields, "advanced"),
                Wh.read(fields, "settled"),
                Wh.read(fields, "open"),
                fields.flag("balanced"));
    }

    JsonObject toJson() {
        JsonObject.Builder builder =
                JsonObject.builder().put("meterId", meterId).put("participantId", participantId);
        advanced.put(builder, "advanced");
        settled.put(builder, "settled");
        open.put(builder, "open");
        return builder.put("balanced", balanced).build();
    }
}
