package org.gridbourse.cli.output;

import java.util.ArrayList;
import java.util.List;

/** A table of text for a terminal: texts to the left, figures to the right, two blanks between columns. */
public final class TextTable {
    private static final String GAP = "  ";

    private final List<String> titles = new ArrayList<>();
    private final List<Boolean> figures = new ArrayList<>();
    private final List<List<String>> rows = new ArrayList<>();

    /** One more column of texts. */
    public TextTable text(String title) {
        return column(title, false);
    }

    /** One more column of figures. */
    public TextTable figure(String title) {
        return column(title, true);
    }

    private TextTable column(String title, boolean figure) {
        titles.add(TerminalWords.tell(title));
        figures.add(figure);
        return this;
    }

    /** One more row, with a cell for each column. */
    public TextTable row(String... cells) {
        if (cells.length != titles.size()) {
            throw new IllegalArgumentException(
                    "cells (%d) must be as many as columns (%d)".formatted(cells.length, titles.size()));
        }
        rows.add(List.of(cells));
        return this;
    }

    /** The lines, each with its end; nothing where there is no row. */
    public String draw() {
        if (rows.isEmpty()) {
            return "";
        }
        int[] widths = new int[titles.size()];
        for (int i = 0; i < widths.length; i++) {
            int column = i;
            widths[i] = Math.max(
                    TerminalWords.width(titles.get(i)),
                    rows.stream()
                            .mapToInt(row -> TerminalWords.width(row.get(column)))
                            .max()
                            .orElse(0));
        }
        StringBuilder out = new StringBuilder(line(titles, widths));
        rows.forEach(row -> out.append(line(row, widths)));
        return out.toString();
    }

    private String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String blanks = " ".repeat(widths[i] - TerminalWords.width(cells.get(i)));
            line.append(i == 0 ? "" : GAP);
            line.append(figures.get(i) ? blanks + cells.get(i) : cells.get(i) + blanks);
        }
        return line.toString().stripTrailing() + "\n";
    }
}
