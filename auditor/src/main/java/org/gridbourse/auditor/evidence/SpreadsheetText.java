package org.gridbourse.auditor.evidence;

import java.util.regex.Pattern;

/**
 * Texts in files that spreadsheets open. What one would calculate ({@code =1+1}, {@code -2-1}) or take for a number
 * ({@code 007}, {@code 1e5}) has an apostrophe before it, by which spreadsheets know a text.
 */
public final class SpreadsheetText {
    private static final Pattern CALCULATED =
            Pattern.compile("[=+\\-@\t\r'].*|\\d+(\\.\\d*)?([eE]\\d+)?", Pattern.DOTALL);

    private SpreadsheetText() {}

    /** The text as a cell. */
    public static String cell(String text) {
        return CALCULATED.matcher(text).matches() ? "'" + text : text;
    }

    /** The text that a cell was made of. */
    public static String text(String cell) {
        return cell.startsWith("'") ? cell.substring(1) : cell;
    }
}
