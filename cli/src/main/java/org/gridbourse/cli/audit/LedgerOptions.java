package org.gridbourse.cli.audit;

import java.nio.file.Path;
import org.gridbourse.auditor.Audit;
import org.gridbourse.auditor.AuditInputException;
import org.gridbourse.auditor.BlockSource;
import picocli.CommandLine.Option;

/** Which ledger, and what is trusted of it. */
final class LedgerOptions {
    @Option(
            names = "--blocks",
            required = true,
            paramLabel = "DIR",
            description = "folder of block_000000.pb, block_000001.pb, …")
    private Path blocks;

    @Option(
            names = "--genesis",
            required = true,
            paramLabel = "FILE",
            description = "the genesis block that is trusted; best from another hand than the blocks")
    private Path genesis;

    @Option(
            names = "--chaincode",
            paramLabel = "NAME",
            defaultValue = Audit.CHAINCODE,
            description = "the market's name on the channel (default: ${DEFAULT-VALUE})")
    private String chaincode;

    Audit audit() throws AuditInputException {
        return Audit.trusting(genesis).ofChaincode(chaincode);
    }

    BlockSource source() throws AuditInputException {
        return Audit.folder(blocks, genesis);
    }
}
