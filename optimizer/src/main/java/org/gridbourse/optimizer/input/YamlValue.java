package org.gridbourse.optimizer.input;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.gridbourse.optimizer.InputRefusedException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** One value of a YAML file with the place where it stands; each getter refuses any other type. */
public final class YamlValue {
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private final String file;
    private final String field;
    private final int line;
    private final Node node;

    YamlValue(String file, String field, int line, Node node) {
        this.file = file;
        this.field = field;
        this.line = line;
        this.node = node;
    }

    public String file() {
        return file;
    }

    /** Path of keys down to here, such as {@code storage.socTargets[0].step}. */
    public String field() {
        return field;
    }

    /** Line of the file, from 1. */
    public int line() {
        return line;
    }

    public boolean isList() {
        return node instanceof SequenceNode;
    }

    public boolean isMap() {
        return node instanceof MappingNode;
    }

    public boolean isNumber() {
        return node.getTag().equals(Tag.INT) || node.getTag().equals(Tag.FLOAT);
    }

    public String text() {
        if (node instanceof ScalarNode scalar
                && node.getTag().equals(Tag.STR)
                && !scalar.getValue().isBlank()) {
            if (CONTROL.matcher(scalar.getValue()).find()) {
                throw refuse("has a control character", "a text without line ends, tabs and the like");
            }
            return scalar.getValue();
        }
        throw refuse("is " + describe(), "a text (a number in quotes is one)");
    }

    public double number(Range range) {
        if (!(node instanceof ScalarNode scalar)
                || !(node.getTag().equals(Tag.INT) || node.getTag().equals(Tag.FLOAT))) {
            throw refuse("is " + describe(), "a number from " + range);
        }
        double number = parse(scalar.getValue(), range);
        if (!range.contains(number)) {
            throw refuse("is " + scalar.getValue(), range.toString());
        }
        return number;
    }

    public int integer(int min, int max) {
        double number = number(Range.between(min, max));
        if (number != Math.rint(number)) {
            throw refuse("is " + describe(), "a whole number from " + min + " to " + max);
        }
        return (int) number;
    }

    public boolean flag() {
        if (node instanceof ScalarNode scalar && node.getTag().equals(Tag.BOOL)) {
            return Boolean.parseBoolean(scalar.getValue());
        }
        throw refuse("is " + describe(), "true or false");
    }

    public List<YamlValue> list() {
        if (!(node instanceof SequenceNode sequence)) {
            throw refuse("is " + describe(), "a list");
        }
        List<YamlValue> items = new ArrayList<>();
        for (Node item : sequence.getValue()) {
            items.add(new YamlValue(file, field + "[" + items.size() + "]", lineOf(item), item));
        }
        return List.copyOf(items);
    }

    public YamlMap map() {
        if (!(node instanceof MappingNode mapping)) {
            throw refuse("is " + describe(), "a map of keys and values");
        }
        Map<String, YamlValue> values = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            int keyLine = lineOf(tuple.getKeyNode());
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                throw new InputRefusedException(file, keyLine, field, "a key is not a plain text", "plain keys");
            }
            String path = field.isEmpty() ? key.getValue() : field + "." + key.getValue();
            YamlValue value = new YamlValue(file, path, keyLine, tuple.getValueNode());
            if (values.put(key.getValue(), value) != null) {
                throw value.refuse("stands twice", "each key once");
            }
        }
        return new YamlMap(file, field, line, values);
    }

    /** A refusal at this place, for rules that only the caller knows. */
    public InputRefusedException refuse(String problem, String allowed) {
        return new InputRefusedException(file, line, field.isEmpty() ? "file" : field, problem, allowed);
    }

    private double parse(String text, Range range) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException notANumber) {
            // YAML's own spellings such as .inf and .nan
            throw refuse("is " + text, "a number from " + range);
        }
    }

    private String describe() {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue().isEmpty() ? "empty" : "\"" + scalar.getValue() + "\"";
        }
        return isList() ? "a list" : "a map";
    }

    private static int lineOf(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
    }
}
