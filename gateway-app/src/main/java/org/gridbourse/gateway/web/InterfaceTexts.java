package org.gridbourse.gateway.web;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The words that describe the REST interface, from one file: what an operation, a parameter, a field is. */
final class InterfaceTexts {
    private static final String FILE = "/interface/texts.txt";

    private final Map<String, List<String>> texts = new TreeMap<>();

    /**
     * What is said of one thing.
     *
     * @param first the summary of an operation, else the description
     * @param second the description of an operation, else an example; empty for none
     */
    record Text(String first, String second) {}

    InterfaceTexts() {
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(InterfaceTexts.class.getResourceAsStream(FILE), StandardCharsets.UTF_8))) {
            lines.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line ->
                            Stream.of(line.split("\\|", -1)).map(String::strip).toList())
                    .forEach(parts -> texts.put(parts.get(0), parts));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Optional<Text> operation(String verb, String address) {
        return text(verb + " " + address);
    }

    Optional<Text> parameter(String name) {
        return text("parameter " + name);
    }

    Optional<Text> field(String name) {
        return text("field " + name);
    }

    /** The fields of a request that may be left out. */
    List<String> optionalFields(String schema) {
        return text("optional " + schema)
                .map(Text::first)
                .map(names -> List.of(names.split(", *")))
                .orElse(List.of());
    }

    private Optional<Text> text(String key) {
        return Optional.ofNullable(texts.get(key))
                .map(parts -> new Text(parts.get(1), parts.size() > 2 ? parts.get(2) : ""));
    }
}
