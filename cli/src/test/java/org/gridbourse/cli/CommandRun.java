package org.gridbourse.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.gridbourse.market.json.Json;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.json.JsonValue;
import org.gridbourse.market.json.Limits;

/**
 * One run of the command line.
 *
 * @param exitCode as the process would end
 * @param out all of stdout
 * @param errors all of stderr
 */
public record CommandRun(int exitCode, String out, String errors) {

    public static CommandRun of(String... arguments) {
        PrintStream out = System.out;
        PrintStream errors = System.err;
        ByteArrayOutputStream writtenOut = new ByteArrayOutputStream();
        ByteArrayOutputStream writtenErrors = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(writtenOut, true, StandardCharsets.UTF_8));
            System.setErr(new PrintStream(writtenErrors, true, StandardCharsets.UTF_8));
            int exitCode = Gridbourse.run(arguments);
            return new CommandRun(
                    exitCode,
                    writtenOut.toString(StandardCharsets.UTF_8),
                    writtenErrors.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(errors);
        }
    }

    /** What it wrote to stdout, as JSON. */
    public JsonValue json() {
        return Json.parse(out, Limits.FILE);
    }

    public JsonObject object() {
        return (JsonObject) json();
    }
}
