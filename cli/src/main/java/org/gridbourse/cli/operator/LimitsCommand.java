package org.gridbourse.cli.operator;

import org.gridbourse.cli.rest.GatewayClient;
import org.gridbourse.cli.rest.GatewayOption;
import org.gridbourse.cli.rest.GatewayVerb;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.json.JsonValue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code gridbourse operator limits}. */
@Command(
        name = "limits",
        description = "Changes what a participant can take and feed in: lower with its consent, higher with that of a"
                + " second organisation.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example: scripts/gridbourse operator limits --participant north-9 --revision 2 --import-limit-wh 20000"
                    + " --export-limit-wh 5000"
        })
final class LimitsCommand extends GatewayVerb {
    @Option(names = "--participant", paramLabel = "ID", required = true, description = "Whose.")
    private String participantId;

    @Option(
            names = "--revision",
            paramLabel = "N",
            required = true,
            description = "One more than the participant has; registration is 1.")
    private int revision;

    @Option(names = "--import-limit-wh", paramLabel = "N", required = true, description = "Whole Wh per period.")
    private long imported;

    @Option(names = "--export-limit-wh", paramLabel = "N", required = true, description = "Whole Wh per period.")
    private long exported;

    @Override
    protected JsonValue ask(GatewayClient client) {
        return client.post(
                "/api/participants/%s/limits".formatted(GatewayOption.encoded(participantId)),
                JsonObject.builder()
                        .put("revision", revision)
                        .put("importLimitWh", imported)
                        .put("exportLimitWh", exported)
                        .build());
    }
}
