package org.gridbourse.market.record;

import java.time.Instant;
import java.util.Optional;
import org.gridbourse.market.delivery.Registers;
import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.quantity.UnitPrice;

/**
 * From which registers a meter's session counts: those that the session before ended with, so that no Wh is between two
 * sessions. It changes as long as that session's last reading does.
 *
 * @param sessionId the session
 * @param participantId whose meter
 * @param meterId which meter
 * @param connectionPoint where it measures
 * @param registers as last read before the session, or as registered
 * @param sequence of the last measured reading before, 0 where there was none
 * @param before where these registers come from
 * @param start what the meter showed when the session began, empty where nobody read it then
 */
public record OpeningRecord(
        String sessionId,
        String participantId,
        String meterId,
        String connectionPoint,
        Registers registers,
        long sequence,
        Before before,
        Optional<Registers> start)
        implements StateRecord {

    /**
     * What lies before a session of a meter.
     *
     * @param follows the session whose last reading gives the registers, empty where they are those of registration
     * @param read when that reading was taken, empty where there was none
     * @param skipped what the time costs that lies between, empty where none does
     * @param substituted empty where that reading was the meter's own
     */
    public record Before(
            Optional<String> follows,
            Optional<Instant> read,
            Optional<Prices> skipped,
            Optional<Substituted> substituted) {}

    /**
     * That the operator put in the last reading before a session, which the meter may still show to be too high.
     *
     * @param prices at which its energy was charged
     * @param own what the meter itself showed last
     */
    public record Substituted(Prices prices, Registers own) {}

    /**
     * What energy outside the session's periods costs and earns.
     *
     * @param retail per kWh imported: the highest R
     * @param feedIn per kWh exported: the lowest F
     */
    public record Prices(UnitPrice retail, UnitPrice feedIn) {
        private void put(JsonObject.Builder builder, String name) {
            builder.put(name + "RetailMicroPerKwh", retail.microPerKwh())
                    .put(name + "FeedInMicroPerKwh", feedIn.microPerKwh());
        }

        private static Optional<Prices> read(Fields fields, String name) {
            return fields.has(name + "RetailMicroPerKwh")
                    ? Optional.of(new Prices(
                            new UnitPrice(fields.number(name + "RetailMicroPerKwh")),
                            new UnitPrice(fields.number(name + "FeedInMicroPerKwh"))))
                    : Optional.empty();
        }
    }

    public OpeningRecord startingAt(Registers read, long newSequence) {
        return new OpeningRecord(
                sessionId, participantId, meterId, connectionPoint, registers, newSequence, before, Optional.of(read));
    }

    public OpeningRecord countingFrom(Registers changed, Before changedBefore) {
        return new OpeningRecord(
                sessionId, participantId, meterId, connectionPoint, changed, sequence, changedBefore, start);
    }

    @Override
    public String key() {
        return Keys.opening(sessionId, participantId, meterId);
    }

    @Override
    public JsonObject toJson() {
        JsonObject.Builder builder = JsonObject.builder()
                .put("sessionId", sessionId)
                .put("participantId", participantId)
                .put("meterId", meterId)
                .put("connectionPoint", connectionPoint)
                .put("importRegisterWh", registers.imported().wh())
                .put("exportRegisterWh", registers.exported().wh())
                .put("sequence", sequence);
        before.follows().ifPresent(earlier -> builder.put("followsSessionId", earlier));
        before.read().ifPresent(time -> builder.put("readUtc", time.toString()));
        before.skipped().ifPresent(prices -> prices.put(builder, "skipped"));
        before.substituted().ifPresent(put -> {
            put.prices().put(builder, "substituted");
            builder.put("ownImportRegisterWh", put.own().imported().wh())
                    .put("ownExportRegisterWh", put.own().exported().wh());
        });
        start.ifPresent(
                read -> builder.put("startImportRegisterWh", read.imported().wh())
                        .put("startExportRegisterWh", read.exported().wh()));
        return builder.build();
    }

    public static OpeningRecord read(Fields fields) {
        return new OpeningRecord(
                fields.text("sessionId"),
                fields.text("participantId"),
                fields.text("meterId"),
                fields.text("connectionPoint"),
                Codecs.registers(fields, "importRegisterWh", "exportRegisterWh"),
                fields.number("sequence"),
                new Before(
                        fields.optionalText("followsSessionId"),
                        fields.has("readUtc") ? Optional.of(Codecs.time(fields, "readUtc")) : Optional.empty(),
                        Prices.read(fields, "skipped"),
                        Prices.read(fields, "substituted")
                                .map(prices -> new Substituted(
                                        prices,
                                        Codecs.registers(fields, "ownImportRegisterWh", "ownExportRegisterWh")))),
                fields.has("startImportRegisterWh")
                        ? Optional.of(Codecs.registers(fields, "startImportRegisterWh", "startExportRegisterWh"))
                        : Optional.empty());
    }
}
