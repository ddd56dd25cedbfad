package org.gridbourse.blocks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.List;

/** The two ledgers that a real Fabric 3.1.5 network wrote. */
final class GoldenLedgers {
    private GoldenLedgers() {}

    static BlockFolder ledgerA() {
        return folder("ledger-a.zip");
    }

    static BlockFolder ledgerB() {
        return folder("ledger-b.zip");
    }

    static List<Block> blocks(BlockFolder folder) {
        return folder.numbers().stream()
                .map(number -> Block.parse(folder.read(number)))
                .toList();
    }

    private static BlockFolder folder(String name) {
        Path recorded = Path.of(System.getProperty("gridbourse.root", ".."), "blocks/src/test/resources/recorded");
        try {
            return new BlockFolder(
                    FileSystems.newFileSystem(recorded.resolve(name)).getPath("/"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
