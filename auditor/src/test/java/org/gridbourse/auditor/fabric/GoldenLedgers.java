package org.gridbourse.auditor.fabric;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.List;
import org.gridbourse.auditor.findings.Findings;
import org.gridbourse.blocks.Block;
import org.gridbourse.blocks.BlockFolder;

/** The two ledgers that a real Fabric 3.1.5 network wrote. */
public final class GoldenLedgers {
    private GoldenLedgers() {}

    public static List<ByteString> ledgerA() {
        return blocks("ledger-a.zip");
    }

    public static List<ByteString> ledgerB() {
        return blocks("ledger-b.zip");
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

    private static List<ByteString> blocks(String name) {
        Path recorded = Path.of(System.getProperty("gridbourse.root", ".."), "blocks/src/test/resources/recorded");
        try (FileSystem zip = FileSystems.newFileSystem(recorded.resolve(name))) {
            BlockFolder folder = new BlockFolder(zip.getPath("/"));
            return folder.numbers().stream().map(folder::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
