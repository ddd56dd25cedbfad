package org.gridbourse.programs;

import java.util.List;
import java.util.Map;

/** Takes variables out of a child's environment that would change how it behaves behind our back. */
public final class CleanEnvironment {
    private static final List<String> PREFIXES =
            List.of("CORE_", "ORDERER_", "FABRIC_", "CHAINCODE_", "OSN_", "DEVMODE_", "OTEL_");

    private CleanEnvironment() {}

    /** Drops what the user's shell may have set for Fabric, then sets what is wanted. */
    public static void apply(Map<String, String> environment, Map<String, String> wanted) {
        environment.keySet().removeIf(name -> PREFIXES.stream().anyMatch(name::startsWith));
        environment.remove("JAVA_TOOL_OPTIONS");
        environment.putAll(wanted);
    }
}
