package org.gridbourse.cli.operator;

import org.gridbourse.cli.rest.GatewayClient;
import org.gridbourse.cli.rest.GatewayOption;
import org.gridbourse.cli.rest.GatewayVerb;
import org.gridbourse.market.json.JsonValue;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code gridbourse operator add-meter}. */
@Command(
        name = "add-meter",
        description = "Registers a further meter of a participant, which consents to it.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example: scripts/gridbourse operator add-meter --participant north-9 --meter m-10 --connection-point 2"
                    + " --algorithm ED25519 --public-key MCowBQYDK2Vw…"
        })
final class AddMeterCommand extends GatewayVerb {
    @Option(names = "--participant", paramLabel = "ID", required = true, description = "Whose.")
    private String participantId;

    @ArgGroup(exclusive = false, multiplicity = "1")
    private MeterOptions meter;

    @Override
    protected JsonValue ask(GatewayClient client) {
        return client.post(
                "/api/participants/%s/meters".formatted(GatewayOption.encoded(participantId)),
                meter.body().build());
    }
}
