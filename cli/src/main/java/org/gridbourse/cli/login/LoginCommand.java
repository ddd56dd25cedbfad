package org.gridbourse.cli.login;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.gridbourse.cli.rest.AccessTokens;
import org.gridbourse.cli.rest.GatewayClient;
import org.gridbourse.cli.rest.GatewayOption;
import org.gridbourse.cli.rest.Row;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.programs.ExitCode;
import org.gridbourse.programs.SurroundingsException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gridbourse login}: gets a token for later commands, and takes up an invitation on the way. */
@Command(
        name = "login",
        description = "Logs in at a gateway-app: later commands act as you.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "The password is asked for, or read from --password-file or $GRIDBOURSE_PASSWORD.",
            "Example: scripts/gridbourse login --gateway http://localhost:8081 --user anna"
        })
public final class LoginCommand implements Callable<Integer> {
    private static final String PASSWORD = "GRIDBOURSE_PASSWORD";

    @Spec
    private CommandSpec spec;

    @Mixin
    private GatewayOption gateway;

    @Option(names = "--user", paramLabel = "NAME", required = true, description = "Your name at this gateway-app.")
    private String user;

    @Option(names = "--password-file", paramLabel = "FILE", description = "File whose first line is the password.")
    private Path passwordFile;

    @Option(
            names = "--invitation",
            paramLabel = "CODE",
            description = "Joins by an invitation first; the password becomes yours.")
    private String invitation;

    @Option(
            names = "--scopes",
            split = ",",
            paramLabel = "SCOPE",
            defaultValue = "read,orders,readings",
            description = "What later commands may do: read, orders, readings, operate; default: ${DEFAULT-VALUE}.")
    private List<String> scopes;

    @Option(
            names = "--days",
            paramLabel = "N",
            defaultValue = "30",
            description = "How long it holds; default: ${DEFAULT-VALUE}.")
    private int days;

    @Override
    public Integer call() {
        String password = password();
        if (invitation != null) {
            JsonObject joiner = JsonObject.builder()
                    .put("user", user)
                    .put("password", password)
                    .build();
            GatewayClient.withPassword(gateway.address(), user, password)
                    .post("/api/invitations/%s/accept".formatted(GatewayOption.encoded(invitation)), joiner);
        }
        JsonObject wish = JsonObject.builder()
                .put("name", "command line")
                .put("scopes", JsonArray.ofTexts(scopes))
                .put("days", days)
                .build();
        JsonObject made = (JsonObject)
                GatewayClient.withPassword(gateway.address(), user, password).post("/api/tokens", wish);
        AccessTokens.keep(gateway.address(), new Row(made).word("token"));
        spec.commandLine()
                .getErr()
                .println(
                        "You are %s at %s until %s.".formatted(user, gateway.address(), new Row(made).word("expires")));
        return ExitCode.GOOD;
    }

    private String password() {
        if (passwordFile != null) {
            try {
                return Files.readAllLines(passwordFile).stream().findFirst().orElse("");
            } catch (IOException e) {
                throw new SurroundingsException("%s cannot be read: %s".formatted(passwordFile, e.getMessage()), e);
            }
        }
        String given = System.getenv(PASSWORD);
        if (given != null) {
            return given;
        }
        Console console = System.console();
        if (console == null) {
            throw new SurroundingsException(
                    "there is no terminal to ask for the password: use --password-file or $" + PASSWORD);
        }
        return new String(console.readPassword("Password of %s: ", user));
    }
}
