package org.gridbourse.cli.operator;

import org.gridbourse.cli.rest.GatewayClient;
import org.gridbourse.cli.rest.GatewayOption;
import org.gridbourse.cli.rest.GatewayVerb;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.json.JsonValue;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gridbourse operator exchange-meter}. */
@Command(
        name = "exchange-meter",
        description = "Puts a new meter in the place of another, whose last registers are given; the participant"
                + " consents to it. It measures at the same connection point.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example: scripts/gridbourse operator exchange-meter --participant north-9 --meter m-9"
                    + " --closing-import-register-wh 120500 --closing-export-register-wh 8000 --new-meter m-11"
                    + " --algorithm ED25519 --public-key MCowBQYDK2Vw…"
        })
final class ExchangeMeterCommand extends GatewayVerb {
    @Option(names = "--participant", paramLabel = "ID", required = true, description = "Whose.")
    private String participantId;

    @Option(names = "--meter", paramLabel = "ID", required = true, description = "The meter that is taken down.")
    private String meterId;

    @Option(names = "--closing-import-register-wh", paramLabel = "N", required = true, description = "What it shows.")
    private long closingImported;

    @Option(names = "--closing-export-register-wh", paramLabel = "N", required = true, description = "What it shows.")
    private long closingExported;

    @Option(names = "--new-meter", paramLabel = "ID", required = true, description = "The meter that is put up.")
    private String newMeterId;

    @Mixin
    private KeyOptions key;

    @Option(
            names = "--import-register-wh",
            paramLabel = "N",
            defaultValue = "0",
            description = "What the new one shows; default: 0.")
    private long imported;

    @Option(
            names = "--export-register-wh",
            paramLabel = "N",
            defaultValue = "0",
            description = "What the new one shows; default: 0.")
    private long exported;

    @ArgGroup(exclusive = false)
    private Moment moment;

    /** When it was exchanged. */
    static final class Moment {
        @Option(
                names = "--session",
                paramLabel = "ID",
                required = true,
                description = "In which session it was exchanged, where energy flowed since the last reading.")
        private String sessionId;

        @Option(names = "--period", paramLabel = "N", required = true, description = "In which of its periods, from 0.")
        private int period;
    }

    @Override
    protected JsonValue ask(GatewayClient client) {
        JsonObject.Builder body = JsonObject.builder()
                .put("participantId", participantId)
                .put("closingImportRegisterWh", closingImported)
                .put("closingExportRegisterWh", closingExported)
                .put(
                        "meter",
                        key.body()
                                .put("meterId", newMeterId)
                                .put("importRegisterWh", imported)
                                .put("exportRegisterWh", exported)
                                .build());
        if (moment != null) {
            body.put("sessionId", moment.sessionId).put("period", moment.period);
        }
        return client.post("/api/meters/%s/exchange".formatted(GatewayOption.encoded(meterId)), body.build());
    }
}
