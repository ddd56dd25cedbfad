package org.gridbourse.auditor;

import java.util.List;
import java.util.Optional;
import org.gridbourse.auditor.fabric.Certificates;
import org.gridbourse.auditor.fabric.ChainCheck;
import org.gridbourse.auditor.fabric.ConfigException;
import org.gridbourse.auditor.fabric.PreparedBlock;
import org.gridbourse.auditor.fabric.StateStore;
import org.gridbourse.auditor.findings.Finding;
import org.gridbourse.auditor.findings.FindingCode;
import org.gridbourse.auditor.findings.Findings;
import org.gridbourse.auditor.market.Books;
import org.gridbourse.auditor.market.MarketReplay;
import org.gridbourse.auditor.market.MeterSignatures;
import org.gridbourse.auditor.market.RecordListener;
import org.gridbourse.auditor.market.WrittenRecord;
import org.gridbourse.blocks.Block;
import org.gridbourse.blocks.Hashes;
import org.gridbourse.blocks.MalformedException;
import org.gridbourse.market.RefusedException;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.ledger.MarketLedger;
import org.gridbourse.market.signature.JcaSignatureVerifier;

/** An audit under way: takes one block after the other and can say at any time what it has found so far. */
public final class RunningAudit {
    private final Findings findings = new Findings();
    private final Books books = new Books(findings);
    private final List<RecordListener> listeners;
    private final MeterSignatures meterSignatures;
    private final ChainCheck chain;

    RunningAudit(Block genesis, String chaincode, StateStore state, List<RecordListener> listeners)
            throws ConfigException {
        this.listeners = List.copyOf(listeners);
        this.meterSignatures = new MeterSignatures(new JcaSignatureVerifier(Certificates.PROVIDER), chaincode, state);
        MarketReplay replay = new MarketReplay(chaincode, new MarketLedger(meterSignatures), findings, this::tell);
        this.chain = new ChainCheck(genesis, state, replay, findings);
    }

    /** Opens a block and verifies its signatures; any thread may, ahead of its turn. */
    Preparation.Prepared prepare(BlockSource.Place place) {
        return Preparation.Prepared.of(place, meterSignatures::verifyAhead);
    }

    /** Judges the next block. */
    void check(Preparation.Prepared next) {
        if (next.block().isPresent()) {
            check(next.number(), next.block().get());
        } else if (next.flaw().isPresent()) {
            findings.add(
                    FindingCode.BLOCK_UNREADABLE, next.number(), next.flaw().get());
            chain.skipUnreadable(next.number());
        } else {
            chain.skipMissing(next.number());
        }
    }

    /** Takes the next block and judges it. */
    public void check(BlockSource.Place place) {
        check(prepare(place));
    }

    /** The number of blocks checked so far. */
    public long height() {
        return chain.height();
    }

    /** How many transactions they hold. */
    public long transactions() {
        return chain.transactions();
    }

    /** What was found so far. */
    public List<Finding> findings() {
        return findings.listed();
    }

    /** What there is to say, were the ledger to end here. */
    public AuditReport report(Audit.Expected expected) {
        return new AuditReport(
                chain.height(),
                chain.judged(),
                chain.transactions(),
                books.sessions(),
                books.trades(),
                findings.listed(),
                findings.counts(),
                findings.consequences(),
                Hashes.hex(chain.headHash()),
                books.sumNano(),
                new AuditReport.Clock(books.isSimulated(), books.notices()),
                !expected.equals(Audit.Expected.NOTHING));
    }

    /** Whether nothing was found so far. */
    boolean isClean() {
        return findings.isEmpty();
    }

    JsonObject snapshot() {
        return JsonObject.builder()
                .put("chain", chain.snapshot())
                .put("books", books.snapshot())
                .build();
    }

    void resume(JsonObject snapshot) throws ConfigException {
        chain.resume((JsonObject) snapshot.get("chain").orElseThrow());
        books.resume((JsonObject) snapshot.get("books").orElseThrow());
    }

    /** Whether the block below the next one is still the one that a checkpoint has seen. */
    void checkResumedOn(Optional<BlockSource.Place> below) {
        boolean same = below.flatMap(BlockSource.Place::bytes)
                .map(bytes -> {
                    try {
                        Block block = Block.parse(bytes);
                        return block.headerHash().equals(chain.headHash())
                                && block.dataHash().equals(block.computedDataHash());
                    } catch (MalformedException e) {
                        return false;
                    }
                })
                .orElse(false);
        if (!same) {
            findings.add(
                    FindingCode.HEAD_MISMATCH,
                    "the ledger no longer has block %d as the checkpoint saw it (%s)"
                            .formatted(chain.height() - 1, Hashes.hex(chain.headHash())));
        }
    }

    /** The ledger has ended. */
    AuditReport end(Audit.Expected expected) {
        books.end();
        listeners.forEach(this::end);
        if (expected.height().isPresent() && expected.height().getAsLong() != chain.height()) {
            findings.add(
                    FindingCode.HEIGHT_MISMATCH,
                    "%d blocks, %d were expected"
                            .formatted(chain.height(), expected.height().getAsLong()));
        }
        String head = Hashes.hex(chain.headHash());
        if (expected.headHash().isPresent() && !expected.headHash().get().equalsIgnoreCase(head)) {
            findings.add(
                    FindingCode.HEAD_MISMATCH,
                    "last block is %s, %s was expected"
                            .formatted(head, expected.headHash().get()));
        }
        return report(expected);
    }

    /** Whatever a forger puts into a block, it ends in a finding and not in a crash. */
    private void check(long number, PreparedBlock block) {
        try {
            chain.check(block);
            books.endTransaction();
        } catch (RuntimeException e) {
            findings.add(FindingCode.BLOCK_UNREADABLE, number, "makes no sense: " + e);
            chain.skipUnreadable(number);
        }
    }

    private void tell(WrittenRecord record) {
        books.written(record);
        for (RecordListener listener : listeners) {
            try {
                listener.written(record);
            } catch (IllegalArgumentException | ArithmeticException | RefusedException e) {
                // A forged record may say what no listener can make sense of.
                findings.add(
                        FindingCode.RECORD_UNREADABLE,
                        record.source().block(),
                        record.source().transactionId(),
                        "%s makes no sense: %s".formatted(record.key(), e.getMessage()));
            }
        }
    }

    private void end(RecordListener listener) {
        try {
            listener.end();
        } catch (IllegalArgumentException | ArithmeticException | RefusedException e) {
            findings.add(FindingCode.RECORD_UNREADABLE, "records make no sense together: " + e.getMessage());
        }
    }
}
