package org.gridbourse.cli.meter;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.function.Supplier;
import org.gridbourse.cli.meter.BookedRegisters.Registers;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.node.meter.Interval;
import org.gridbourse.node.meter.Quality;
import org.gridbourse.programs.SurroundingsException;

/**
 * A file beside what is booked: where both know a period and differ, and what lies behind the last reading.
 *
 * @param known periods of the file that are booked
 * @param differences those of them that are booked with another energy
 * @param samples registers to be booked, from the last one that is
 * @param left periods behind a gap of the file: their registers are not known
 */
record FileBooking(int known, List<Difference> differences, List<Sample> samples, int left) {

    /** A period of the file and what is booked for it, in Wh. */
    record Difference(Instant start, Registers file, Registers booked) {
        JsonObject json() {
            return JsonObject.builder()
                    .put("start", start.toString())
                    .put("fileImportWh", file.importWh())
                    .put("bookedImportWh", booked.importWh())
                    .put("fileExportWh", file.exportWh())
                    .put("bookedExportWh", booked.exportWh())
                    .build();
        }
    }

    /** The registers at a time. */
    record Sample(Instant at, Registers registers) {
        JsonObject json() {
            return JsonObject.builder()
                    .put("at", at.toString())
                    .put("importWh", registers.importWh())
                    .put("exportWh", registers.exportWh())
                    .build();
        }
    }

    /**
     * @param booked what of the meter is booked in the file's span
     * @param opening asked where nothing is: the registers with which a meter came that was never read
     */
    static FileBooking of(
            List<Interval> intervals, NavigableMap<Instant, Registers> booked, Supplier<Optional<Registers>> opening) {
        if (intervals.isEmpty()) {
            return new FileBooking(0, List.of(), List.of(), 0);
        }
        Map.Entry<Instant, Registers> last = booked.isEmpty()
                ? Map.entry(
                        intervals.get(0).start(),
                        opening.get()
                                .orElseThrow(
                                        () -> new SurroundingsException(
                                                "the file does not reach back to the meter's last reading; it must begin there")))
                : booked.lastEntry();
        int known = 0;
        List<Difference> differences = new ArrayList<>();
        for (Interval each : intervals) {
            Registers before = booked.get(each.start());
            Registers after = booked.get(end(each));
            if (before != null && after != null) {
                known++;
                compare(each, before, after, differences);
            }
        }
        List<Interval> further = intervals.stream()
                .filter(each -> !each.start().isBefore(last.getKey()))
                .toList();
        return behind(known, differences, further, new Sample(last.getKey(), last.getValue()));
    }

    static Instant end(Interval interval) {
        return interval.start().plus(Duration.ofMinutes(interval.minutes()));
    }

    private static void compare(Interval file, Registers before, Registers after, List<Difference> differences) {
        Registers there = new Registers(after.importWh() - before.importWh(), after.exportWh() - before.exportWh());
        Registers here = new Registers(file.importWh(), file.exportWh());
        if (!there.equals(here)) {
            differences.add(new Difference(file.start(), here, there));
        }
    }

    /** Counts on from the last register; inside a run of doubtful periods no register is taken for measured. */
    private static FileBooking behind(int known, List<Difference> differences, List<Interval> further, Sample anchor) {
        List<Sample> samples = new ArrayList<>();
        Sample last = anchor;
        int taken = 0;
        for (Interval each : further) {
            if (!each.start().equals(last.at())) {
                break;
            }
            last = new Sample(
                    end(each),
                    new Registers(
                            last.registers().importWh() + each.importWh(),
                            last.registers().exportWh() + each.exportWh()));
            taken++;
            boolean doubtful = each.quality() != Quality.MEASURED
                    && taken < further.size()
                    && further.get(taken).quality() != Quality.MEASURED;
            if (!doubtful) {
                samples.add(last);
            }
        }
        if (!samples.isEmpty()) {
            samples.add(0, anchor);
        }
        return new FileBooking(known, differences, samples, further.size() - taken);
    }

    JsonObject.Builder json() {
        return JsonObject.builder()
                .put("known", known)
                .put(
                        "differences",
                        JsonArray.of(differences.stream().map(Difference::json).toList()))
                .put("samples", samples.size())
                .put("from", samples.isEmpty() ? "" : samples.get(0).at().toString())
                .put(
                        "to",
                        samples.isEmpty()
                                ? ""
                                : samples.get(samples.size() - 1).at().toString())
                .put("left", left);
    }
}
