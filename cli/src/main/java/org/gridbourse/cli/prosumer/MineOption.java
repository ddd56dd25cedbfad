package org.gridbourse.cli.prosumer;

import java.util.List;
import org.gridbourse.cli.rest.GatewayClient;
import org.gridbourse.cli.rest.GatewayOption;
import org.gridbourse.cli.rest.Row;
import org.gridbourse.market.json.JsonObject;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Whose; who trades for one participant alone need not say it. */
final class MineOption {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec verb;

    @Option(
            names = "--participant",
            paramLabel = "ID",
            description = "Participant id; default: yours, where you have one alone.")
    private String id;

    String id(GatewayClient gateway) {
        if (id != null) {
            return id;
        }
        List<String> mine = new Row((JsonObject) gateway.get("/api/me"))
                .rows("participants").stream()
                        .map(each -> each.word("participantId"))
                        .toList();
        if (mine.size() != 1) {
            throw new ParameterException(verb.commandLine(), "--participant must say which of " + mine);
        }
        return mine.get(0);
    }

    String path(GatewayClient gateway, String what) {
        return "/api/participants/%s/%s".formatted(GatewayOption.encoded(id(gateway)), what);
    }
}
