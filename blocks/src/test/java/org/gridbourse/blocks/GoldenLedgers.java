package org.gridbourse.blocks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** The two ledgers that a real Fabric 3.1.5 network wrote, kept beside the checkout. */
final class GoldenLedgers {
    private GoldenLedgers() {}

    static BlockFolder ledgerA() {
        return folder("blocks");
    }

    static BlockFolder ledgerB() {
        return folder("ledger-b/blocks");
    }

    static List<Block> blocks(BlockFolder folder) {
        return folder.numbers().stream()
                .map(number -> Block.parse(folder.read(number)))
                .toList();
    }

    private static BlockFolder folder(String name) {
        Path folder = Path.of(System.getProperty("gridbourse.root", "..")).resolve("../shared/fabric/golden/" + name);
        Assumptions.assumeTrue(Files.isDirectory(folder), "golden ledgers are not beside this checkout: " + folder);
        return new BlockFolder(folder);
    }
}
