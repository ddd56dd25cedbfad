package org.gridbourse.cli.prosumer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.gridbourse.cli.output.CommandGroup;
import org.gridbourse.cli.rest.GatewayClient;
import org.gridbourse.cli.rest.GatewayOption;
import org.gridbourse.cli.rest.Row;
import org.gridbourse.cli.signing.KeyFile;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.json.JsonValue;
import org.gridbourse.programs.SurroundingsException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gridbourse prosumer order}: orders of one's own for a session; whoever holds a key of his own signs them with it. */
@Command(
        name = "order",
        description = "Your own orders for a session, instead of the node's.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Who holds a key of his own names it with --key; its passphrase is asked for, or in"
                    + " $GRIDBOURSE_KEY_PASSPHRASE.",
            "The file has the columns period,side,quantity_kwh,limit_price: one line per step, the better ones first.",
            "Example: scripts/gridbourse prosumer order put --session village-1 --file orders.csv"
        })
final class OrderCommand extends CommandGroup {
    @Command(
            description = "Seals and sends orders; until the gate closes they replace earlier ones.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example: scripts/gridbourse prosumer order put --session village-1 --file orders.csv"})
    int put(
            @Mixin GatewayOption gateway,
            @Mixin SessionAndParticipant whose,
            @Option(names = "--file", paramLabel = "FILE", required = true, description = "The orders, as CSV.")
                    Path file,
            @Mixin OwnKeyOption key) {
        GatewayClient client = gateway.client();
        if (key.file == null) {
            return show(gateway, client.send("PUT", whose.path(client), "text/csv", text(file)), OwnOrdersText::sent);
        }
        SignedOrders orders = whose.signed(client, key);
        orders.put(WrittenOrders.read(file));
        return show(gateway, orders.state(), OwnOrdersText::sent);
    }

    @Command(
            description = "What was sent, and what became of it.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example: scripts/gridbourse prosumer order show --session village-1"})
    int show(@Mixin GatewayOption gateway, @Mixin SessionAndParticipant whose) {
        GatewayClient client = gateway.client();
        return show(gateway, client.get(whose.path(client)), OwnOrdersText::sent);
    }

    @Command(
            description = "Takes back whatever was ordered, by you or by the node.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example: scripts/gridbourse prosumer order withdraw --session village-1"})
    int withdraw(@Mixin GatewayOption gateway, @Mixin SessionAndParticipant whose, @Mixin OwnKeyOption key) {
        GatewayClient client = gateway.client();
        if (key.file != null) {
            SignedOrders orders = whose.signed(client, key);
            orders.withdraw();
            return show(gateway, orders.state(), OwnOrdersText::sent);
        }
        return show(gateway, client.delete(whose.path(client)), OwnOrdersText::sent);
    }

    @Command(
            description = "What the node would order, why, and what that would lock and cost.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example: scripts/gridbourse prosumer order draft --session village-1"})
    int draft(@Mixin GatewayOption gateway, @Mixin SessionAndParticipant whose) {
        GatewayClient client = gateway.client();
        return show(gateway, client.get(whose.draftPath(client)), OwnOrdersText::draft);
    }

    private int show(GatewayOption gateway, JsonValue answer, Function<Row, String> words) {
        return gateway.show(answer, spec().commandLine().getOut(), own -> words.apply(new Row((JsonObject) own)));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new SurroundingsException("%s cannot be read: %s".formatted(file, e.getMessage()), e);
        }
    }

    /** Which session, and whose. */
    static final class SessionAndParticipant {
        @Option(names = "--session", paramLabel = "ID", required = true, description = "Session id.")
        private String session;

        @Mixin
        private MineOption participant;

        String path(GatewayClient client) {
            return "/api/sessions/%s/orders/%s"
                    .formatted(GatewayOption.encoded(session), GatewayOption.encoded(participant.id(client)));
        }

        SignedOrders signed(GatewayClient client, OwnKeyOption key) {
            return new SignedOrders(client, participant.id(client), session, KeyFile.open(key.file));
        }

        String draftPath(GatewayClient client) {
            return "/api/sessions/%s/draft?participantId=%s"
                    .formatted(GatewayOption.encoded(session), GatewayOption.encoded(participant.id(client)));
        }
    }

    /** The key of whoever holds one of his own. */
    static final class OwnKeyOption {
        @Option(
                names = "--key",
                paramLabel = "FILE",
                description = "Your own key's file, its certificate beside it; default: your organisation signs.")
        private Path file;
    }
}
