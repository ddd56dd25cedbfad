package org.gridbourse.cli.operator;

import java.time.Instant;
import org.gridbourse.cli.rest.GatewayClient;
import org.gridbourse.cli.rest.GatewayOption;
import org.gridbourse.cli.rest.GatewayVerb;
import org.gridbourse.market.json.JsonValue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gridbourse operator rotate-key}. */
@Command(
        name = "rotate-key",
        description = "Gives a meter another key from a time on; the participant consents to it. A reading is checked"
                + " with the key of its period's end, whenever it comes.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example: scripts/gridbourse operator rotate-key --meter m-9 --revision 2 --from 2026-12-03T00:00:00Z"
                    + " --algorithm ED25519 --public-key MCowBQYDK2Vw…"
        })
final class RotateKeyCommand extends GatewayVerb {
    @Option(names = "--meter", paramLabel = "ID", required = true, description = "Id of the meter.")
    private String meterId;

    @Option(names = "--revision", paramLabel = "N", required = true, description = "Of the key; the first one is 1.")
    private int revision;

    @Option(names = "--from", paramLabel = "INSTANT", required = true, description = "Since when it holds, in UTC.")
    private Instant from;

    @Mixin
    private KeyOptions key;

    @Override
    protected JsonValue ask(GatewayClient client) {
        return client.post(
                "/api/meters/%s/keys".formatted(GatewayOption.encoded(meterId)),
                key.body()
                        .put("revision", revision)
                        .put("fromUtc", from.toString())
                        .build());
    }
}
