package org.gridbourse.auditor.network;

import java.nio.file.Files;
import java.nio.file.Path;
import org.gridbourse.network.fabric.FabricPrograms;
import org.gridbourse.network.genesis.Consensus;

/**
 * Has a network with Byzantine ordering live through changes, and keeps its ledger as the resource {@code bft-ledger}: for tests
 * that must not need Fabric's programs. Only to be run when what networks write is meant to change.
 */
final class BftRecorder {
    private BftRecorder() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory("bft-recorder");
        Path ledger = Path.of(System.getProperty("gridbourse.root"), "auditor/src/test/resources/bft-ledger");
        FabricPrograms programs = FabricPrograms.findInstalled(System.getenv());
        try (RealNetwork network = new RealNetwork(programs, folder, Consensus.BFT)) {
            RealLedgerTest.liveThroughChanges(network);
            try (Peer grid = network.peer("Grid")) {
                BlockFetch.fetch(grid, ledger, (number, height) -> {});
            }
        }
        // block 0 is the genesis block; once is enough
        Files.delete(ledger.resolve(BlockFetch.GENESIS));
    }
}
