package org.gridbourse.network.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.gridbourse.network.NetworkKind;

/**
 * All networks of one run side by side.
 *
 * @param commit of the checkout
 * @param emptiedCache whether the disk's cache was empty at the cold starts
 * @param transactions per level of load
 */
record Report(String commit, boolean emptiedCache, int transactions, List<Figures> networks) {
    Map<String, Object> toMap() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("commit", commit);
        fields.put("transactions", transactions);
        fields.put("machine", machine());
        fields.put("processors", Runtime.getRuntime().availableProcessors());
        fields.put("java", System.getProperty("java.vm.version"));
        fields.put("diskCacheEmptied", emptiedCache);
        fields.put("networks", networks.stream().map(Figures::toMap).toList());
        return fields;
    }

    String toMarkdown() {
        StringBuilder text = new StringBuilder();
        text.append("%s, commit %s, %s, %d processors, Java %s, %d transactions per level%n%n"
                .formatted(
                        LocalDate.now(ZoneOffset.UTC),
                        commit,
                        machine(),
                        Runtime.getRuntime().availableProcessors(),
                        System.getProperty("java.vm.version"),
                        transactions));
        text.append(
                "| network | load | per second | p50 | p99 | failed | processor time per transaction: network, driver |%n"
                        .formatted());
        text.append("|---|---|---|---|---|---|---|%n".formatted());
        networks.forEach(figures -> figures.levels()
                .forEach(level ->
                        text.append("| %s | %s |%n".formatted(figures.kind().text(), level.toRow()))));
        text.append("%n| network | first committed transaction, cold | warm |%n|---|---|---|%n".formatted());
        networks.forEach(figures -> text.append(String.format(
                Locale.ROOT,
                "| %s | %.1f s | %.1f s |%n",
                figures.kind().text(),
                figures.cold().seconds(),
                figures.warm().seconds())));
        text.append(
                "%nCold: class-data archives deleted, disk cache %s. Phases, in seconds of the network's process:%n%n"
                        .formatted(emptiedCache ? "emptied" : "kept"));
        networks.forEach(figures -> {
            text.append("- %s, cold: %s%n"
                    .formatted(
                            figures.kind().text(),
                            String.join("; ", figures.cold().phases())));
            text.append("- %s, warm: %s%n"
                    .formatted(
                            figures.kind().text(),
                            String.join("; ", figures.warm().phases())));
        });
        appendRatios(text);
        return text.toString();
    }

    private void appendRatios(StringBuilder text) {
        if (networks.size() < NetworkKind.values().length) {
            return;
        }
        text.append(System.lineSeparator());
        List<Measurement> embedded = networks.get(0).levels();
        List<Measurement> fabric = networks.get(1).levels();
        for (int i = 0; i < embedded.size(); i++) {
            text.append(String.format(
                    Locale.ROOT,
                    "Embedded / real Fabric, %d in flight: %.2f%n",
                    embedded.get(i).inFlight(),
                    embedded.get(i).perSecond() / fabric.get(i).perSecond()));
        }
    }

    private static String machine() {
        try {
            return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                    .filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException e) {
            return System.getProperty("os.arch");
        }
    }
}
