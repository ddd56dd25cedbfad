package org.gridbourse.cli.prosumer;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.gridbourse.cli.output.CommandGroup;
import org.gridbourse.cli.rest.GatewayOption;
import org.gridbourse.cli.rest.Row;
import org.gridbourse.cli.rest.SessionTerms;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.json.JsonValue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code gridbourse prosumer}: a participant's orders, trades, readings, bills, account and credit. */
@Command(
        name = "prosumer",
        description = "A participant's own orders, rule and key; its trades, readings, bills, account and credit.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            OrderCommand.class,
            RuleCommand.class,
            KeyCommand.class,
            ConsentCommand.class,
            HandInCommand.class
        },
        footer = {
            "",
            "Without orders of your own the node in your organisation's gateway-app orders for you, within your rule.",
            "Example: scripts/gridbourse prosumer account --participant north-1 --gateway http://localhost:8081"
        })
public final class ProsumerCommand extends CommandGroup {
    @Command(
            description = "The revealed orders.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example: scripts/gridbourse prosumer orders --session village-1 --participant north-1"})
    int orders(@Mixin GatewayOption gateway, @Mixin SessionOption session, @Mixin AnyParticipantOption participant) {
        return show(gateway, session, "orders", participant, ProsumerAnswers::orders);
    }

    @Command(
            description = "The trades.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example: scripts/gridbourse prosumer trades --session village-1 --participant north-1"})
    int trades(@Mixin GatewayOption gateway, @Mixin SessionOption session, @Mixin AnyParticipantOption participant) {
        return show(gateway, session, "trades", participant, ProsumerAnswers::trades);
    }

    @Command(
            description = "The meter readings.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example: scripts/gridbourse prosumer readings --session village-1 --participant north-1"})
    int readings(@Mixin GatewayOption gateway, @Mixin SessionOption session, @Mixin AnyParticipantOption participant) {
        return show(gateway, session, "readings", participant, ProsumerAnswers::readings);
    }

    @Command(
            description = "The settlement statements.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example: scripts/gridbourse prosumer statements --session village-1 --participant north-1"})
    int statements(
            @Mixin GatewayOption gateway, @Mixin SessionOption session, @Mixin AnyParticipantOption participant) {
        return show(gateway, session, "statements", participant, ProsumerAnswers::statements);
    }

    @Command(
            description = "The bill of a session, or of every closed session of a span.",
            mixinStandardHelpOptions = true,
            footer = {
                "",
                "Example: scripts/gridbourse prosumer bill --session village-1 --participant north-1",
                "         scripts/gridbourse prosumer bill --from 2026-03-01 --to 2026-03-31"
            })
    int bill(
            @Mixin GatewayOption gateway,
            @Option(names = "--session", paramLabel = "ID", description = "Session id.") String sessionId,
            @Option(names = "--from", paramLabel = "DAY", description = "First day, such as 2026-03-01.") String from,
            @Option(names = "--to", paramLabel = "DAY", description = "Last day; it counts whole.") String to,
            @Mixin MineOption participant) {
        String path = participant.path(gateway.client(), "bill");
        if (sessionId == null && from != null && to != null) {
            String span = "?from=%s&to=%s".formatted(GatewayOption.encoded(from), GatewayOption.encoded(to));
            return show(gateway, path + span, answer -> new SpanBillText(new Row((JsonObject) answer)).draw());
        }
        if (sessionId == null || from != null || to != null) {
            throw new ParameterException(spec().commandLine(), "give either --session, or --from and --to");
        }
        return show(gateway, path + "?sessionId=" + GatewayOption.encoded(sessionId), answer -> new BillText(
                        new Row((JsonObject) answer))
                .draw());
    }

    @Command(
            description = "Wallet, arrears, what is locked, and the credit class.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example: scripts/gridbourse prosumer account --participant north-1"})
    int account(@Mixin GatewayOption gateway, @Mixin ParticipantOption participant) {
        return show(
                gateway, participant.path("account"), answer -> ProsumerAnswers.account(new Row((JsonObject) answer)));
    }

    @Command(
            description = "Every change of the credit score.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example: scripts/gridbourse prosumer credit --participant north-1"})
    int credit(@Mixin GatewayOption gateway, @Mixin ParticipantOption participant) {
        return show(gateway, participant.path("credit"), answer -> ProsumerAnswers.credit(Row.all(answer)));
    }

    private int show(GatewayOption gateway, String path, Function<JsonValue, String> words) {
        return gateway.show(gateway.client().get(path), spec().commandLine().getOut(), words);
    }

    /** Records of a session, whose times and currency come from the session. */
    private int show(
            GatewayOption gateway,
            SessionOption session,
            String what,
            AnyParticipantOption participant,
            BiFunction<List<Row>, SessionTerms, String> words) {
        return show(
                gateway,
                session.path(what) + participant.query(),
                answer -> words.apply(Row.all(answer), session.terms(gateway)));
    }

    /** Which session. */
    static final class SessionOption {
        @Option(names = "--session", paramLabel = "ID", required = true, description = "Session id.")
        private String id;

        String path(String what) {
            return "/api/sessions/%s/%s".formatted(GatewayOption.encoded(id), what);
        }

        SessionTerms terms(GatewayOption gateway) {
            JsonValue session = gateway.client().get("/api/sessions/" + GatewayOption.encoded(id));
            return SessionTerms.of(new Row((JsonObject) session));
        }
    }

    /** Whose. */
    static final class ParticipantOption {
        @Option(names = "--participant", paramLabel = "ID", required = true, description = "Participant id.")
        private String id;

        String path(String what) {
            return "/api/participants/%s/%s".formatted(GatewayOption.encoded(id), what);
        }
    }

    /** Whose, or everybody's. */
    static final class AnyParticipantOption {
        @Option(names = "--participant", paramLabel = "ID", description = "Participant id; default: all.")
        private String id;

        String query() {
            return id == null ? "" : "?participantId=" + GatewayOption.encoded(id);
        }
    }
}
