package org.gridbourse.cli.operator;

import org.gridbourse.cli.rest.GatewayClient;
import org.gridbourse.cli.rest.GatewayOption;
import org.gridbourse.cli.rest.GatewayVerb;
import org.gridbourse.market.json.JsonValue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code gridbourse operator supervise}. */
@Command(
        name = "supervise",
        description = "Who gained where a seller fell short or a seal was left unopened in a session: coincidences, not"
                + " guilt.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example: scripts/gridbourse operator supervise village-1"})
final class SuperviseCommand extends GatewayVerb {
    @Parameters(paramLabel = "ID", description = "Session id.")
    private String sessionId;

    @Override
    protected JsonValue ask(GatewayClient client) {
        return client.get("/api/sessions/%s/supervision".formatted(GatewayOption.encoded(sessionId)));
    }

    @Override
    protected String words(JsonValue answer) {
        return OperatorAnswers.supervision(answer);
    }
}
