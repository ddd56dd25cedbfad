package org.gridbourse.cli.hosting;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.gridbourse.cli.installation.Installation;
import org.gridbourse.cli.rest.AccessTokens;
import org.gridbourse.cli.rest.GatewayClient;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.json.JsonText;
import org.gridbourse.market.json.JsonValue;
import org.gridbourse.programs.SurroundingsException;
import picocli.CommandLine.Option;

/** Which market on this machine a verb is about. */
final class FolderOptions {
    private static final String GRID = "Grid";

    @Option(names = "--data", paramLabel = "DIR", description = "Folder of the market's data. Default: var/market.")
    private Path data;

    MarketFolder folder() {
        return new MarketFolder(data == null ? Installation.find().root().resolve("var/market") : data);
    }

    /** The grid company's gateway-app of the market that runs there. */
    GatewayClient operator(MarketState state) {
        for (JsonValue each : ((JsonArray) state.json().members().get("gateways")).elements()) {
            JsonObject gateway = (JsonObject) each;
            if (text(gateway, "organisation").equals(GRID)) {
                Path token = folder().gateway(GRID).resolve("token");
                return new GatewayClient(URI.create(text(gateway, "url")), Optional.of(AccessTokens.read(token)));
            }
        }
        throw new SurroundingsException("%s names no gateway-app of Grid".formatted(folder().state()));
    }

    private static String text(JsonObject object, String key) {
        return ((JsonText) object.members().get(key)).value();
    }
}
