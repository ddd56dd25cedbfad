package org.gridbourse.cli.meter;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;
import org.gridbourse.cli.rest.GatewayClient;
import org.gridbourse.cli.rest.GatewayOption;
import org.gridbourse.cli.rest.Row;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.programs.SurroundingsException;

/** What of a meter is booked on the ledger, by the times of its readings. */
final class BookedRegisters {
    private final GatewayClient client;
    private final String participantId;
    private final String meterId;

    BookedRegisters(GatewayClient client, String participantId, String meterId) {
        this.client = client;
        this.participantId = participantId;
        this.meterId = meterId;
    }

    /** Both registers in Wh, as they stand on the ledger. */
    record Registers(long importWh, long exportWh) {}

    /** What was read in a span, the last revision of each. */
    TreeMap<Instant, Registers> between(Instant from, Instant to) {
        TreeMap<Instant, Registers> booked = new TreeMap<>();
        for (Row session : Row.all(client.get("/api/sessions"))) {
            String sessionId = session.word("sessionId");
            Row terms = new Row((JsonObject) client.get("/api/sessions/" + GatewayOption.encoded(sessionId)));
            Instant start = Instant.parse(terms.word("startUtc"));
            Duration period = Duration.ofMinutes(terms.whole("periodMinutes"));
            boolean overlaps = start.isBefore(to)
                    && start.plus(period.multipliedBy(terms.whole("periods"))).isAfter(from);
            if (overlaps) {
                readings(sessionId)
                        .forEach((number, registers) ->
                                booked.put(start.plus(period.multipliedBy(number + 1L)), registers));
            }
        }
        return booked;
    }

    private TreeMap<Integer, Registers> readings(String sessionId) {
        String path = "/api/sessions/%s/readings?participantId=%s"
                .formatted(GatewayOption.encoded(sessionId), GatewayOption.encoded(participantId));
        TreeMap<Integer, Registers> readings = new TreeMap<>();
        Row.all(client.get(path)).stream()
                .filter(row -> row.word("meterId").equals(meterId))
                .forEach(row -> readings.put(
                        Math.toIntExact(row.whole("period")),
                        new Registers(row.whole("importRegisterWh"), row.whole("exportRegisterWh"))));
        return readings;
    }

    /** The registers with which the meter came, if nothing was read yet. */
    Optional<Registers> opening() {
        Row ledger = new Row(
                (JsonObject) client.get("/api/participants/%s/ledger".formatted(GatewayOption.encoded(participantId))));
        Row meter = ledger.rows("records").stream()
                .filter(record -> record.word("key").equals("meter/" + meterId))
                .map(record -> record.row("record"))
                .findFirst()
                .orElseThrow(() -> new SurroundingsException(
                        "meter %s of %s is not on the ledger".formatted(meterId, participantId)));
        boolean read = !meter.row("last").word("sessionId").isEmpty();
        return read
                ? Optional.empty()
                : Optional.of(
                        new Registers(meter.whole("openingImportRegisterWh"), meter.whole("openingExportRegisterWh")));
    }
}
