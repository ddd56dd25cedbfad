package org.gridbourse.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RefusalCatalogueTest {
    private static final Pattern ROW = Pattern.compile("\\| (\\d+) \\| `([A-Z_]+)` \\| .+ \\| .+ \\|");

    @Test
    void docs_refusals_lists_every_code_with_its_number_in_order() throws IOException {
        Path page = Path.of(System.getProperty("gridbourse.root"), "docs", "refusals.md");
        List<String> documented = new ArrayList<>();
        for (String line : Files.readAllLines(page)) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                documented.add(row.group(1) + " " + row.group(2));
            }
        }

        assertThat(documented)
                .isEqualTo(Stream.of(Refusal.values())
                        .map(refusal -> refusal.number() + " " + refusal)
                        .toList());
    }

    @Test
    void numbers_are_unique_and_rise() {
        assertThat(Stream.of(Refusal.values()).map(Refusal::number)).isSorted().doesNotHaveDuplicates();
    }
}
