package org.gridbourse.cli.prosumer;

import java.math.BigDecimal;
import org.gridbourse.cli.output.CommandGroup;
import org.gridbourse.cli.rest.GatewayClient;
import org.gridbourse.cli.rest.GatewayOption;
import org.gridbourse.market.json.JsonObject;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gridbourse prosumer rule}: what is set once, within which the node orders. */
@Command(
        name = "rule",
        description = "The standing rule within which your node orders.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Example: scripts/gridbourse prosumer rule set --mode AUTOMATIC --buy-at-most 0.28"})
final class RuleCommand extends CommandGroup {
    /** Who orders. */
    enum Mode {
        AUTOMATIC,
        MANUAL,
        OFF
    }

    @Command(
            description = "The rule, and what it will do.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example: scripts/gridbourse prosumer rule show"})
    int show(@Mixin GatewayOption gateway, @Mixin MineOption participant) {
        GatewayClient client = gateway.client();
        return gateway.show(
                client.get(participant.path(client, "rule")),
                spec().commandLine().getOut());
    }

    @Command(
            description = "Sets the rule, from the next session that opens; what is left out has no limit.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example: scripts/gridbourse prosumer rule set --mode AUTOMATIC --sell-at-least 0.12"})
    int set(
            @Mixin GatewayOption gateway,
            @Mixin MineOption participant,
            @Option(
                            names = "--mode",
                            required = true,
                            paramLabel = "MODE",
                            description = "AUTOMATIC: the node orders; MANUAL: you do; OFF: nobody does.")
                    Mode mode,
            @Option(names = "--buy-at-most", paramLabel = "PRICE", description = "Highest price of a kWh from peers.")
                    BigDecimal buyAtMost,
            @Option(names = "--sell-at-least", paramLabel = "PRICE", description = "Lowest price of a kWh to peers.")
                    BigDecimal sellAtLeast,
            @Option(
                            names = "--daily-limit",
                            paramLabel = "AMOUNT",
                            description = "The most that the orders of one session may cost.")
                    BigDecimal dailyLimit) {
        JsonObject.Builder rule = JsonObject.builder().put("mode", mode.name());
        put(rule, "buyAtMost", buyAtMost);
        put(rule, "sellAtLeast", sellAtLeast);
        put(rule, "dailyLimit", dailyLimit);
        GatewayClient client = gateway.client();
        return gateway.show(
                client.put(participant.path(client, "rule"), rule.build()),
                spec().commandLine().getOut());
    }

    private static void put(JsonObject.Builder rule, String key, BigDecimal value) {
        if (value != null) {
            rule.put(key, value.toPlainString());
        }
    }
}
