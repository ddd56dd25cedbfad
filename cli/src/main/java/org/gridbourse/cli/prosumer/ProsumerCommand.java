package org.gridbourse.cli.prosumer;

import org.gridbourse.cli.rest.GatewayOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code gridbourse prosumer}: a participant's orders, trades, readings, bills, account and credit. */
@Command(
        name = "prosumer",
        description = "Shows a participant's orders, trades, readings, bills, account and credit.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Orders, prepayments and readings are sent by the participant's node in its organisation's gateway-app.",
            "Example: gridbourse prosumer account --participant north-1 --gateway http://localhost:8081"
        })
public final class ProsumerCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is needed, see --help");
    }

    @Command(
            description = "The revealed orders.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example: gridbourse prosumer orders --session village-1 --participant north-1"})
    int orders(@Mixin GatewayOption gateway, @Mixin SessionOption session, @Mixin AnyParticipantOption participant) {
        return show(gateway, session.path("orders") + participant.query());
    }

    @Command(
            description = "The trades.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example: gridbourse prosumer trades --session village-1 --participant north-1"})
    int trades(@Mixin GatewayOption gateway, @Mixin SessionOption session, @Mixin AnyParticipantOption participant) {
        return show(gateway, session.path("trades") + participant.query());
    }

    @Command(
            description = "The meter readings.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example: gridbourse prosumer readings --session village-1 --participant north-1"})
    int readings(@Mixin GatewayOption gateway, @Mixin SessionOption session, @Mixin AnyParticipantOption participant) {
        return show(gateway, session.path("readings") + participant.query());
    }

    @Command(
            description = "The settlement statements.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example: gridbourse prosumer statements --session village-1 --participant north-1"})
    int statements(
            @Mixin GatewayOption gateway, @Mixin SessionOption session, @Mixin AnyParticipantOption participant) {
        return show(gateway, session.path("statements") + participant.query());
    }

    @Command(
            description = "The bill of a session.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example: gridbourse prosumer bill --session village-1 --participant north-1"})
    int bill(@Mixin GatewayOption gateway, @Mixin SessionOption session, @Mixin ParticipantOption participant) {
        return show(gateway, participant.path("bill") + "?sessionId=" + GatewayOption.encoded(session.id));
    }

    @Command(
            description = "Wallet, arrears, what is locked, and the credit class.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example: gridbourse prosumer account --participant north-1"})
    int account(@Mixin GatewayOption gateway, @Mixin ParticipantOption participant) {
        return show(gateway, participant.path("account"));
    }

    @Command(
            description = "Every change of the credit score.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example: gridbourse prosumer credit --participant north-1"})
    int credit(@Mixin GatewayOption gateway, @Mixin ParticipantOption participant) {
        return show(gateway, participant.path("credit"));
    }

    private int show(GatewayOption gateway, String path) {
        return gateway.show(gateway.client().get(path), spec.commandLine().getOut());
    }

    /** Which session. */
    static final class SessionOption {
        @Option(names = "--session", paramLabel = "ID", required = true, description = "Session id.")
        private String id;

        String path(String what) {
            return "/api/sessions/%s/%s".formatted(GatewayOption.encoded(id), what);
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
