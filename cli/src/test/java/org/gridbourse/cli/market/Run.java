package org.gridbourse.cli.market;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gridbourse.cli.Gridbourse;
import org.gridbourse.market.json.Json;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.json.JsonValue;
import org.gridbourse.market.json.Limits;

/**
 * One run of the command line over a file.
 *
 * @param exitCode as the process would end
 * @param out all of stdout
 * @param errors all of stderr
 */
record Run(int exitCode, String out, String errors) {

    static Run of(Path folder, String verb, String option, String content, String... more) throws IOException {
        Path file = Files.writeString(folder.resolve("input.json"), content);
        String[] arguments = new String[3 + more.length];
        arguments[0] = verb;
        arguments[1] = option;
        arguments[2] = file.toString();
        System.arraycopy(more, 0, arguments, 3, more.length);
        PrintStream out = System.out;
        PrintStream errors = System.err;
        ByteArrayOutputStream writtenOut = new ByteArrayOutputStream();
        ByteArrayOutputStream writtenErrors = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(writtenOut, true, StandardCharsets.UTF_8));
            System.setErr(new PrintStream(writtenErrors, true, StandardCharsets.UTF_8));
            int exitCode = Gridbourse.run(arguments);
            return new Run(
                    exitCode,
                    writtenOut.toString(StandardCharsets.UTF_8),
                    writtenErrors.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(errors);
        }
    }

    JsonValue json() {
        return Json.parse(out, Limits.FILE);
    }

    JsonObject object() {
        return (JsonObject) json();
    }

    /** The canonical text of one member of the answer. */
    String member(String key) {
        return Json.write(object().get(key).orElseThrow());
    }
}
