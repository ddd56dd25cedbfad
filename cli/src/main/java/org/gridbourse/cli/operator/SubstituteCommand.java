package org.gridbourse.cli.operator;

import java.util.List;
import java.util.Optional;
import org.gridbourse.cli.rest.GatewayClient;
import org.gridbourse.cli.rest.GatewayOption;
import org.gridbourse.cli.rest.GatewayVerb;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.json.JsonValue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code gridbourse operator substitute}. */
@Command(
        name = "substitute",
        description =
                "Puts in the registers of a meter at the end of a period that it did not send. They give way to the"
                        + " meter's own whenever that comes; over a measured reading they need consent.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example: scripts/gridbourse operator substitute --session s-1 --meter m-9 --period 23"
                    + " --import-register-wh 120500 --export-register-wh 8000"
        })
final class SubstituteCommand extends GatewayVerb {
    @Option(names = "--session", paramLabel = "ID", required = true, description = "A session in delivery or settled.")
    private String sessionId;

    @Option(names = "--meter", paramLabel = "ID", required = true, description = "Id of the meter.")
    private String meterId;

    @Option(
            names = "--period",
            paramLabel = "N",
            required = true,
            description = "At whose end; counted from 0, -1 is the start of the session.")
    private int period;

    @Option(names = "--import-register-wh", paramLabel = "N", required = true, description = "Cumulative, whole Wh.")
    private long imported;

    @Option(names = "--export-register-wh", paramLabel = "N", required = true, description = "Cumulative, whole Wh.")
    private long exported;

    @Option(
            names = "--revision",
            paramLabel = "N",
            defaultValue = "1",
            description = "One more with each correction; default: 1.")
    private int revision;

    @Option(
            names = "--sequence",
            paramLabel = "N",
            description = "Counter of the reading; default: one more than the meter's last one.")
    private Optional<Long> sequence;

    @Override
    protected JsonValue ask(GatewayClient client) {
        JsonObject.Builder reading = JsonObject.builder()
                .put("meterId", meterId)
                .put("period", period)
                .put("revision", revision)
                .put("importRegisterWh", imported)
                .put("exportRegisterWh", exported);
        sequence.ifPresent(number -> reading.put("sequence", number));
        return client.post(
                "/api/sessions/%s/substitutes".formatted(GatewayOption.encoded(sessionId)),
                JsonObject.builder()
                        .put("readings", JsonArray.of(List.of(reading.build())))
                        .build());
    }
}
