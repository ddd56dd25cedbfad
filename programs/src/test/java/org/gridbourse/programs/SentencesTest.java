package org.gridbourse.programs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SentencesTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern REFUSED = Pattern.compile(
            "new (?:RefusedCall|ForbiddenException)\\([^;]*?\"[A-Z_]+\",\\s*\"((?:[^\"\\\\]|\\\\.)+)\"");
    private static final Sentences CHINESE = Sentences.in(Locale.CHINESE);

    @Test
    void a_sentence_is_told_with_what_differs_in_its_place() {
        assertThat(CHINESE.tell("session s-1 takes no orders now; what was sent before the gate stands"))
                .isEqualTo("交易 s-1 现不接受订单；截止前发送的有效");
        assertThat(CHINESE.tell("orders[0].steps[0].limitPrice must be in 0.4..0.79, is 0.9"))
                .isEqualTo("orders[0].steps[0].limitPrice：须在 0.4 到 0.79 之间，现为 0.9");
    }

    @Test
    void sentences_within_sentences_are_told_too() {
        assertThat(CHINESE.tell("sold 5 kWh to south-1, south-2 at 0.68; 1.5 kWh from the grid at 0.83"))
                .isEqualTo("以 0.68 卖给 south-1, south-2 5 kWh；1.5 kWh 来自电网（0.83）");
        assertThat(CHINESE.tell(
                        "14:00: orders nothing, none of the 1.2 kWh that it expects to need is sure: load 1.2 kW"))
                .isEqualTo("14:00：不下单，预计需要的 1.2 kWh 都不确定：用电 1.2 kW");
    }

    @Test
    void what_has_no_line_and_what_is_wanted_in_English_stays_as_it_is() {
        assertThat(CHINESE.tell("nobody has translated this")).isEqualTo("nobody has translated this");
        assertThat(Sentences.in(Locale.FRENCH).tell("this account is shut")).isEqualTo("this account is shut");
        assertThat(Sentences.ofTerminal(Map.of("LANG", "zh_CN.UTF-8")).getLanguage())
                .isEqualTo("zh");
        assertThat(Sentences.ofTerminal(Map.of("LANG", "zh_CN.UTF-8", "LC_ALL", "C"))
                        .getLanguage())
                .isNotEqualTo("zh");
    }

    @Test
    void every_refusal_of_a_gateway_app_is_told_in_Chinese() {
        Set<String> silent = new TreeSet<>();
        for (String source : sources("gateway-app")) {
            Matcher refusal = REFUSED.matcher(source);
            while (refusal.find()) {
                String sentence = refusal.group(1).replaceAll("%[sd]", "7");
                if (CHINESE.tell(sentence).equals(sentence)) {
                    silent.add(sentence);
                }
            }
        }
        assertThat(silent).isEmpty();
    }

    @Test
    void no_line_is_for_a_sentence_that_nobody_says() {
        String said = Stream.of("gateway-app", "node", "market", "cli")
                .flatMap(module -> sources(module).stream())
                .map(SentencesTest::literals)
                .collect(Collectors.joining("\n"));
        assertThat(CHINESE.templates()).allSatisfy(template -> assertThat(pieces(template))
                .as(template)
                .allSatisfy(piece -> assertThat(said).contains(piece)));
    }

    /** What of a line must be written somewhere: its longer words between the places. */
    private static List<String> pieces(String template) {
        return Stream.of(template.split("\\{\\}|[:;,.()]|\\bat\\b|\\bfor\\b|\\bneed\\b|\\bhave over\\b"))
                .map(String::strip)
                .filter(piece -> piece.length() > 12)
                .toList();
    }

    private static String literals(String source) {
        String joined = source.replaceAll("\"\\s*\\+\\s*\"", "");
        Matcher literal = LITERAL.matcher(joined);
        StringBuilder all = new StringBuilder();
        while (literal.find()) {
            all.append(literal.group(1).replaceAll("%[sd]", "{}")).append('\n');
        }
        return all.toString();
    }

    private static List<String> sources(String module) {
        try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(SentencesTest::text)
                    .toList();
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }
}
