package org.gridbourse.cli.node;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Optional;
import org.gridbourse.cli.rest.GatewayClient;
import org.gridbourse.cli.rest.GatewayOption;
import org.gridbourse.cli.rest.Row;
import org.gridbourse.market.json.Json;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.node.rule.StandingRule;

/** The owner's standing rule, as it stands at the gateway-app; the last one that was told holds on. */
final class RestRule {
    private static final int MICRO_DIGITS = 6;
    private static final int NANO_DIGITS = 9;

    private final GatewayClient gateway;
    private final String path;
    private final KeptText kept;
    private StandingRule rule;

    RestRule(GatewayClient gateway, String participantId, Path file) {
        this.gateway = gateway;
        this.path = "/api/participants/%s/rule".formatted(GatewayOption.encoded(participantId));
        this.kept = new KeptText(file);
        this.rule = kept.read()
                .map(text -> rule(new Row((JsonObject) Json.parse(text))))
                .orElseGet(StandingRule::followTariff);
    }

    StandingRule rule() {
        return rule;
    }

    /** @throws org.gridbourse.programs.SurroundingsException if nobody answers */
    void refresh() {
        JsonObject answer = (JsonObject) gateway.get(path);
        StandingRule told = rule(new Row(answer));
        if (!told.equals(rule)) {
            kept.write(Json.write(answer));
            rule = told;
        }
    }

    private static StandingRule rule(Row row) {
        return new StandingRule(
                StandingRule.Mode.valueOf(row.word("mode")),
                decimal(row, "buyAtMost", MICRO_DIGITS).map(UnitPrice::new),
                decimal(row, "sellAtLeast", MICRO_DIGITS).map(UnitPrice::new),
                decimal(row, "dailyLimit", NANO_DIGITS).map(Money::new));
    }

    private static Optional<Long> decimal(Row row, String member, int digits) {
        return Optional.of(row.word(member))
                .filter(text -> !text.isEmpty())
                .map(text -> new BigDecimal(text).movePointRight(digits).longValueExact());
    }
}
