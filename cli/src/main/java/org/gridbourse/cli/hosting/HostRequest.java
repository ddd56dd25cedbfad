package org.gridbourse.cli.hosting;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * What {@code market up} was asked for.
 *
 * @param config folder of {@code market.yaml}
 * @param network embedded or fabric
 * @param playground whether microgrids are simulated
 * @param sessionSeconds of a playground; empty: as its {@code market.yaml} says
 */
record HostRequest(Path config, MarketFolder folder, String network, boolean playground, OptionalInt sessionSeconds) {

    /** The same request as arguments. */
    List<String> arguments() {
        List<String> arguments = new ArrayList<>(
                List.of("--config", config.toString(), "--data", folder.root().toString(), "--network", network));
        if (playground) {
            arguments.add("--playground");
        }
        sessionSeconds.ifPresent(seconds -> arguments.addAll(List.of("--session-seconds", Integer.toString(seconds))));
        return arguments;
    }
}
