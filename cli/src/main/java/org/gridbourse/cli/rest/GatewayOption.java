package org.gridbourse.cli.rest;

import java.io.PrintWriter;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Function;
import org.gridbourse.cli.output.TerminalWords;
import org.gridbourse.market.json.Json;
import org.gridbourse.market.json.JsonValue;
import org.gridbourse.programs.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option that says which gateway-app to ask, the same for every verb. */
public final class GatewayOption {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec verb;

    private URI address;

    @Option(names = "--json", description = "Prints the answer as JSON, and nothing else, on stdout.")
    private boolean json;

    @Option(
            names = "--gateway",
            paramLabel = "URL",
            defaultValue = "${env:GRIDBOURSE_GATEWAY:-http://localhost:8080}",
            description = "Address of the organisation's gateway-app; default: $GRIDBOURSE_GATEWAY, else"
                    + " http://localhost:8080.")
    private void address(URI given) {
        if (given.getHost() == null || !Set.of("http", "https").contains(String.valueOf(given.getScheme()))) {
            throw new ParameterException(
                    verb.commandLine(), "--gateway must be such as http://localhost:8080, is " + given);
        }
        address = given;
    }

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            defaultValue = "${env:GRIDBOURSE_TOKEN_FILE}",
            description = "File with the gateway-app's token; default: $GRIDBOURSE_TOKEN_FILE, else that of your login,"
                    + " else what a gateway-app of yours on this machine has laid down for you.")
    private Path tokenFile;

    public URI address() {
        return address;
    }

    public GatewayClient client() {
        return new GatewayClient(address, AccessTokens.find(tokenFile, address));
    }

    /** Prints an answer as asked for, and answers the exit code of a verb that was served. */
    public int show(JsonValue answer, PrintWriter out) {
        return show(answer, out, AnswerText::of);
    }

    /** As {@link #show(JsonValue, PrintWriter)}, with words of its own for people. */
    public int show(JsonValue answer, PrintWriter out, Function<JsonValue, String> words) {
        out.print(json ? Json.write(answer) + "\n" : TerminalWords.tellLines(words.apply(answer)));
        out.flush();
        return ExitCode.GOOD;
    }

    /** A text as part of an address. */
    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
