package org.gridbourse.auditor.evidence;

import java.util.ArrayList;
import java.util.List;

/** A table of a page: columns with their style, rows of texts, numbers and markup, perhaps a sum below. */
public final class PageTable {
    private final List<String> titles = new ArrayList<>();
    private final List<String> styles = new ArrayList<>();
    private final StringBuilder rows = new StringBuilder();
    private String foot = "";

    /**
     * One more column.
     *
     * @param style names of the style sheet's classes, separated by blanks; empty for none
     */
    public PageTable column(String style, String title) {
        titles.add(title);
        styles.add(style);
        return this;
    }

    /** One more row, with a cell for each column. */
    public PageTable row(Object... cells) {
        rows.append(line("td", cells)).append('\n');
        return this;
    }

    /** The last row, with a cell for each column. */
    public PageTable sum(Object... cells) {
        foot = "<tfoot>" + line("td", cells) + "</tfoot>";
        return this;
    }

    private String line(String element, Object... cells) {
        if (cells.length != titles.size()) {
            throw new IllegalArgumentException(
                    "cells (%d) must be as many as columns (%d)".formatted(cells.length, titles.size()));
        }
        StringBuilder line = new StringBuilder("<tr>");
        for (int i = 0; i < cells.length; i++) {
            String style = styles.get(i).isEmpty() ? "" : " class=\"" + styles.get(i) + "\"";
            line.append('<').append(element).append(style).append('>');
            line.append(Markup.format("%s", cells[i]).html());
            line.append("</").append(element).append('>');
        }
        return line.append("</tr>").toString();
    }

    /** The whole table, in a frame that scrolls where it is wider than the screen. */
    public Markup draw() {
        return new Markup("<div class=\"scroll\"><table><thead>%s</thead><tbody>\n%s</tbody>%s</table></div>"
                .formatted(line("th", titles.toArray()), rows, foot));
    }
}
