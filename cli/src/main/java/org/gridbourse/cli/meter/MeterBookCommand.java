package org.gridbourse.cli.meter;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.gridbourse.cli.meter.BookedRegisters.Registers;
import org.gridbourse.cli.meter.FileBooking.Sample;
import org.gridbourse.cli.rest.GatewayClient;
import org.gridbourse.cli.rest.GatewayOption;
import org.gridbourse.cli.rest.Row;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.node.meter.Interval;
import org.gridbourse.node.meter.MeterIntervals;
import org.gridbourse.node.meter.MeterReadings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code gridbourse meter book}: a meter's file as readings, shown beside what is booked before anything is sent. */
@Command(
        name = "book",
        mixinStandardHelpOptions = true,
        description = "Shows what a meter's file adds to what is booked and where both differ; with --apply it books.",
        footer = {
            "",
            "For a meter whose key the gateway-app holds. What is booked stays: a file only adds what lies behind the",
            "last reading. Doubtful periods are not booked as measured: they become part of a gap.",
            "Example: scripts/gridbourse meter book --file march.csv --participant north-9 --meter north-9-meter"
        })
public final class MeterBookCommand implements Callable<Integer> {
    private static final int BATCH = 2000;

    @Spec
    private CommandSpec spec;

    @Mixin
    private MeterFileOptions file;

    @Mixin
    private GatewayOption gateway;

    @Option(names = "--participant", paramLabel = "ID", required = true, description = "Whose meter it is.")
    private String participantId;

    @Option(names = "--meter", paramLabel = "ID", required = true, description = "The meter on the ledger.")
    private String meterId;

    @Option(names = "--apply", description = "Books what is shown.")
    private boolean apply;

    @Override
    public Integer call() {
        List<Interval> intervals = intervals(file.read());
        GatewayClient client = gateway.client();
        BookedRegisters ledger = new BookedRegisters(client, participantId, meterId);
        FileBooking booking = FileBooking.of(intervals, booked(intervals, ledger), ledger::opening);
        JsonObject.Builder answer = booking.json().put("applied", apply);
        if (apply) {
            answer.put("verdicts", send(client, booking.samples()));
        }
        return gateway.show(answer.build(), spec.commandLine().getOut());
    }

    private static NavigableMap<Instant, Registers> booked(List<Interval> intervals, BookedRegisters ledger) {
        return intervals.isEmpty()
                ? new TreeMap<>()
                : ledger.between(intervals.get(0).start(), FileBooking.end(intervals.get(intervals.size() - 1)));
    }

    /** The file's only meter, or the one that is called like the ledger's. */
    private List<Interval> intervals(MeterReadings readings) {
        List<MeterIntervals> meters = readings.meters();
        return meters.stream()
                .filter(meter -> meters.size() == 1 || meter.meterId().equals(meterId))
                .findFirst()
                .map(MeterIntervals::intervals)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "the file holds the meters %s; none of them is %s"
                                .formatted(
                                        meters.stream()
                                                .map(MeterIntervals::meterId)
                                                .toList(),
                                        meterId)));
    }

    private JsonObject send(GatewayClient client, List<Sample> samples) {
        Map<String, Integer> counts = new TreeMap<>();
        for (int from = 0; from < samples.size(); from += BATCH) {
            List<JsonObject> batch = new ArrayList<>();
            samples.subList(from, Math.min(samples.size(), from + BATCH)).forEach(sample -> batch.add(sample.json()));
            JsonObject body = JsonObject.builder()
                    .put("meterId", meterId)
                    .put("samples", JsonArray.of(batch))
                    .build();
            new Row((JsonObject) client.post("/api/readings", body))
                    .rows("verdicts")
                    .forEach(verdict -> counts.merge(verdict.word("verdict"), 1, Integer::sum));
        }
        JsonObject.Builder verdicts = JsonObject.builder();
        counts.forEach(verdicts::put);
        return verdicts.build();
    }
}
