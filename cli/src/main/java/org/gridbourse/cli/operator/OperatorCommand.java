package org.gridbourse.cli.operator;

import java.math.BigDecimal;
import java.util.function.Function;
import org.gridbourse.cli.output.CommandGroup;
import org.gridbourse.cli.rest.GatewayOption;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.json.JsonValue;
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
        subcommands = {
            RegisterCommand.class,
            AddMeterCommand.class,
            ExchangeMeterCommand.class,
            RotateKeyCommand.class,
            LimitsCommand.class,
            AnnounceCommand.class,
            SubstituteCommand.class,
            OutageCommand.class,
            ReconcileCommand.class,
            SuperviseCommand.class
        },
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
            description = "Ends a participant's membership, once it has nothing open; its history stays.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example: scripts/gridbourse operator deregister north-9"})
    int deregister(
            @Mixin GatewayOption gateway,
            @Parameters(paramLabel = "ID", description = "Participant id.") String participantId) {
        String path = "/api/participants/%s/deregister".formatted(GatewayOption.encoded(participantId));
        return show(gateway, gateway.client().post(path, JsonObject.builder().build()));
    }

    @Command(
            description = "Public keys of the meters that a gateway-app simulates, to be registered.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example: scripts/gridbourse operator meters --gateway http://localhost:8081"})
    int meters(@Mixin GatewayOption gateway) {
        return show(gateway, gateway.client().get("/api/agents/meters"), OperatorAnswers::meters);
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
            description = "Books money paid out, when the participant has consented to it (prosumer consent give).",
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
