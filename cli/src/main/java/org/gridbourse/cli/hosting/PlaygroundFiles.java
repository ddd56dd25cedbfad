package org.gridbourse.cli.hosting;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.gridbourse.calendar.Market;
import org.gridbourse.market.json.Json;
import org.gridbourse.market.json.JsonText;

/** Writes what network and gateway-apps need to know of a playground: its users and its nodes. */
record PlaygroundFiles(Market market, Playground playground) {

    void write(MarketFolder folder) throws IOException {
        Files.writeString(
                folder.users(),
                list(playground.microgrids().stream().map(PlaygroundFiles::user).toList()));
        for (Market.Gateway gateway : market.organisations()) {
            List<String> agents = playground.microgrids().stream()
                    .filter(each -> each.organisation().equals(gateway.organisation()))
                    .map(this::agent)
                    .toList();
            Files.writeString(folder.agents(gateway.organisation()), list(agents));
        }
    }

    private static String user(Playground.Microgrid microgrid) {
        return """
                {"organisation": %s, "name": %s, "attributes": {"role": "prosumer", "participant": %s}}""".formatted(
                text(microgrid.organisation()), text(microgrid.participantId()), text(microgrid.participantId()));
    }

    private String agent(Playground.Microgrid microgrid) {
        String flows =
                microgrid.flows().entrySet().stream().map(PlaygroundFiles::flow).collect(Collectors.joining(", "));
        return """
                {"participantId": %s, "organisation": %s, "site": %s, "seed": %d, "meterHeldBy": "%s",
                   "series": {"file": %s, "timeZone": %s, %s}}""".formatted(
                        text(microgrid.participantId()),
                        text(microgrid.organisation()),
                        path(microgrid.siteFile()),
                        Math.abs((long) microgrid.participantId().hashCode()),
                        microgrid.meterSigns() ? "METER" : "NODE",
                        path(playground.series()),
                        text(market.calendar().zone().getId()),
                        flows);
    }

    private static String flow(Map.Entry<String, Playground.Flow> entry) {
        Playground.Flow flow = entry.getValue();
        return """
                %s: {"column": %s, "kw": %s, "shiftDays": %d}""".formatted(
                        text(entry.getKey()),
                        text(flow.column()),
                        BigDecimal.valueOf(flow.kw()).toPlainString(),
                        flow.shiftDays());
    }

    private static String list(List<String> entries) {
        return "[\n  " + String.join(",\n  ", entries) + "\n]\n";
    }

    private static String path(Path path) {
        return text(path.toAbsolutePath().normalize().toString());
    }

    private static String text(String text) {
        return Json.write(new JsonText(text));
    }
}
