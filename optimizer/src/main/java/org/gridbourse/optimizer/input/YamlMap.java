package org.gridbourse.optimizer.input;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.gridbourse.optimizer.InputRefusedException;

/**
 * A map of a YAML file that is read key by key and refuses what nobody asked for.
 *
 * <p>Name the known keys first with {@link #onlyKeys}; every getter refuses a missing key, a wrong type and a number
 * out of range with file, line, field and what is allowed.
 */
public final class YamlMap {
    private final String file;
    private final String path;
    private final int line;
    private final Map<String, YamlValue> values;
    private final Faults faults;

    YamlMap(String file, String path, int line, Map<String, YamlValue> values, Faults faults) {
        this.faults = faults;
        this.file = file;
        this.path = path;
        this.line = line;
        this.values = values;
    }

    /** Refuses any other key, at its own line. */
    public YamlMap onlyKeys(String... known) {
        List<String> allowed = List.of(known);
        values.forEach((key, value) -> {
            if (!allowed.contains(key)) {
                faults.report(new InputRefusedException(
                        file, value.line(), value.field(), "unknown key", String.join(", ", allowed)));
            }
        });
        return this;
    }

    public boolean has(String key) {
        return values.containsKey(key);
    }

    /** The value of a key that must be there. */
    public YamlValue value(String key) {
        return optional(key).orElseGet(() -> missing(key));
    }

    private YamlValue missing(String key) {
        String field = path.isEmpty() ? key : path + "." + key;
        faults.report(new InputRefusedException(file, line, field, "missing key", "it is required here"));
        return YamlValue.inPlaceOf(file, field, line, faults);
    }

    public Optional<YamlValue> optional(String key) {
        return Optional.ofNullable(values.get(key));
    }

    public String text(String key) {
        return value(key).text();
    }

    public Optional<String> optionalText(String key) {
        return optional(key).map(YamlValue::text);
    }

    public double number(String key, Range range) {
        return value(key).number(range);
    }

    public OptionalDouble optionalNumber(String key, Range range) {
        return has(key) ? OptionalDouble.of(number(key, range)) : OptionalDouble.empty();
    }

    public int integer(String key, int min, int max) {
        return value(key).integer(min, max);
    }

    public boolean flag(String key) {
        return value(key).flag();
    }

    public YamlMap map(String key) {
        return value(key).map();
    }

    public Optional<YamlMap> optionalMap(String key) {
        return optional(key).map(YamlValue::map);
    }

    public List<YamlValue> list(String key) {
        return value(key).list();
    }

    /** Line of the file at which this map starts, from 1. */
    public int line() {
        return line;
    }

    /** For rules between several fields, which only the caller knows. */
    public InputRefusedException refuse(String key, String problem, String allowed) {
        return value(key).refuse(problem, allowed);
    }
}
