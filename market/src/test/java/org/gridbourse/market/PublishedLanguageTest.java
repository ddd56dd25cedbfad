package org.gridbourse.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.gridbourse.market.json.Json;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.json.JsonValue;
import org.junit.jupiter.api.Test;

/**
 * Outside the market nobody reads or writes a member of a ledger record by its name: whoever needs a figure asks the
 * record for it, so that a renamed figure does not compile anywhere.
 */
class PublishedLanguageTest {
    private static final Path ROOT = Path.of(System.getProperty("gridbourse.root", ".."));
    private static final List<String> READERS = List.of("auditor", "chaincode", "cli", "gateway-app", "node");

    /** Much else has the ids and words of a record; whoever reads a record by its names reads its figures too. */
    private static final Pattern FIGURE = Pattern.compile(".*(Wh|Nano|PerKwh|Milli|Percent|Score|hash|salt|voided)");

    private static final Pattern MEMBER = Pattern.compile(
            "\\b(text|number|integer|flag|object|objects|texts|numbers|optionalText|optionalNumber|choice|get|has|put"
                    + "|isNull|value|getString|path|asText)\\(\\s*(?:[\\w.()]+,\\s*)?\"([A-Za-z]+)\"");

    /** Documents that are no records although some of their members are called the same, and what they are. */
    private static final Map<String, String> OTHER_DOCUMENTS = Map.ofEntries(
            Map.entry("auditor/evidence/TradeLife.java", "what audit explain prints"),
            Map.entry("auditor/market/EnergyBook.java", "the auditor's checkpoint"),
            Map.entry("auditor/market/RegisterBook.java", "the auditor's checkpoint"),
            Map.entry("cli/bill/", "the files of bills"),
            Map.entry("cli/demo/", "REST"),
            Map.entry("cli/market/", "files of the verbs clear, settle and simulate"),
            Map.entry("cli/meter/FileBooking.java", "REST"),
            Map.entry("cli/node/FileJournal.java", "a node's journal at home"),
            Map.entry("cli/node/RestLedger.java", "REST"),
            Map.entry("cli/operator/", "REST"),
            Map.entry("cli/prosumer/SignedOrders.java", "REST"),
            Map.entry("cli/prosumer/WrittenOrders.java", "REST"),
            Map.entry("cli/report/Summary.java", "summary.json"),
            Map.entry("gateway/agent/AgentJournal.java", "columns of the database"),
            Map.entry("gateway/agent/PublishedMeter.java", "what a meter publishes over MQTT"),
            Map.entry("gateway/orders/OwnOrders.java", "columns of the database"),
            Map.entry("gateway/quote/WrittenStorage.java", "REST"));

    @Test
    void no_member_of_a_ledger_record_is_read_or_written_by_a_string_outside_the_market() throws IOException {
        Set<String> members = members();
        assertThat(members)
                .contains("netNano", "clearingPriceMicroPerKwh", "quantityWh")
                .hasSizeGreaterThan(40);
        Map<String, List<String>> named = new TreeMap<>();
        for (String module : READERS) {
            for (Path file : sources(ROOT.resolve(module).resolve("src/main/java"))) {
                String place = ROOT.relativize(file).toString().replaceFirst(".*/org/gridbourse/", "");
                if (OTHER_DOCUMENTS.keySet().stream().noneMatch(place::startsWith)) {
                    List<String> names = named(file, members);
                    if (!names.isEmpty()) {
                        named.put(place, names);
                    }
                }
            }
        }
        assertThat(named).isEmpty();
    }

    private static List<String> named(Path file, Set<String> members) throws IOException {
        List<String> names = new ArrayList<>();
        Matcher matcher = MEMBER.matcher(Files.readString(file));
        while (matcher.find()) {
            if (members.contains(matcher.group(2))) {
                names.add(matcher.group(2));
            }
        }
        return names;
    }

    private static List<Path> sources(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        }
    }

    /** The figures of all records of the golden vectors, which hold every type. */
    private static Set<String> members() throws IOException {
        Set<String> members = new TreeSet<>();
        try (Stream<Path> vectors = Files.list(ROOT.resolve("market/src/test/resources/vectors"))) {
            for (Path vector : vectors.sorted().toList()) {
                for (JsonValue step : ((JsonArray) Json.parse(Files.readString(vector))).elements()) {
                    if (((JsonObject) step).get("writes").orElse(null) instanceof JsonObject writes) {
                        writes.members().values().forEach(record -> collect(record, members));
                    }
                }
            }
        }
        return members;
    }

    private static void collect(JsonValue value, Set<String> members) {
        if (value instanceof JsonObject object) {
            object.members().forEach((name, inner) -> {
                if (FIGURE.matcher(name).matches()) {
                    members.add(name);
                }
                collect(inner, members);
            });
        } else if (value instanceof JsonArray array) {
            array.elements().forEach(element -> collect(element, members));
        }
    }
}
