package org.gridbourse.network.fabric;

import java.nio.file.Path;
import org.gridbourse.network.identity.Organisation;

/**
 * Where nodes run: all on this machine, or each on a machine or in a container of its own.
 *
 * @param root the network's folder as the nodes see it
 * @param listenHost the address they listen on
 * @param byName whether nodes call each other by name, such as {@code peer0.grid.example}, or by the loopback address
 */
record Placement(Path root, String listenHost, boolean byName) {
    private static final String LOOPBACK = "127.0.0.1";

    /** Every node on this machine, reachable from nowhere else. */
    static Placement here(NodeFolders folders) {
        return new Placement(folders.root(), LOOPBACK, false);
    }

    /** Nodes on machines of their own that find each other by name. */
    static Placement onMachines(Path root) {
        return new Placement(root, "0.0.0.0", true);
    }

    /** How others reach an organisation's node. */
    String host(Organisation organisation) {
        return byName ? organisation.nodeName() : LOOPBACK;
    }
}
