package org.gridbourse.network.fabric;

import java.nio.file.Path;
import org.gridbourse.network.process.SurroundingsException;
import org.junit.jupiter.api.Assumptions;

/** Fabric's programs for tests; without them a test is skipped and says why. */
public final class RealFabric {
    private RealFabric() {}

    public static FabricPrograms programsOrSkip() {
        try {
            return FabricPrograms.findInstalled(System.getenv());
        } catch (SurroundingsException e) {
            Assumptions.abort("real Fabric: " + e.getMessage());
            throw e;
        }
    }

    public static Path templates() {
        return Path.of(System.getProperty("gridbourse.root"), "network/fabric");
    }
}
