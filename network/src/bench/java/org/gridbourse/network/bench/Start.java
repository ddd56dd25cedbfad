package org.gridbourse.network.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a start took.
 *
 * @param seconds from the call of {@code network up} to its return, when a transaction has been committed
 * @param phases what the network told on its way, each line with the seconds since its process began; without the
 *     folder its programs lie in, which is the machine's own
 */
record Start(double seconds, List<String> phases) {
    private static final Pattern TOLD = Pattern.compile("( *\\d+\\.\\d s  .*?)( from /.*)?");

    static Start of(double seconds, Path log) throws IOException {
        return new Start(
                seconds,
                Files.readAllLines(log).stream()
                        .map(TOLD::matcher)
                        .filter(Matcher::matches)
                        .map(line -> line.group(1).strip())
                        .toList());
    }

    Map<String, Object> toMap() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("millis", Math.round(seconds * 1_000));
        fields.put("phases", phases);
        return fields;
    }
}
