package org.gridbourse.auditor.evidence;

/**
 * A piece of a page that is markup already; every other text is escaped on its way into a page.
 *
 * @param html well-formed
 */
public record Markup(String html) {

    /** A text as markup. */
    public static Markup of(String text) {
        return new Markup(escape(text));
    }

    /** Markup with texts and numbers in the places of {@code %s}, each escaped unless it is markup. */
    public static Markup format(String template, Object... values) {
        Object[] safe = new Object[values.length];
        for (int i = 0; i < values.length; i++) {
            safe[i] = escaped(values[i]);
        }
        return new Markup(template.formatted(safe));
    }

    private static String escaped(Object value) {
        return value instanceof Markup markup ? markup.html() : escape(String.valueOf(value));
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    @Override
    public String toString() {
        return html;
    }
}
