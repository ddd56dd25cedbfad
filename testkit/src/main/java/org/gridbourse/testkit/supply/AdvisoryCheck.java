package org.gridbourse.testkit.supply;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.gridbourse.fabric.json.Json;

/** Compares what is shipped with published advisories, without a network. Ends with 1 if one concerns us. */
public final class AdvisoryCheck {
    private static final int FOUND = 1;
    private static final int UNREADABLE = 2;

    private AdvisoryCheck() {}

    /** @param arguments the checkout, the file of advisories, optionally a bill of materials */
    public static void main(String[] arguments) {
        try {
            Path root = Path.of(arguments[0]);
            Path advisories = Path.of(arguments[1]);
            List<Library> libraries = arguments.length > 2
                    ? ShippedLibraries.ofBillOfMaterials(Path.of(arguments[2]))
                    : ShippedLibraries.ofCheckout(root);
            List<String> findings = findings(read(advisories), libraries);
            findings.forEach(System.out::println);
            System.out.printf("%d libraries, %d advisories concern them%n", libraries.size(), findings.size());
            System.exit(findings.isEmpty() ? 0 : FOUND);
        } catch (IOException | IllegalArgumentException | ClassCastException e) {
            System.err.println("cannot be compared: " + e.getMessage());
            System.exit(UNREADABLE);
        }
    }

    static List<Advisory> read(Path file) throws IOException {
        if (!(Json.read(file) instanceof List<?> records)) {
            throw new IllegalArgumentException(file + " must hold an array of OSV records");
        }
        List<Advisory> advisories = new ArrayList<>();
        records.forEach(record -> advisories.addAll(Advisory.of((Map<?, ?>) record)));
        return advisories;
    }

    static List<String> findings(List<Advisory> advisories, List<Library> libraries) {
        List<String> findings = new ArrayList<>();
        for (Library library : libraries) {
            advisories.stream()
                    .filter(advisory -> advisory.concerns(library))
                    .map(advisory -> "%s: %s, fixed in %s: %s"
                            .formatted(library, advisory.id(), advisory.fixedIn(), advisory.summary()))
                    .forEach(findings::add);
        }
        return findings;
    }
}
