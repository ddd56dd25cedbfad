package org.gridbourse.cli.output;

import java.util.Iterator;
import java.util.Map;
import org.gridbourse.market.json.Json;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.json.JsonText;
import org.gridbourse.market.json.JsonValue;

/** JSON laid out for people: one member or element a line, indented. */
public final class IndentedJson {
    private static final String INDENT = "  ";

    private final StringBuilder out = new StringBuilder();

    private IndentedJson() {}

    public static String of(JsonValue value) {
        IndentedJson text = new IndentedJson();
        text.write(value, "\n");
        return text.out.append('\n').toString();
    }

    private void write(JsonValue value, String lineStart) {
        if (value instanceof JsonObject object && !object.members().isEmpty()) {
            writeObject(object, lineStart);
        } else if (value instanceof JsonArray array && !array.elements().isEmpty()) {
            writeArray(array, lineStart);
        } else {
            out.append(Json.write(value));
        }
    }

    private void writeObject(JsonObject object, String lineStart) {
        out.append('{');
        Iterator<Map.Entry<String, JsonValue>> members =
                object.members().entrySet().iterator();
        while (members.hasNext()) {
            Map.Entry<String, JsonValue> member = members.next();
            out.append(lineStart).append(INDENT);
            out.append(Json.write(new JsonText(member.getKey()))).append(": ");
            write(member.getValue(), lineStart + INDENT);
            out.append(members.hasNext() ? "," : "");
        }
        out.append(lineStart).append('}');
    }

    private void writeArray(JsonArray array, String lineStart) {
        out.append('[');
        Iterator<JsonValue> elements = array.elements().iterator();
        while (elements.hasNext()) {
            out.append(lineStart).append(INDENT);
            write(elements.next(), lineStart + INDENT);
            out.append(elements.hasNext() ? "," : "");
        }
        out.append(lineStart).append(']');
    }
}
