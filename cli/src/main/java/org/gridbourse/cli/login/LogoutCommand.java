package org.gridbourse.cli.login;

import java.util.concurrent.Callable;
import org.gridbourse.cli.rest.AccessTokens;
import org.gridbourse.cli.rest.GatewayOption;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.programs.ExitCode;
import org.gridbourse.programs.SurroundingsException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code gridbourse logout}: ends the token of the login, there and here. */
@Command(
        name = "logout",
        description = "Ends the login at a gateway-app.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example: scripts/gridbourse logout --gateway http://localhost:8081"})
public final class LogoutCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private GatewayOption gateway;

    @Override
    public Integer call() {
        try {
            gateway.client().post("/api/logout", JsonObject.builder().build());
        } catch (SurroundingsException overOrAway) {
            spec.commandLine().getErr().println("The token could not be ended there: " + overOrAway.getMessage());
        }
        boolean forgotten = AccessTokens.forget(gateway.address());
        spec.commandLine()
                .getErr()
                .println(forgotten ? "Logged out." : "There was no login at %s.".formatted(gateway.address()));
        return ExitCode.GOOD;
    }
}
