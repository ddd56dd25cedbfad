package org.gridbourse.cli.prosumer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gridbourse.cli.rest.GatewayClient;
import org.gridbourse.cli.rest.GatewayOption;
import org.gridbourse.cli.rest.GatewayVerb;
import org.gridbourse.market.json.Json;
import org.gridbourse.market.json.JsonException;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.json.JsonValue;
import org.gridbourse.programs.SurroundingsException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code gridbourse prosumer hand-in}. */
@Command(
        name = "hand-in",
        description =
                "Hands in readings that a meter has signed. Each is judged by itself: accepted, repeated or refused"
                        + " with its code; the same again changes nothing.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "The file is a JSON array of {\"meterId\", \"period\", \"revision\", \"importRegisterWh\","
                    + " \"exportRegisterWh\", \"sequence\", \"signature\"}; what is signed: docs/formats.md.",
            "Example: scripts/gridbourse prosumer hand-in --session 2026-12-02 --file readings.json"
        })
final class HandInCommand extends GatewayVerb {
    @Spec
    private CommandSpec spec;

    @Option(names = "--session", paramLabel = "ID", required = true, description = "A session in delivery or settled.")
    private String sessionId;

    @Option(names = "--file", paramLabel = "FILE", required = true, description = "The readings, as JSON.")
    private Path file;

    @Override
    protected JsonValue ask(GatewayClient client) {
        return client.post(
                "/api/sessions/%s/readings".formatted(GatewayOption.encoded(sessionId)),
                JsonObject.builder().put("readings", readings()).build());
    }

    private JsonValue readings() {
        try {
            return Json.parse(Files.readString(file));
        } catch (IOException e) {
            throw new SurroundingsException("%s cannot be read: %s".formatted(file, e.getMessage()), e);
        } catch (JsonException wrong) {
            throw new ParameterException(
                    spec.commandLine(), "%s must be JSON: %s".formatted(file, wrong.getMessage()), wrong);
        }
    }
}
