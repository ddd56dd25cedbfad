package org.gridbourse.cli.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.gridbourse.node.intake.IntakeDesk.Register;
import org.gridbourse.node.intake.IntakeDesk.Shown;
import org.gridbourse.node.intake.SampleStore;

/** What meters showed, a file for each, {@code samples-METER.csv}; at each start it is cut to the last days. */
record FileSamples(Path folder, Instant now) implements SampleStore {
    private static final Duration KEPT = Duration.ofDays(8);
    private static final int COLUMNS = 6;

    @Override
    public void keep(List<Sample> samples) {
        for (Sample sample : samples) {
            try {
                Files.writeString(
                        file(sample.meterId()), line(sample), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            } catch (IOException problem) {
                throw new UncheckedIOException(problem);
            }
        }
    }

    private Path file(String meterId) {
        return folder.resolve("samples-%s.csv".formatted(meterId.replaceAll("[^A-Za-z0-9_-]", "_")));
    }

    private static String line(Sample sample) {
        return "%s,%s,%s,%s,%s,%s%n"
                .formatted(
                        sample.shown().at(),
                        text(sample.shown().importMilliWh()),
                        text(sample.shown().exportMilliWh()),
                        sample.register()
                                .map(Register::importMilliWh)
                                .map(Object::toString)
                                .orElse(""),
                        sample.register()
                                .map(Register::exportMilliWh)
                                .map(Object::toString)
                                .orElse(""),
                        sample.verdict());
    }

    private static String text(OptionalLong value) {
        return value.isPresent() ? Long.toString(value.getAsLong()) : "";
    }

    @Override
    public List<Sample> of(String meterId) {
        Path file = file(meterId);
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            List<Sample> all = new ArrayList<>();
            Files.readAllLines(file).forEach(line -> sample(meterId, line).ifPresent(all::add));
            int first = firstKept(all);
            List<Sample> kept = first < 0 ? List.of() : all.subList(first, all.size());
            StringBuilder text = new StringBuilder();
            kept.forEach(sample -> text.append(line(sample)));
            new KeptText(file).write(text.toString());
            return kept;
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    /** The last that counted and is old, else the first that counted; -1 where none did. */
    private int firstKept(List<Sample> samples) {
        int first = -1;
        for (int i = 0; i < samples.size(); i++) {
            boolean counted = samples.get(i).register().isPresent();
            boolean old = samples.get(i).shown().at().isBefore(now.minus(KEPT));
            if (counted && (first < 0 || old)) {
                first = i;
            }
        }
        return first;
    }

    /** Empty for a line that was not written whole. */
    private static Optional<Sample> sample(String meterId, String line) {
        String[] parts = line.split(",", -1);
        try {
            Optional<Register> register = parts[3].isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Register(Long.parseLong(parts[3]), Long.parseLong(parts[4])));
            return parts.length == COLUMNS
                    ? Optional.of(new Sample(
                            meterId,
                            new Shown(Instant.parse(parts[0]), number(parts[1]), number(parts[2])),
                            register,
                            parts[5]))
                    : Optional.empty();
        } catch (DateTimeException | NumberFormatException | IndexOutOfBoundsException noSample) {
            return Optional.empty();
        }
    }

    private static OptionalLong number(String text) {
        return text.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(text));
    }
}
