package org.gridbourse.cli.market;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gridbourse.cli.CommandRun;
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
        CommandRun run = CommandRun.of(arguments);
        return new Run(run.exitCode(), run.out(), run.errors());
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
