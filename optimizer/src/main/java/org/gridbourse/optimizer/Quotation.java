package org.gridbourse.optimizer;

import java.util.regex.Pattern;

/** What a refusal may show of an input that could be anything: a whole file, or signs that move a terminal's cursor. */
final class Quotation {
    private static final int QUOTED_MAX = 80;
    private static final int PROBLEM_MAX = 240;
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}+");
    private static final Pattern LONG_QUOTE = Pattern.compile("\"([^\"]{" + QUOTED_MAX + "})[^\"]*\"");

    private Quotation() {}

    /** With every quoted value cut after 80 characters, and the whole after 240. */
    static String shortened(String problem) {
        String quoted = LONG_QUOTE.matcher(clean(problem)).replaceAll("\"$1…\"");
        return quoted.length() <= PROBLEM_MAX ? quoted : quoted.substring(0, PROBLEM_MAX) + "…";
    }

    static String clean(String text) {
        return CONTROL.matcher(text).replaceAll(" ");
    }
}
