package org.gridbourse.cli.operator;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import org.gridbourse.cli.community.TariffFile;
import org.gridbourse.cli.rest.Announcement;
import org.gridbourse.cli.rest.GatewayOption;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.json.JsonValue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gridbourse operator}: participants, money paid in and out, sessions. */
@Command(
        name = "operator",
        description = "Registers participants, books deposits and withdrawals, announces and shows sessions.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class OperatorCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is needed, see --help");
    }

    @Command(description = "Everybody who is registered.", mixinStandardHelpOptions = true)
    int participants(@Mixin GatewayOption gateway) {
        return show(gateway, gateway.client().get("/api/participants"));
    }

    @Command(description = "Registers a participant.", mixinStandardHelpOptions = true)
    int register(
            @Mixin GatewayOption gateway,
            @Option(names = "--participant", paramLabel = "ID", required = true, description = "A pseudonym.")
                    String id,
            @Option(names = "--owner", paramLabel = "ID", required = true, description = "A pseudonym.") String owner,
            @Option(names = "--organisation", paramLabel = "NAME", required = true, description = "Grid, North, South.")
                    String organisation,
            @Option(names = "--tie-line-wh", paramLabel = "N", required = true, description = "Limit per period.")
                    long tieLineWh) {
        JsonObject body = JsonObject.builder()
                .put("participantId", id)
                .put("ownerId", owner)
                .put("organisation", organisation)
                .put("tieLineWh", tieLineWh)
                .build();
        return show(gateway, gateway.client().post("/api/participants", body));
    }

    @Command(description = "Books money paid in.", mixinStandardHelpOptions = true)
    int deposit(@Mixin GatewayOption gateway, @Mixin PaymentOptions payment) {
        return show(gateway, gateway.client().post("/api/deposits", payment.body("depositId")));
    }

    @Command(description = "Books money paid out.", mixinStandardHelpOptions = true)
    int withdraw(@Mixin GatewayOption gateway, @Mixin PaymentOptions payment) {
        return show(gateway, gateway.client().post("/api/withdrawals", payment.body("withdrawalId")));
    }

    @Command(description = "All sessions and their phases.", mixinStandardHelpOptions = true)
    int sessions(@Mixin GatewayOption gateway) {
        return show(gateway, gateway.client().get("/api/sessions"));
    }

    @Command(description = "One session: phase, counts, clearing per period.", mixinStandardHelpOptions = true)
    int session(
            @Mixin GatewayOption gateway,
            @Parameters(paramLabel = "ID", description = "Session id.") String sessionId) {
        return show(gateway, gateway.client().get("/api/sessions/" + GatewayOption.encoded(sessionId)));
    }

    @Command(
            description = "Announces a session, which the grid company's gateway-app then leads to its end.",
            mixinStandardHelpOptions = true)
    int announce(
            @Mixin GatewayOption gateway,
            @Option(names = "--session", paramLabel = "ID", required = true, description = "Session id.")
                    String sessionId,
            @Option(names = "--start", paramLabel = "INSTANT", required = true, description = "First period, in UTC.")
                    Instant start,
            @Option(names = "--period-minutes", paramLabel = "N", required = true, description = "Length of a period.")
                    int periodMinutes,
            @Option(
                            names = "--tariff",
                            paramLabel = "FILE",
                            required = true,
                            description = "tariff.csv, one row per period.")
                    Path tariff,
            @Option(names = "--currency", paramLabel = "CODE", defaultValue = "CNY", description = "Default: CNY.")
                    String currency) {
        Announcement announcement =
                new Announcement(sessionId, currency, start, periodMinutes, TariffFile.read(tariff));
        return show(gateway, gateway.client().post("/api/sessions", announcement.body()));
    }

    private int show(GatewayOption gateway, JsonValue answer) {
        return gateway.show(answer, spec.commandLine().getOut());
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
