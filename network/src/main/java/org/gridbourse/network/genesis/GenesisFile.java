package org.gridbourse.network.genesis;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import org.gridbourse.programs.SurroundingsException;
import org.hyperledger.fabric.protos.common.Block;

/** The genesis block on disk, made once for a ledger. */
public final class GenesisFile {
    private GenesisFile() {}

    /**
     * The block of a new ledger, or the one of the former start if it still fits the certificates.
     *
     * @throws SurroundingsException if certificates and ledger do not belong together
     */
    public static Block createOrCheck(Path file, ChannelConfiguration configuration, Instant now) {
        try {
            if (Files.exists(file)) {
                return check(Block.parseFrom(Files.readAllBytes(file)), file, configuration);
            }
            Block block = GenesisBlock.build(configuration, now);
            Path draft = file.resolveSibling(file.getFileName() + ".draft");
            Files.write(draft, block.toByteArray());
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
            return block;
        } catch (InvalidProtocolBufferException e) {
            throw new SurroundingsException(file + " is damaged; start a new ledger with --clean", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Block check(Block block, Path file, ChannelConfiguration configuration)
            throws InvalidProtocolBufferException {
        List<String> differences = GenesisDifference.between(block, configuration);
        if (!differences.isEmpty()) {
            throw new SurroundingsException(
                    "the ledger in %s was begun otherwise: %s. Use the old settings and certificates again, or start a new ledger with --clean"
                            .formatted(file.getParent(), String.join("; ", differences)));
        }
        return block;
    }
}
