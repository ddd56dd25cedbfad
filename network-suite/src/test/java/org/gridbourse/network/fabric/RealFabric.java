package org.gridbourse.network.fabric;

import java.nio.file.Path;
import java.util.List;
import org.gridbourse.programs.SurroundingsException;
import org.junit.jupiter.api.Assumptions;

/** Fabric's programs for tests; without them a test is skipped and says why. */
public final class RealFabric {
    private RealFabric() {}

    /** Whether tests can run on it without a download. */
    public static boolean isInstalled() {
        try {
            FabricPrograms.findInstalled(System.getenv());
            return true;
        } catch (SurroundingsException e) {
            return false;
        }
    }

    public static FabricPrograms programsOrSkip() {
        try {
            return FabricPrograms.findInstalled(System.getenv());
        } catch (SurroundingsException e) {
            Assumptions.abort("real Fabric: " + e.getMessage());
            throw e;
        }
    }

    /** For tests that start a whole network, which takes a while: only where it is asked for. */
    public static FabricPrograms networkOrSkip() {
        String wanted = System.getProperty("gridbourse.test.network", "embedded");
        Assumptions.assumeTrue(
                List.of("fabric", "all", "default").contains(wanted),
                "real Fabric: run with -Dgridbourse.test.network=fabric");
        return programsOrSkip();
    }

    static Path templates() {
        return Path.of(System.getProperty("gridbourse.root"), "network/fabric");
    }
}
