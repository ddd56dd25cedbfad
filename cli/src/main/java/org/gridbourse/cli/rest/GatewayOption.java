package org.gridbourse.cli.rest;

import java.io.PrintWriter;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.gridbourse.cli.ExitCode;
import org.gridbourse.market.json.Json;
import org.gridbourse.market.json.JsonValue;
import picocli.CommandLine.Option;

/** The option that says which gateway-app to ask, the same for every verb. */
public final class GatewayOption {
    @Option(
            names = "--gateway",
            paramLabel = "URL",
            defaultValue = "http://localhost:8080",
            description = "Address of the organisation's gateway-app; default: ${DEFAULT-VALUE}.")
    private URI address;

    @Option(names = "--json", description = "Prints the answer as JSON, and nothing else, on stdout.")
    private boolean json;

    public GatewayClient client() {
        return new GatewayClient(address);
    }

    /** Prints an answer as asked for, and answers the exit code of a verb that was served. */
    public int show(JsonValue answer, PrintWriter out) {
        out.print(json ? Json.write(answer) + "\n" : AnswerText.of(answer));
        out.flush();
        return ExitCode.GOOD;
    }

    /** A text as part of an address. */
    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
