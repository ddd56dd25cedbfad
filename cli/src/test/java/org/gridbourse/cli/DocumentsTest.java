package org.gridbourse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every link of every document leads to something that is there, and every verb that they call exists. */
class DocumentsTest {
    private static final Path ROOT = Path.of(System.getProperty("gridbourse.root"));
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("^#+ +(.+)$", Pattern.MULTILINE);
    private static final Pattern CALL = Pattern.compile("^(scripts/[a-z]+|network/[a-z-]+)\\b", Pattern.MULTILINE);
    private static final Set<String> NOT_OURS = Set.of("target", "out", ".git", "run");

    static List<Path> documents() throws IOException {
        try (Stream<Path> files =
                Files.find(ROOT, 5, (path, attributes) -> path.toString().endsWith(".md"))) {
            return files.map(ROOT::relativize)
                    .filter(file -> Stream.iterate(file, parent -> parent != null, Path::getParent)
                            .noneMatch(parent ->
                                    NOT_OURS.contains(parent.getFileName().toString())))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void its_links_lead_somewhere(Path document) throws IOException {
        Path file = ROOT.resolve(document);
        for (String link : found(LINK, Files.readString(file))) {
            if (link.matches("[a-z]+:.*")) {
                continue;
            }
            String[] parts = link.split("#", 2);
            Path target =
                    parts[0].isEmpty() ? file : file.resolveSibling(parts[0]).normalize();
            assertThat(target).as("%s links to %s", document, link).exists();
            if (parts.length == 2) {
                assertThat(anchors(target)).as("headings of %s", target).contains(parts[1]);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void the_programs_that_it_calls_are_there(Path document) throws IOException {
        for (String call : found(CALL, Files.readString(ROOT.resolve(document)))) {
            assertThat(ROOT.resolve(call)).as("%s calls %s", document, call).isExecutable();
        }
    }

    private static List<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(match -> match.group(1)).toList();
    }

    /** As they are made of headings: lower case, without punctuation, spaces as dashes. */
    private static Set<String> anchors(Path target) throws IOException {
        return HEADING.matcher(Files.readString(target))
                .results()
                .map((MatchResult match) -> match.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .collect(Collectors.toSet());
    }
}
