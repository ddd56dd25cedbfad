package org.gridbourse.auditor;

import com.google.protobuf.ByteString;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.gridbourse.auditor.fabric.ConfigException;
import org.gridbourse.auditor.fabric.SpillingState;
import org.gridbourse.auditor.fabric.StateStore;
import org.gridbourse.auditor.market.RecordListener;
import org.gridbourse.blocks.Block;
import org.gridbourse.blocks.BlockFolder;
import org.gridbourse.blocks.Hashes;
import org.gridbourse.blocks.MalformedException;

/**
 * One audit of one channel: every check of the chain, of each transaction and of the market, from the genesis block to the
 * last block. Nothing is believed but the genesis block.
 */
public final class Audit {
    /** The market's name on the channel unless said otherwise. */
    public static final String CHAINCODE = "market";

    private static final long MOST_MISSING = 1_000_000;

    private final Block genesis;
    private final ByteString genesisFile;
    private final String chaincode;
    private final Expected expected;
    private final Progress progress;
    private final List<RecordListener> listeners = new ArrayList<>();

    /**
     * What the caller knows of the ledger's end from elsewhere.
     *
     * @param headHash hash of the last block's header, hexadecimal
     * @param height number of blocks
     */
    public record Expected(Optional<String> headHash, OptionalLong height) {
        /** Nothing is known: a ledger cut off at its end cannot be told from a whole one. */
        public static final Expected NOTHING = new Expected(Optional.empty(), OptionalLong.empty());
    }

    private Audit(Block genesis, ByteString genesisFile, String chaincode, Expected expected, Progress progress) {
        this.genesis = genesis;
        this.genesisFile = genesisFile;
        this.chaincode = chaincode;
        this.expected = expected;
        this.progress = progress;
    }

    /** An audit that trusts this genesis block. */
    public static Audit trusting(ByteString genesis) throws AuditInputException {
        try {
            return new Audit(Block.parse(genesis), genesis, CHAINCODE, Expected.NOTHING, Progress.SILENT);
        } catch (MalformedException e) {
            throw new AuditInputException("the genesis block cannot be read: " + e.getMessage());
        }
    }

    /** An audit that trusts the genesis block in this file. */
    public static Audit trusting(Path genesis) throws AuditInputException {
        return trusting(read(genesis));
    }

    /** Everything about the blocks in a folder. */
    public static AuditReport verify(Path blocks, Path genesis) throws AuditInputException {
        return trusting(genesis).verify(folder(blocks, genesis));
    }

    /**
     * The blocks in a folder, block 0 taken from the genesis file where the folder has none.
     *
     * @throws AuditInputException if the folder holds no block, or so few of so many that it can be no ledger
     */
    public static BlockSource folder(Path blocks, Path genesis) throws AuditInputException {
        if (!Files.isDirectory(blocks)) {
            throw new AuditInputException("%s is no folder of blocks".formatted(blocks));
        }
        List<Long> numbers = numbers(blocks);
        if (numbers.isEmpty()) {
            throw new AuditInputException("%s holds no blocks: they are called %s, %s, …"
                    .formatted(blocks, BlockFolder.fileName(0), BlockFolder.fileName(1)));
        }
        long last = numbers.get(numbers.size() - 1);
        if (last - numbers.size() > MOST_MISSING) {
            throw new AuditInputException(String.format(
                    Locale.ROOT,
                    "%s holds %,d blocks and ends with %s: more than %,d between them are missing",
                    blocks,
                    numbers.size(),
                    BlockFolder.fileName(last),
                    MOST_MISSING));
        }
        return new FolderSource(blocks, read(genesis));
    }

    private static List<Long> numbers(Path blocks) throws AuditInputException {
        try {
            return new BlockFolder(blocks).numbers();
        } catch (UncheckedIOException e) {
            throw new AuditInputException("%s cannot be read: %s".formatted(blocks, reason(e)));
        }
    }

    /** The hashes of the genesis block that is trusted. */
    public TrustedHashes trusted() {
        return new TrustedHashes(Hashes.hex(genesis.headerHash()), Hashes.hex(Hashes.sha256(genesisFile)));
    }

    /** The same audit, for a market of another name. */
    public Audit ofChaincode(String name) {
        return copy(name, expected, progress);
    }

    /** The same audit, which also knows the ledger's end. */
    public Audit expecting(Expected end) {
        return copy(chaincode, end, progress);
    }

    /** The same audit, which says how far it has come. */
    public Audit telling(Progress listener) {
        return copy(chaincode, expected, listener);
    }

    /** The same audit, which hands every record of the market to one more listener. */
    public Audit recordsTo(RecordListener listener) {
        Audit copy = copy(chaincode, expected, progress);
        copy.listeners.add(listener);
        return copy;
    }

    /** Checks everything. */
    public AuditReport verify(BlockSource source) throws AuditInputException {
        try (StateStore state = new SpillingState()) {
            RunningAudit audit = begin(state);
            try (Preparation preparation = new Preparation(source.from(0), audit::prepare)) {
                while (preparation.hasNext()) {
                    audit.check(preparation.next());
                    progress.at(audit.height(), audit.transactions());
                }
            }
            return audit.end(expected);
        }
    }

    /**
     * Checks everything, going on where the last audit with this file ended, and saving how far it has come. Only what was
     * found to be in order is saved. Memory does not grow with the ledger. Listeners hear of what is new only.
     *
     * @param checkpoint kept by the auditor where nobody else can write; made if it is not there
     */
    public AuditReport verify(BlockSource source, Path checkpoint) throws AuditInputException {
        try (Checkpoint file = Checkpoint.open(checkpoint, trusted().header() + "/" + chaincode)) {
            RunningAudit audit = begin(file.state());
            file.resume(audit, source);
            try (Preparation preparation = new Preparation(source.from(audit.height()), audit::prepare)) {
                while (preparation.hasNext()) {
                    audit.check(preparation.next());
                    file.saveSometimes(audit);
                    progress.at(audit.height(), audit.transactions());
                }
            }
            file.save(audit);
            return audit.end(expected);
        }
    }

    /** Begins an audit that is handed its blocks one by one. */
    public RunningAudit begin(StateStore state) throws AuditInputException {
        try {
            return new RunningAudit(genesis, chaincode, state, listeners);
        } catch (ConfigException e) {
            throw new AuditInputException("the genesis block cannot be trusted: " + e.getMessage());
        }
    }

    private Audit copy(String newChaincode, Expected newExpected, Progress newProgress) {
        Audit copy = new Audit(genesis, genesisFile, newChaincode, newExpected, newProgress);
        copy.listeners.addAll(listeners);
        return copy;
    }

    private static ByteString read(Path file) throws AuditInputException {
        try {
            return BlockFolder.read(file);
        } catch (UncheckedIOException e) {
            throw new AuditInputException("%s cannot be read: %s".formatted(file, reason(e)));
        }
    }

    private static String reason(UncheckedIOException exception) {
        return exception.getCause() instanceof NoSuchFileException
                ? "it is not there"
                : exception.getCause().getMessage();
    }
}
