package org.gridbourse.optimizer;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * An input file that cannot be read or holds a value of the wrong type or outside its range.
 *
 * <p>The message is one line for people: {@code file:line: field: problem; allowed: range}. It quotes at most 80
 * characters of a value, and no control characters.
 */
public final class InputRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String file;
    private final int line;
    private final String field;
    private final String allowed;

    /**
     * @param file path as the caller named it
     * @param line counted from 1; 0 where no line can be named (an unreadable file)
     * @param field key or column, with its path where nested, such as {@code storage.socMin}
     * @param problem what is wrong, with the offending value
     * @param allowed what would be accepted
     */
    public InputRefusedException(String file, int line, String field, String problem, String allowed) {
        super(Quotation.clean(file) + (line > 0 ? ":" + line : "") + ": " + Quotation.shortened(field) + ": "
                + Quotation.shortened(problem) + "; allowed: " + allowed);
        this.file = file;
        this.line = line;
        this.field = field;
        this.allowed = allowed;
    }

    private InputRefusedException(String message, InputRefusedException first) {
        super(message);
        this.file = first.file;
        this.line = first.line;
        this.field = first.field;
        this.allowed = first.allowed;
    }

    /** Several of them as one, a line each; what it names is the first. */
    public static InputRefusedException ofAll(List<InputRefusedException> all) {
        return all.size() == 1
                ? all.get(0)
                : new InputRefusedException(
                        all.stream().map(InputRefusedException::getMessage).collect(Collectors.joining("\n")),
                        all.get(0));
    }

    public String file() {
        return file;
    }

    /** Line counted from 1, empty where the file as a whole is refused. */
    public OptionalInt line() {
        return line > 0 ? OptionalInt.of(line) : OptionalInt.empty();
    }

    public String field() {
        return field;
    }

    public String allowed() {
        return allowed;
    }
}
