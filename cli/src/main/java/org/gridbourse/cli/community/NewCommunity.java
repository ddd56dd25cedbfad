package org.gridbourse.cli.community;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.gridbourse.optimizer.InputRefusedException;

/** Writes a small community with comments on every key, which works as it is. */
final class NewCommunity {
    private static final List<String> FILES = List.of(
            "community.yaml",
            "tariff.csv",
            "sites/sun-and-battery.yaml",
            "sites/household.yaml",
            "sites/workshop.yaml",
            "days/sun.csv",
            "days/household.csv",
            "days/workshop.csv");

    private final Path folder;

    NewCommunity(Path folder) {
        this.folder = folder;
    }

    /** @throws InputRefusedException where the folder holds anything: nothing is written over */
    void write() throws IOException {
        requireNothingThere();
        for (String name : FILES) {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            try (InputStream content = NewCommunity.class.getResourceAsStream("new/" + name)) {
                Files.copy(content, file);
            }
        }
    }

    private void requireNothingThere() {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> entries = Files.list(folder)) {
            if (entries.findAny().isPresent()) {
                throw new InputRefusedException(
                        folder.toString(), 0, "DIR", "is not empty", "an empty or a new folder");
            }
        } catch (IOException notListed) {
            throw new UncheckedIOException(notListed);
        }
    }
}
