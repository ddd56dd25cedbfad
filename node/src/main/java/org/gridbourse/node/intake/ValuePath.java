package org.gridbourse.node.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a value stands in a JSON payload: {@code SML.Total_in}, {@code $.emeters[0].total}, {@code ['a.b']}; {@code $}
 * is the payload itself.
 */
public record ValuePath(String text) {
    private static final Pattern PART = Pattern.compile("\\.?([^.\\[\\]]+)|\\[(\\d{1,6})\\]|\\['([^']+)'\\]");

    public ValuePath {
        steps(text);
    }

    /** Empty where nothing stands. */
    Optional<Object> in(Object payload) {
        Object at = payload;
        for (Object step : steps(text)) {
            if (step instanceof Integer index) {
                at = at instanceof List<?> list && index < list.size() ? list.get(index) : null;
            } else {
                at = at instanceof Map<?, ?> map ? map.get(step) : null;
            }
            if (at == null) {
                return Optional.empty();
            }
        }
        return Optional.ofNullable(at);
    }

    private static List<Object> steps(String text) {
        String rest = text.strip().startsWith("$") ? text.strip().substring(1) : text.strip();
        List<Object> steps = new ArrayList<>();
        Matcher part = PART.matcher(rest);
        int at = 0;
        while (part.find() && part.start() == at) {
            at = part.end();
            String name = part.group(1) != null ? part.group(1) : part.group(3);
            steps.add(name != null ? (Object) name : Integer.valueOf(part.group(2)));
        }
        if (at != rest.length()) {
            throw new IllegalArgumentException(
                    "\"%s\" is no path such as SML.Total_in or $.emeters[0].total".formatted(text));
        }
        return steps;
    }
}
