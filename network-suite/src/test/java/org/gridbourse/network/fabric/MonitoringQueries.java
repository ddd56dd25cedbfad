package org.gridbourse.network.fabric;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The figures that the Grafana dashboard and the Prometheus alerts ask for. */
final class MonitoringQueries {
    /** A query in the dashboard (JSON) or in the alerts (YAML). */
    private static final Pattern QUERY = Pattern.compile("\"expr\": \"(.*)\"|expr: (.*)");

    /** Braces hold labels, {@code by (...)} names them, and brackets hold a time. */
    private static final Pattern NO_FIGURE = Pattern.compile("\\{.*?}|by \\(.*?\\)|\\[.*?]");

    /** A name before which and behind which nothing says that it is something else, such as a function. */
    private static final Pattern FIGURE = Pattern.compile("[a-z][a-z0-9]*+(_[a-z0-9]++)++(?! *\\()");

    /** Made by the gateway applications; tested there. */
    private static final Pattern OF_GATEWAYS = Pattern.compile("(gridbourse|jvm|disk)_.*");

    /** Not there before an execution has taken longer than the 30 seconds that it may. */
    private static final Set<String> AFTER_A_TIMEOUT = Set.of("chaincode_execute_timeouts");

    private MonitoringQueries() {}

    static Set<String> ofNodes() {
        Set<String> figures = new TreeSet<>();
        for (String file : new String[] {"grafana/dashboards/gridbourse.json", "prometheus/alerts.yml"}) {
            Matcher query = QUERY.matcher(read(RealFabric.templates().resolve(file)));
            while (query.find()) {
                String text =
                        query.group(1) == null ? query.group(2) : query.group(1).replace("\\\"", "\"");
                Matcher figure = FIGURE.matcher(NO_FIGURE.matcher(text).replaceAll(" "));
                while (figure.find()) {
                    figures.add(figure.group());
                }
            }
        }
        figures.removeIf(OF_GATEWAYS.asMatchPredicate());
        figures.removeAll(AFTER_A_TIMEOUT);
        return figures;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
