package org.gridbourse.network.fabric;

import java.nio.file.Path;

/** The templates of real Fabric's configuration in this checkout. */
final class Templates {
    static final Path FOLDER = Path.of(System.getProperty("gridbourse.root"), "network/fabric");

    private Templates() {}
}
