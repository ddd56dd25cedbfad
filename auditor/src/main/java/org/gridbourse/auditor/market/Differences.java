package org.gridbourse.auditor.market;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.gridbourse.market.json.Json;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonException;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.json.JsonValue;

/** Says in which fields a record on the ledger differs from what the rules say. */
public final class Differences {
    private static final int LISTED = 6;
    private static final int TEXT_MAX = 200;

    private Differences() {}

    /** The differing fields of two JSON texts, the first few of them, each with both values. */
    public static String between(String key, String expected, String found) {
        List<String> differences = new ArrayList<>();
        try {
            collect("", Json.parse(expected), Json.parse(found), differences);
        } catch (JsonException e) {
            differences.add("is %s, should be %s".formatted(shortened(found), shortened(expected)));
        }
        if (differences.isEmpty()) {
            differences.add("holds the same figures in other bytes");
        }
        String more = differences.size() > LISTED ? " and %d more".formatted(differences.size() - LISTED) : "";
        return key + ": " + String.join("; ", differences.subList(0, Math.min(LISTED, differences.size()))) + more;
    }

    private static void collect(String path, JsonValue expected, JsonValue found, List<String> differences) {
        if (expected.equals(found)) {
            return;
        }
        if (expected instanceof JsonObject right && found instanceof JsonObject wrong) {
            TreeSet<String> names = new TreeSet<>(right.members().keySet());
            names.addAll(wrong.members().keySet());
            for (String name : names) {
                String inner = path.isEmpty() ? name : path + "." + name;
                if (right.get(name).isPresent() && wrong.get(name).isPresent()) {
                    collect(inner, right.get(name).get(), wrong.get(name).get(), differences);
                } else {
                    differences.add(inner + (right.get(name).isPresent() ? " is missing" : " does not belong there"));
                }
            }
        } else if (expected instanceof JsonArray right
                && found instanceof JsonArray wrong
                && right.elements().size() == wrong.elements().size()) {
            for (int i = 0; i < right.elements().size(); i++) {
                collect(
                        path + "[" + i + "]",
                        right.elements().get(i),
                        wrong.elements().get(i),
                        differences);
            }
        } else {
            differences.add("%s is %s, should be %s"
                    .formatted(path, shortened(Json.write(found)), shortened(Json.write(expected))));
        }
    }

    private static String shortened(String text) {
        return text.length() <= TEXT_MAX ? text : text.substring(0, TEXT_MAX) + "…";
    }
}
