package org.gridbourse.network.fabric;

import java.util.random.RandomGenerator;
import org.gridbourse.network.genesis.Consensus;
import org.gridbourse.programs.Ports;
import org.gridbourse.programs.SurroundingsException;

/** Chooses the ports of a network. */
final class PortBase {
    private static final int ATTEMPTS = 100;

    private PortBase() {}

    /** A base whose ports are all free at this moment. */
    static int free(Consensus consensus, RandomGenerator random) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int base = Ports.randomBase(random);
            if (Topology.of(base, consensus).ports().keySet().stream().allMatch(Ports::isFree)) {
                return base;
            }
        }
        throw new SurroundingsException("no free ports found in %d attempts".formatted(ATTEMPTS));
    }
}
