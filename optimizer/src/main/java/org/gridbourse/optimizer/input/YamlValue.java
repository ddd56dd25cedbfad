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
    private static final String HARMLESS_TEXT = "unknown";
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private final String file;
    private final String field;
    private final int line;
    private final Node node;
    private final Faults faults;

    YamlValue(String file, String field, int line, Node node, Faults faults) {
        this.faults = faults;
        this.file = file;
        this.field = field;
        this.line = line;
        this.node = node;
    }

    /** In place of a value that is missing, which was told already: each getter answers something harmless. */
    static YamlValue inPlaceOf(String file, String field, int line, Faults faults) {
        return new YamlValue(file, field, line, null, faults);
    }

    private boolean isHarmless() {
        return node == null;
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
        return !isHarmless() && (node.getTag().equals(Tag.INT) || node.getTag().equals(Tag.FLOAT));
    }

    public String text() {
        if (isHarmless()) {
            return HARMLESS_TEXT;
        }
        if (node instanceof ScalarNode scalar
                && node.getTag().equals(Tag.STR)
                && !scalar.getValue().isBlank()) {
            if (CONTROL.matcher(scalar.getValue()).find()) {
                faults.report(refuse("has a control character", "a text without line ends, tabs and the like"));
                return HARMLESS_TEXT;
            }
            return scalar.getValue();
        }
        faults.report(refuse("is " + describe(), "a text (a number in quotes is one)"));
        return HARMLESS_TEXT;
    }

    public double number(Range range) {
        if (isHarmless()) {
            return range.max();
        }
        if (!(node instanceof ScalarNode scalar) || !isNumber()) {
            faults.report(refuse("is " + describe(), "a number from " + range));
            return range.max();
        }
        double number = parse(scalar.getValue());
        if (!range.contains(number)) {
            boolean isNumber = Double.isFinite(number);
            faults.report(refuse("is " + scalar.getValue(), (isNumber ? "" : "a number from ") + range));
            return range.max();
        }
        return number;
    }

    public int integer(int min, int max) {
        double number = number(Range.between(min, max));
        if (number != Math.rint(number)) {
            faults.report(refuse("is " + describe(), "a whole number from " + min + " to " + max));
            return min;
        }
        return (int) number;
    }

    public boolean flag() {
        if (isHarmless()) {
            return true;
        }
        if (node instanceof ScalarNode scalar && node.getTag().equals(Tag.BOOL)) {
            return Boolean.parseBoolean(scalar.getValue());
        }
        faults.report(refuse("is " + describe(), "true or false"));
        return true;
    }

    public List<YamlValue> list() {
        if (isHarmless()) {
            return List.of();
        }
        if (!(node instanceof SequenceNode sequence)) {
            faults.report(refuse("is " + describe(), "a list"));
            return List.of();
        }
        List<YamlValue> items = new ArrayList<>();
        for (Node item : sequence.getValue()) {
            items.add(new YamlValue(file, field + "[" + items.size() + "]", lineOf(item), item, faults));
        }
        return List.copyOf(items);
    }

    /** The map; its keys are told one by one, so that one that is no map at all is refused at once. */
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
            YamlValue value = new YamlValue(file, path, keyLine, tuple.getValueNode(), faults);
            if (values.put(key.getValue(), value) != null) {
                faults.report(value.refuse("stands twice", "each key once"));
            }
        }
        return new YamlMap(file, field, line, values, faults);
    }

    /** A refusal at this place, for rules that only the caller knows. */
    public InputRefusedException refuse(String problem, String allowed) {
        return new InputRefusedException(file, line, field.isEmpty() ? "file" : field, problem, allowed);
    }

    /** Not a number where YAML has a spelling of its own, such as .inf and .nan. */
    private static double parse(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException notANumber) {
            return Double.NaN;
        }
    }

    private String describe() {
        if (isHarmless()) {
            return "missing";
        }
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue().isEmpty() ? "empty" : "\"" + scalar.getValue() + "\"";
        }
        return isList() ? "a list" : "a map";
    }

    private static int lineOf(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
    }
}
