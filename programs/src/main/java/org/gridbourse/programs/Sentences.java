package org.gridbourse.programs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What programs tell people, in the language that those read. Sentences are written in English; the file of another
 * language has for each a line {@code English | other}, where {@code {}} stands for what differs and {@code {1}}, {@code
 * {2}} say where that goes. What differs may be a sentence itself. The first line that fits is taken; a sentence that has
 * none stays English.
 */
public final class Sentences {
    private static final String PLACE = "{}";
    private static final Map<String, Sentences> LANGUAGES = Map.of("zh", new Sentences("sentences-zh.txt"));
    private static final Sentences ENGLISH = new Sentences(List.of());

    private final List<Line> lines;

    private Sentences(String resource) {
        this(read(resource));
    }

    private Sentences(List<Line> lines) {
        this.lines = lines;
    }

    private record Line(String begin, Pattern english, String other) {
        static Line of(String text) {
            String[] sides = text.split(" \\| ", 2);
            String english = Stream.of(sides[0].split(Pattern.quote(PLACE), -1))
                    .map(Pattern::quote)
                    .collect(Collectors.joining("(.+?)"));
            int place = sides[0].indexOf(PLACE);
            return new Line(
                    place < 0 ? sides[0] : sides[0].substring(0, place),
                    Pattern.compile(english, Pattern.DOTALL),
                    sides[1]);
        }

        Optional<Matcher> match(String sentence) {
            Matcher matcher = english.matcher(sentence);
            return sentence.startsWith(begin) && matcher.matches() ? Optional.of(matcher) : Optional.empty();
        }
    }

    /** Of the locale's language; English where there is no file for it. */
    public static Sentences in(Locale locale) {
        return LANGUAGES.getOrDefault(locale.getLanguage(), ENGLISH);
    }

    /** Of the language that a terminal speaks, as {@code LC_ALL}, {@code LC_MESSAGES} or {@code LANG} says. */
    public static Locale ofTerminal(Map<String, String> environment) {
        String set = Stream.of("LC_ALL", "LC_MESSAGES", "LANG")
                .map(name -> environment.getOrDefault(name, ""))
                .filter(value -> !value.isEmpty())
                .findFirst()
                .orElse("en");
        return Locale.forLanguageTag(set.replaceAll("[.@].*", "").replace('_', '-'));
    }

    /** The English halves of all lines. */
    List<String> templates() {
        return lines.stream()
                .map(line ->
                        line.english().pattern().replaceAll("\\\\Q|\\\\E", "").replace("(.+?)", PLACE))
                .toList();
    }

    /** The sentence in this language. */
    public String tell(String english) {
        for (Line line : lines) {
            Optional<Matcher> found = line.match(english);
            if (found.isPresent()) {
                String told = line.other();
                for (int place = 1; place <= found.get().groupCount(); place++) {
                    told = told.replace("{" + place + "}", tell(found.get().group(place)));
                }
                return told;
            }
        }
        return english;
    }

    private static List<Line> read(String resource) {
        try (InputStream file = Sentences.class.getResourceAsStream(resource)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(Line::of)
                    .toList();
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }
}
