package org.gridbourse.cli.output;

import java.util.Locale;
import java.util.stream.Collectors;
import org.gridbourse.programs.Sentences;

/** What the command line says, in the language of the terminal. */
public final class TerminalWords {
    public static final Locale LANGUAGE = Sentences.ofTerminal(System.getenv());

    private static final int WIDE_FROM = 0x2e80;

    private TerminalWords() {}

    /** A sentence or a heading. */
    public static String tell(String english) {
        return Sentences.in(LANGUAGE).tell(english);
    }

    /** A text of several lines, each of them told by itself. */
    public static String tellLines(String english) {
        String told = english.lines().map(TerminalWords::tell).collect(Collectors.joining("\n"));
        return english.endsWith("\n") ? told + "\n" : told;
    }

    /** How many columns of a terminal a text takes: a Chinese character takes two. */
    static int width(String text) {
        return text.length()
                + (int) text.chars().filter(character -> character >= WIDE_FROM).count();
    }
}
