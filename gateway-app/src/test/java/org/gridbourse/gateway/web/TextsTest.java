package org.gridbourse.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The texts of the pages: each language has all of them, and none that nobody shows. */
class TextsTest {
    private static final Path PAGES = Path.of("src/main/resources/static");
    private static final Pattern WHOLE = Pattern.compile("'(?!gridbourse)([a-z]+(?:\\.[A-Za-z]+)+)'");
    private static final Pattern BEGUN = Pattern.compile("'([a-z]+(?:\\.[A-Za-z]+)*\\.)'");

    @Test
    void both_languages_have_the_same_texts_with_the_same_places_to_fill() throws IOException {
        JsonNode english = texts("en");
        JsonNode chinese = texts("zh");
        assertThat(keys(chinese)).isEqualTo(keys(english));
        for (String key : keys(english)) {
            assertThat(chinese.get(key).asString()).as(key).isNotBlank();
            assertThat(places(chinese.get(key).asString()))
                    .as(key)
                    .isEqualTo(places(english.get(key).asString()));
        }
    }

    @Test
    void every_text_that_a_page_asks_for_is_there_and_every_text_is_asked_for() throws IOException {
        String scripts = scripts();
        Set<String> keys = keys(texts("en"));
        Set<String> asked = found(WHOLE, scripts);
        Set<String> begun = found(BEGUN, scripts);
        assertThat(keys).containsAll(asked);
        assertThat(begun).allMatch(start -> keys.stream().anyMatch(key -> key.startsWith(start)));
        assertThat(keys)
                .allMatch(key -> asked.contains(key) || begun.contains(key.substring(0, key.lastIndexOf('.') + 1)));
    }

    private static Set<String> found(Pattern pattern, String text) {
        Set<String> found = new TreeSet<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }

    private static Set<String> places(String text) {
        return found(Pattern.compile("(\\{[a-z]+\\})"), text);
    }

    private static Set<String> keys(JsonNode texts) {
        return new TreeSet<>(texts.propertyNames());
    }

    private static JsonNode texts(String language) throws IOException {
        return JsonMapper.shared().readTree(Files.readString(PAGES.resolve("texts/%s.json".formatted(language))));
    }

    private static String scripts() throws IOException {
        try (Stream<Path> files = Files.walk(PAGES)) {
            return Arrays.stream(files.filter(file -> file.toString().endsWith(".js"))
                            .toArray(Path[]::new))
                    .map(TextsTest::text)
                    .collect(Collectors.joining("\n"));
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException problem) {
            throw new java.io.UncheckedIOException(problem);
        }
    }
}
