package org.gridbourse.network.suite;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.hyperledger.fabric.client.Contract;
import org.hyperledger.fabric.client.GatewayException;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockchainInfo;

/**
 * Keeps a network's ledger in the file that the system property {@code gridbourse.test.record} names, as a resource for tests
 * that must not need Fabric's programs: the blocks from the genesis block on, each with its length before it, compressed.
 * Only to be asked for when what networks write is meant to change.
 */
final class RecordedBlocks {
    private RecordedBlocks() {}

    static void keepIfWanted(NetworkUnderTest network) {
        Optional<Path> file = Optional.ofNullable(System.getProperty("gridbourse.test.record"))
                .map(Path::of);
        if (file.isEmpty()) {
            return;
        }
        try (Client client = network.client("Grid", "operator");
                OutputStream out = new GZIPOutputStream(Files.newOutputStream(file.get()))) {
            Contract ledger = client.network().getContract("qscc");
            long height = BlockchainInfo.parseFrom(ledger.evaluateTransaction("GetChainInfo", NetworkUnderTest.CHANNEL))
                    .getHeight();
            for (long number = 0; number < height; number++) {
                Block.parseFrom(ledger.evaluateTransaction(
                                "GetBlockByNumber", NetworkUnderTest.CHANNEL, Long.toString(number)))
                        .writeDelimitedTo(out);
            }
        } catch (GatewayException refused) {
            throw new IllegalStateException(refused);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }
}
