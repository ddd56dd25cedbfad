package org.gridbourse.cli.operator;

import java.util.List;
import org.gridbourse.cli.rest.GatewayClient;
import org.gridbourse.cli.rest.GatewayOption;
import org.gridbourse.cli.rest.GatewayVerb;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.json.JsonValue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code gridbourse operator outage}. */
@Command(
        name = "outage",
        description = "Declares an outage or a curtailment: its periods do not count for credit, and the grid pays what"
                + " broken contracts cost. Before the session is settled.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example: scripts/gridbourse operator outage --id o-1 --session s-1 --periods 12,13 --reason \"feeder 7\""
        })
final class OutageCommand extends GatewayVerb {
    @Option(names = "--id", paramLabel = "ID", required = true, description = "Unique in the session.")
    private String outageId;

    @Option(names = "--session", paramLabel = "ID", required = true, description = "A session before SETTLED.")
    private String sessionId;

    @Option(names = "--periods", paramLabel = "N,N,...", split = ",", required = true, description = "Rising, from 0.")
    private List<Integer> periods;

    @Option(
            names = "--participants",
            paramLabel = "ID,ID,...",
            split = ",",
            description = "Whom it concerns, rising; default: all.")
    private List<String> participantIds = List.of();

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Kept on the ledger.")
    private String reason;

    @Override
    protected JsonValue ask(GatewayClient client) {
        return client.post(
                "/api/sessions/%s/outages".formatted(GatewayOption.encoded(sessionId)),
                JsonObject.builder()
                        .put("outageId", outageId)
                        .put("periods", JsonArray.ofNumbers(periods))
                        .put("participantIds", JsonArray.ofTexts(participantIds))
                        .put("reason", reason)
                        .build());
    }
}
