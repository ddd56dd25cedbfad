package org.gridbourse.cli.operator;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.function.Function;
import org.gridbourse.cli.output.CommandGroup;
import org.gridbourse.cli.rest.GatewayOption;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.json.JsonValue;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gridbourse operator}: participants, meters, money paid in and out, sessions. */
@Command(
        name = "operator",
        description = "Registers participants and meters, books deposits and withdrawals, announces, shows and cancels"
                + " sessions. --gateway is the grid company's gateway-app.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = AnnounceCommand.class,
        footer = {
            "",
            "The same call again changes nothing and succeeds: each carries its own id.",
            "Example: scripts/gridbourse operator sessions --gateway http://localhost:8080"
        })
public final class OperatorCommand extends CommandGroup {
    @Command(
            description = "Everybody who is registered.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example: scripts/gridbourse operator participants --json"})
    int participants(@Mixin GatewayOption gateway) {
        return show(gateway, gateway.client().get("/api/participants"), OperatorAnswers::participants);
    }

    @Command(
            description = "Public keys of the meters that a gateway-app simulates, to be registered.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example: scripts/gridbourse operator meters --gateway http://localhost:8081"})
    int meters(@Mixin GatewayOption gateway) {
        return show(gateway, gateway.client().get("/api/agents/meters"), OperatorAnswers::meters);
    }

    @Command(
            description = "Registers a participant, and its meter where one is given.",
            mixinStandardHelpOptions = true,
            footer = {
                "",
                "Example: scripts/gridbourse operator register --participant north-9 --owner o-9 --organisation North"
                        + " --tie-line-wh 20000 --meter m-9 --algorithm ED25519 --public-key MCowBQYDK2Vw…"
            })
    int register(
            @Mixin GatewayOption gateway,
            @Option(
                            names = "--participant",
                            paramLabel = "ID",
                            required = true,
                            description = "A pseudonym, 1 to 32 of a-z, 0-9 and -.")
                    String id,
            @Option(
                            names = "--owner",
                            paramLabel = "ID",
                            required = true,
                            description = "A pseudonym; one owner is one participant.")
                    String owner,
            @Option(names = "--organisation", paramLabel = "NAME", required = true, description = "Grid, North, South.")
                    String organisation,
            @Option(
                            names = "--tie-line-wh",
                            paramLabel = "N",
                            required = true,
                            description = "Limit per period, whole Wh.")
                    long tieLineWh,
            @ArgGroup(exclusive = false) MeterOptions meter) {
        JsonObject.Builder body = JsonObject.builder()
                .put("participantId", id)
                .put("ownerId", owner)
                .put("organisation", organisation)
                .put("tieLineWh", tieLineWh);
        Optional.ofNullable(meter).ifPresent(given -> body.put("meter", given.body()));
        return show(gateway, gateway.client().post("/api/participants", body.build()));
    }

    @Command(
            description =
                    "Says once, before anybody is registered, what kind of ledger this is: real, where phases keep"
                            + " their times, or simulated.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example: scripts/gridbourse operator open --simulated"})
    int open(
            @Mixin GatewayOption gateway,
            @Option(
                            names = "--simulated",
                            description = "Time does not bind phases and readings: for demonstrations and tests.")
                    boolean simulated) {
        JsonObject body = JsonObject.builder().put("simulated", simulated).build();
        return show(gateway, gateway.client().post("/api/ledger", body));
    }

    @Command(
            description = "Books money paid in.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example: scripts/gridbourse operator deposit --id d-1 --participant north-1 --amount 250.50"
            })
    int deposit(@Mixin GatewayOption gateway, @Mixin PaymentOptions payment) {
        return show(gateway, gateway.client().post("/api/deposits", payment.body("depositId")));
    }

    @Command(
            description = "Books money paid out.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example: scripts/gridbourse operator withdraw --id w-1 --participant north-1 --amount 100"})
    int withdraw(@Mixin GatewayOption gateway, @Mixin PaymentOptions payment) {
        return show(gateway, gateway.client().post("/api/withdrawals", payment.body("withdrawalId")));
    }

    @Command(
            description = "All sessions and their phases.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example: scripts/gridbourse operator sessions"})
    int sessions(@Mixin GatewayOption gateway) {
        return show(gateway, gateway.client().get("/api/sessions"), OperatorAnswers::sessions);
    }

    @Command(
            description = "One session: phase, counts, clearing per period.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example: scripts/gridbourse operator session village-1"})
    int session(
            @Mixin GatewayOption gateway,
            @Parameters(paramLabel = "ID", description = "Session id.") String sessionId) {
        return show(
                gateway,
                gateway.client().get("/api/sessions/" + GatewayOption.encoded(sessionId)),
                OperatorAnswers::session);
    }

    @Command(
            description = "Cancels a session that is not cleared yet; every lock returns.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example: scripts/gridbourse operator cancel s-1 --reason \"wrong tariff\""})
    int cancel(
            @Mixin GatewayOption gateway,
            @Parameters(paramLabel = "ID", description = "Session id.") String sessionId,
            @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Kept on the ledger.")
                    String reason) {
        String path = "/api/sessions/%s/cancel".formatted(GatewayOption.encoded(sessionId));
        return show(
                gateway,
                gateway.client()
                        .post(path, JsonObject.builder().put("reason", reason).build()));
    }

    private int show(GatewayOption gateway, JsonValue answer, Function<JsonValue, String> words) {
        return gateway.show(answer, spec().commandLine().getOut(), words);
    }

    private int show(GatewayOption gateway, JsonValue answer) {
        return gateway.show(answer, spec().commandLine().getOut());
    }

    /** A meter with its key; all three or none. */
    static final class MeterOptions {
        @Option(names = "--meter", paramLabel = "ID", required = true, description = "Id of the meter.")
        private String meterId;

        @Option(
                names = "--algorithm",
                paramLabel = "NAME",
                required = true,
                description = "ED25519 or ECDSA_P256, by which it signs.")
        private String algorithm;

        @Option(
                names = "--public-key",
                paramLabel = "BASE64",
                required = true,
                description = "SubjectPublicKeyInfo, DER in base64.")
        private String publicKey;

        @Option(
                names = "--import-register-wh",
                paramLabel = "N",
                defaultValue = "0",
                description = "Register at the beginning; default: 0.")
        private long importRegisterWh;

        @Option(
                names = "--export-register-wh",
                paramLabel = "N",
                defaultValue = "0",
                description = "Register at the beginning; default: 0.")
        private long exportRegisterWh;

        JsonObject body() {
            return JsonObject.builder()
                    .put("meterId", meterId)
                    .put("algorithm", algorithm)
                    .put("publicKey", publicKey)
                    .put("importRegisterWh", importRegisterWh)
                    .put("exportRegisterWh", exportRegisterWh)
                    .build();
        }
    }

    /** One payment; the same id again changes nothing. */
    static final class PaymentOptions {
        @Option(names = "--id", paramLabel = "ID", required = true, description = "Of the payment; kept, never reused.")
        private String id;

        @Option(names = "--participant", paramLabel = "ID", required = true, description = "Whose wallet.")
        private String participantId;

        @Option(
                names = "--amount",
                paramLabel = "X",
                required = true,
                description = "Currency units, up to 9 decimals.")
        private BigDecimal amount;

        JsonObject body(String idKey) {
            return JsonObject.builder()
                    .put(idKey, id)
                    .put("participantId", participantId)
                    .put("amount", amount.toPlainString())
                    .build();
        }
    }
}
