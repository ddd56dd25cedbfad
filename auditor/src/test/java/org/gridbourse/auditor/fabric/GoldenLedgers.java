package org.gridbourse.auditor.fabric;

import com.google.protobuf.ByteString;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gridbourse.auditor.findings.Findings;
import org.gridbourse.blocks.Block;
import org.gridbourse.blocks.BlockFolder;
import org.junit.jupiter.api.Assumptions;

/** The two ledgers that a real Fabric 3.1.5 network wrote, kept beside the checkout. */
public final class GoldenLedgers {
    private GoldenLedgers() {}

    public static Path root() {
        Path folder = Path.of(System.getProperty("gridbourse.root", "..")).resolve("../shared/fabric/golden");
        Assumptions.assumeTrue(Files.isDirectory(folder), "golden ledgers are not beside this checkout: " + folder);
        return folder;
    }

    public static List<ByteString> ledgerA() {
        return blocks(new BlockFolder(root().resolve("blocks")));
    }

    public static List<ByteString> ledgerB() {
        return blocks(new BlockFolder(root().resolve("ledger-b/blocks")));
    }

    /** Checks blocks that stand in a row, the first being the trusted genesis block. */
    public static Findings check(List<ByteString> blocks) throws ConfigException {
        return check(Block.parse(blocks.get(0)), blocks);
    }

    public static Findings check(Block genesis, List<ByteString> blocks) throws ConfigException {
        Findings findings = new Findings();
        ChainCheck chain = new ChainCheck(genesis, new MemoryState(), (block, transaction, state) -> {}, findings);
        blocks.forEach(bytes -> chain.check(PreparedBlock.of(bytes)));
        return findings;
    }

    private static List<ByteString> blocks(BlockFolder folder) {
        return folder.numbers().stream().map(folder::read).toList();
    }
}
