package org.gridbourse.cli.prosumer;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import org.gridbourse.cli.rest.GatewayClient;
import org.gridbourse.cli.rest.GatewayOption;
import org.gridbourse.cli.rest.GatewayVerb;
import org.gridbourse.market.json.Json;
import org.gridbourse.market.json.JsonException;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.json.JsonValue;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.record.CashRecord.Direction;
import org.gridbourse.market.request.MoveCash;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code gridbourse prosumer consent}: to what the operator may not do alone. */
@Command(
        name = "consent",
        description =
                "Consents to what the operator may not do alone: a withdrawal, a meter, a key, a limit, a"
                        + " substitute over a measured reading. --gateway is the gateway-app of the participant's organisation.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {ConsentCommand.Give.class, ConsentCommand.Recall.class, ConsentCommand.Show.class},
        footer = {
            "",
            "Example: scripts/gridbourse prosumer consent give --participant north-1 --withdrawal w-1 --amount 100"
        })
final class ConsentCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is needed, see --help");
    }

    /** Whose consent it is, and who gives it. */
    abstract static class OfParticipant extends GatewayVerb {
        @Option(names = "--participant", paramLabel = "ID", required = true, description = "Whose matter it is.")
        private String participantId;

        @Option(
                names = "--as-organisation",
                description = "Its organisation's representative consents, instead of the participant itself.")
        private boolean asOrganisation;

        JsonObject.Builder body() {
            return JsonObject.builder()
                    .put("participantId", participantId)
                    .put("as", asOrganisation ? "ORGANISATION" : "PARTICIPANT");
        }

        String participantId() {
            return participantId;
        }
    }

    @Command(
            name = "give",
            description = "Consents to one request of the operator, to the letter; it is used up by it.",
            mixinStandardHelpOptions = true,
            footer = {
                "",
                "Example: scripts/gridbourse prosumer consent give --participant north-1 --withdrawal w-1 --amount 100",
                "Example: scripts/gridbourse prosumer consent give --participant north-1 --function updateParticipant"
                        + " --request '{\"participantId\":\"north-1\",\"revision\":2,…}'"
            })
    static final class Give extends OfParticipant {
        private static final int NANO_DIGITS = 9;

        @Spec
        private CommandSpec spec;

        @ArgGroup(multiplicity = "1")
        private What what;

        @Option(
                names = "--expires",
                paramLabel = "INSTANT",
                description = "After which it counts no more, in UTC; default: in seven days.")
        private Optional<Instant> expires;

        /** To what. */
        static final class What {
            @ArgGroup(exclusive = false)
            private Withdrawal withdrawal;

            @ArgGroup(exclusive = false)
            private Body body;
        }

        static final class Withdrawal {
            @Option(names = "--withdrawal", paramLabel = "ID", required = true, description = "Id of the withdrawal.")
            private String id;

            @Option(names = "--amount", paramLabel = "X", required = true, description = "Currency units.")
            private BigDecimal amount;
        }

        static final class Body {
            @Option(
                    names = "--function",
                    paramLabel = "NAME",
                    required = true,
                    description = "withdraw, registerMeter, exchangeMeter, rotateMeterKey, updateParticipant or"
                            + " submitReadings.")
            private String function;

            @Option(
                    names = "--request",
                    paramLabel = "JSON",
                    required = true,
                    description = "The body, as the operator's refusal shows it; of submitReadings one reading.")
            private String request;
        }

        @Override
        protected JsonValue ask(GatewayClient client) {
            JsonObject.Builder body = body();
            if (what.withdrawal != null) {
                body.put("function", "withdraw").put("request", withdrawal(what.withdrawal));
            } else {
                body.put("function", what.body.function).put("request", request());
            }
            expires.ifPresent(time -> body.put("expiresUtc", time.toString()));
            return client.post("/api/consents", body.build());
        }

        private JsonObject withdrawal(Withdrawal wanted) {
            try {
                Money amount =
                        new Money(wanted.amount.movePointRight(NANO_DIGITS).longValueExact());
                return new MoveCash(Direction.WITHDRAWAL, wanted.id, participantId(), amount).toJson();
            } catch (ArithmeticException tooFine) {
                throw new ParameterException(
                        spec.commandLine(), "--amount must have at most 9 digits after the point", tooFine);
            }
        }

        private JsonValue request() {
            try {
                return Json.parse(what.body.request);
            } catch (JsonException wrong) {
                throw new ParameterException(
                        spec.commandLine(), "--request must be JSON: " + wrong.getMessage(), wrong);
            }
        }
    }

    @Command(
            name = "recall",
            description = "Takes a consent back that was not used yet.",
            mixinStandardHelpOptions = true,
            footer = {
                "",
                "Example: scripts/gridbourse prosumer consent recall --participant north-1 --function withdraw --id w-1"
            })
    static final class Recall extends OfParticipant {
        @Option(names = "--function", paramLabel = "NAME", required = true, description = "As it was given.")
        private String function;

        @Option(names = "--id", paramLabel = "ID", required = true, description = "As consent list shows it.")
        private String requestId;

        @Override
        protected JsonValue ask(GatewayClient client) {
            return client.post(
                    "/api/consents/recall",
                    body().put("function", function).put("requestId", requestId).build());
        }
    }

    @Command(
            name = "list",
            description = "The consents that concern a participant, used and recalled ones too.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example: scripts/gridbourse prosumer consent list --participant north-1"})
    static final class Show extends GatewayVerb {
        @Option(names = "--participant", paramLabel = "ID", required = true, description = "Whose matter it is.")
        private String participantId;

        @Override
        protected JsonValue ask(GatewayClient client) {
            return client.get("/api/consents?participantId=" + GatewayOption.encoded(participantId));
        }
    }
}
