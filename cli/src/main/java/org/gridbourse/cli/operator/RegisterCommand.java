package org.gridbourse.cli.operator;

import org.gridbourse.cli.rest.GatewayClient;
import org.gridbourse.cli.rest.GatewayVerb;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.json.JsonValue;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code gridbourse operator register}. */
@Command(
        name = "register",
        description = "Registers a participant, and its meter where one is given.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example: scripts/gridbourse operator register --participant north-9 --owner o-9 --organisation North"
                    + " --tie-line-wh 20000 --meter m-9 --algorithm ED25519 --public-key MCowBQYDK2Vw…"
        })
final class RegisterCommand extends GatewayVerb {
    @Option(
            names = "--participant",
            paramLabel = "ID",
            required = true,
            description = "A pseudonym, 1 to 32 of a-z, 0-9 and -.")
    private String id;

    @Option(
            names = "--owner",
            paramLabel = "ID",
            required = true,
            description = "A pseudonym; one owner is one participant.")
    private String owner;

    @Option(names = "--organisation", paramLabel = "NAME", required = true, description = "Grid, North, South.")
    private String organisation;

    @ArgGroup(multiplicity = "1")
    private Limits limits;

    @Option(
            names = "--custody",
            paramLabel = "WHO",
            defaultValue = "ORGANISATION",
            description = "Who holds its key: ORGANISATION (default) or OWN, which then alone consents for it.")
    private String custody;

    @ArgGroup(exclusive = false)
    private MeterOptions meter;

    /** One limit for both ways, or one each. */
    static final class Limits {
        @Option(names = "--tie-line-wh", paramLabel = "N", description = "Limit per period both ways, whole Wh.")
        private Long both;

        @ArgGroup(exclusive = false)
        private Apart apart;
    }

    static final class Apart {
        @Option(
                names = "--import-limit-wh",
                paramLabel = "N",
                required = true,
                description = "Most that it can take in a period, whole Wh.")
        private long imported;

        @Option(
                names = "--export-limit-wh",
                paramLabel = "N",
                required = true,
                description = "Most that it can feed in in a period, whole Wh; nobody sells more.")
        private long exported;
    }

    @Override
    protected JsonValue ask(GatewayClient client) {
        JsonObject.Builder body = JsonObject.builder()
                .put("participantId", id)
                .put("ownerId", owner)
                .put("organisation", organisation)
                .put("custody", custody);
        if (limits.both != null) {
            body.put("tieLineWh", limits.both);
        } else {
            body.put("importLimitWh", limits.apart.imported).put("exportLimitWh", limits.apart.exported);
        }
        if (meter != null) {
            body.put("meter", meter.body().build());
        }
        return client.post("/api/participants", body.build());
    }
}
