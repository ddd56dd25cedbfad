package org.gridbourse.cli.operator;

import org.gridbourse.cli.rest.GatewayClient;
import org.gridbourse.cli.rest.GatewayVerb;
import org.gridbourse.market.json.JsonValue;
import picocli.CommandLine.Command;

/** {@code gridbourse operator reconcile}. */
@Command(
        name = "reconcile",
        description =
                "Whether money and energy are conserved: postings against accounts, registers against statements.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example: scripts/gridbourse operator reconcile --json"})
final class ReconcileCommand extends GatewayVerb {
    @Override
    protected JsonValue ask(GatewayClient client) {
        return client.get("/api/reconciliation");
    }

    @Override
    protected String words(JsonValue answer) {
        return OperatorAnswers.reconciliation(answer);
    }
}
