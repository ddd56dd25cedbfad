package org.gridbourse.cli.rest;

import java.util.concurrent.Callable;
import org.gridbourse.market.json.JsonValue;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A verb that is one call of a gateway-app. */
public abstract class GatewayVerb implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private GatewayOption gateway;

    @Override
    public final Integer call() {
        return gateway.show(ask(gateway.client()), spec.commandLine().getOut(), this::words);
    }

    /** What the gateway-app answers. */
    protected abstract JsonValue ask(GatewayClient client);

    /** The answer for people. */
    protected String words(JsonValue answer) {
        return AnswerText.of(answer);
    }
}
