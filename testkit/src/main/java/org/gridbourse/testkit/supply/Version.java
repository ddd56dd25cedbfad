package org.gridbourse.testkit.supply;

import java.util.ArrayList;
import java.util.List;

/**
 * A version of a Maven artifact. Numbers count as numbers; a version with a word such as {@code 1.0-rc1} is before the
 * one without it, but words that only say what it is for ({@code jre}, {@code android}, {@code Final}) say nothing.
 */
record Version(String text) implements Comparable<Version> {
    private static final String SAYS_NOTHING = "(?i)[.-](jre\\d*|android|final|release|ga)$";

    @Override
    public int compareTo(Version other) {
        List<String> own = parts();
        List<String> others = other.parts();
        for (int i = 0; i < Math.max(own.size(), others.size()); i++) {
            int order = compare(part(own, i), part(others, i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private List<String> parts() {
        String plain = text.replaceFirst(SAYS_NOTHING, "").replaceAll("(?<=\\d)(?=[A-Za-z])|(?<=[A-Za-z])(?=\\d)", ".");
        List<String> parts = new ArrayList<>(List.of(plain.split("[.\\-+_]")));
        while (parts.size() > 1 && parts.get(parts.size() - 1).equals("0")) {
            parts.remove(parts.size() - 1);
        }
        return parts;
    }

    private static String part(List<String> parts, int index) {
        return index < parts.size() ? parts.get(index) : "0";
    }

    /** A word is before every number: {@code 1.0-rc1} comes before {@code 1.0}. */
    private static int compare(String one, String other) {
        boolean number = isNumber(one);
        boolean otherNumber = isNumber(other);
        if (number && otherNumber) {
            return Long.compare(Long.parseLong(one), Long.parseLong(other));
        }
        return number == otherNumber ? one.compareToIgnoreCase(other) : Boolean.compare(number, otherNumber);
    }

    private static boolean isNumber(String part) {
        return part.matches("\\d{1,18}");
    }
}
