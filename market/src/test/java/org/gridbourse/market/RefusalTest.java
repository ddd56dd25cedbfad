package org.gridbourse.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RefusalTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (\\d+) \\| `(\\w+)` \\| [^|]+ \\| [^|]+ \\|$");

    @Test
    void every_code_has_a_row_in_the_documentation_and_every_row_a_code() throws IOException {
        Path page = Path.of(System.getProperty("gridbourse.root", ".."), "docs/refusals.md");
        List<String> documented = ROW.matcher(Files.readString(page))
                .results()
                .map(RefusalTest::row)
                .toList();

        assertThat(documented)
                .containsExactlyElementsOf(Stream.of(Refusal.values())
                        .map(refusal -> refusal.number() + " " + refusal)
                        .toList());
    }

    @Test
    void numbers_are_unique_and_rise() {
        assertThat(Stream.of(Refusal.values()).map(Refusal::number))
                .doesNotHaveDuplicates()
                .isSorted();
    }

    @Test
    void a_refusal_carries_its_code_and_its_figures() {
        RefusedException refused = new RefusedException(Refusal.SUSPENDED, "score 12");

        assertThat(refused).hasMessage("SUSPENDED|score 12");
        assertThat(refused.refusal()).isEqualTo(Refusal.SUSPENDED);
        assertThat(refused.detail()).isEqualTo("score 12");
    }

    private static String row(MatchResult match) {
        return match.group(1) + " " + match.group(2);
    }
}
