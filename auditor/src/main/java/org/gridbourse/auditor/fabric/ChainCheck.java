package org.gridbourse.auditor.fabric;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.gridbourse.auditor.findings.FindingCode;
import org.gridbourse.auditor.findings.Findings;
import org.gridbourse.auditor.json.Values;
import org.gridbourse.blocks.Block;
import org.gridbourse.blocks.Hashes;
import org.gridbourse.blocks.StateKey;
import org.gridbourse.blocks.StateUpdates;
import org.gridbourse.blocks.StateValue;
import org.gridbourse.market.json.JsonObject;
import org.hyperledger.fabric.protos.common.Config;

/**
 * Checks a channel's blocks in their order, from the genesis block on, and keeps the state that follows from them. It believes
 * nothing but the genesis block: codes, state and commit hashes are its own.
 */
public final class ChainCheck {
    private final Findings findings;
    private final StateStore state;
    private final TrustedGenesis genesis;
    private final ConfigHistory configs;
    private final boolean excerpt;
    private final LinkCheck links;
    private final CommitHashCheck commitHashes;
    private final PrivateDataExpiry expiry;
    private final BlockWrites writes;

    private long height;
    private ByteString headHash = ByteString.EMPTY;
    private Instant clock = Instant.EPOCH;
    private long transactions;
    private boolean isHeadUnknown;
    private boolean isStateUnknown;
    private long judged;

    /** The world state in the middle of a block. */
    public interface StateView {
        /** What a key holds. */
        Optional<StateValue> get(StateKey key);

        /** The committed state below, and what this block has changed so far. */
        StateStore committed();

        /** What this block has changed so far. */
        StateUpdates updates();

        /** The organisations whose endorsements of a transaction count, in the order in which they stand there. */
        List<String> endorsers(OrderedTransaction transaction);
    }

    /**
     * Begins with a genesis block.
     *
     * @param state empty
     * @throws ConfigException if the genesis block cannot be trusted as it stands
     */
    public ChainCheck(Block genesis, StateStore state, ValidTransactions listener, Findings findings)
            throws ConfigException {
        this(genesis, state, listener, findings, false);
    }

    /**
     * Begins with the genesis block of an excerpt: every block's header and orderers' signatures, the envelopes of some. Of
     * those, what is noted as valid must be well formed, signed and endorsed; which versions it read, and what is noted as
     * not valid, cannot be judged without the rest.
     *
     * @throws ConfigException if the genesis block cannot be trusted as it stands
     */
    public static ChainCheck ofExcerpt(Block genesis, ValidTransactions listener, Findings findings)
            throws ConfigException {
        return new ChainCheck(genesis, new MemoryState(), listener, findings, true);
    }

    private ChainCheck(Block genesis, StateStore state, ValidTransactions listener, Findings findings, boolean excerpt)
            throws ConfigException {
        this.excerpt = excerpt;
        this.state = state;
        this.findings = findings;
        this.links = new LinkCheck(findings);
        this.commitHashes = new CommitHashCheck(findings);
        this.expiry = new PrivateDataExpiry(state);
        this.genesis = new TrustedGenesis(genesis);
        this.configs = new ConfigHistory(this.genesis.channelId(), this.genesis.config(), findings);
        this.writes = new BlockWrites(this.genesis.channelId(), state, commitHashes, listener, findings, excerpt);
    }

    /** The number of blocks checked so far. */
    public long height() {
        return height;
    }

    /** How many blocks were judged in full; behind one whose writes cannot be known only chain and signatures are. */
    public long judged() {
        return judged;
    }

    /** The hash of the last block's header. */
    public ByteString headHash() {
        return headHash;
    }

    /** How many transactions the blocks so far hold. */
    public long transactions() {
        return transactions;
    }

    /** The channel's name. */
    public String channelId() {
        return genesis.channelId();
    }

    /** All that is needed, besides the state, to go on after the last block. */
    public JsonObject snapshot() {
        return JsonObject.builder()
                .put(
                        "config",
                        Base64.getEncoder()
                                .encodeToString(configs.current().config().toByteArray()))
                .put("lastConfig", configs.last())
                .put("height", height)
                .put("headHash", Hashes.hex(headHash))
                .put("commitHash", Hashes.hex(commitHashes.last()))
                .put("clock", clock.toString())
                .put("transactions", transactions)
                .build();
    }

    /**
     * Goes on from a snapshot.
     *
     * @throws ConfigException if the snapshot cannot be read
     */
    public void resume(JsonObject snapshot) throws ConfigException {
        try {
            configs.resume(
                    ChannelConfig.of(Config.parseFrom(Base64.getDecoder().decode(Values.text(snapshot, "config")))),
                    Values.number(snapshot, "lastConfig"));
        } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
            throw new ConfigException("the checkpoint's configuration cannot be read");
        }
        height = Values.number(snapshot, "height");
        headHash = bytes(Values.text(snapshot, "headHash"));
        commitHashes.resume(bytes(Values.text(snapshot, "commitHash")));
        clock = Instant.parse(Values.text(snapshot, "clock"));
        transactions = Values.number(snapshot, "transactions");
        judged = height;
        expiry.resume();
    }

    private static ByteString bytes(String hex) {
        return ByteString.copyFrom(HexFormat.of().parseHex(hex));
    }

    /** Checks the next block. */
    public void check(PreparedBlock prepared) {
        Block block = prepared.block();
        boolean isNext = block.number() == height;
        links.check(prepared, height, isHeadUnknown ? Optional.empty() : Optional.of(headHash), isHeaderOnly(block));
        isStateUnknown |= !isNext;
        transactions += block.envelopes().size();
        if (height == 0) {
            genesis.compare(block, findings);
            state.apply(new StateUpdates(), List.of());
        } else {
            checkContent(prepared);
        }
        headHash = prepared.headerHash();
        isHeadUnknown = false;
        height++;
        if (!isStateUnknown) {
            judged = height;
        }
    }

    /** Notes that a block is not there; the chain goes on behind the gap. */
    public void skipMissing(long missing) {
        findings.add(FindingCode.BLOCK_MISSING, missing, "block %d is not there".formatted(missing));
        skipUnreadable(missing);
    }

    /** Goes on behind a block that cannot be read: neither its hash nor what it wrote is known. */
    public void skipUnreadable(long number) {
        height = number + 1;
        headHash = ByteString.EMPTY;
        isHeadUnknown = true;
        isStateUnknown = true;
    }

    private boolean isHeaderOnly(Block block) {
        return excerpt && block.envelopes().isEmpty();
    }

    private void checkContent(PreparedBlock prepared) {
        Block block = prepared.block();
        ChannelConfig before = configs.current();
        boolean isConfig = prepared.transactions().stream().anyMatch(OrderedTransaction::isConfig);
        prepared.seal().judge(prepared.sealSignatures(), before, configs.named(isConfig, height), clock, findings);
        if (block.filter().size() != block.envelopes().size()) {
            findings.add(
                    FindingCode.VALIDATION_CODES_MISSING,
                    height,
                    "%d codes for %d transactions"
                            .formatted(block.filter().size(), block.envelopes().size()));
        }
        if (isConfig && prepared.transactions().size() > 1) {
            findings.add(FindingCode.CONFIG_NOT_ALONE, height, "among other transactions");
        }
        if (isStateUnknown || isHeaderOnly(block)) {
            // What the missing block wrote is not known: codes, writes and configuration no longer say anything.
            return;
        }
        List<TransactionCheck.Verdict> verdicts = verdicts(prepared, before);
        BlockWrites.Outcome outcome = writes.of(prepared, verdicts, configs.current(), clock);
        StateUpdates updates = outcome.updates();
        clock = outcome.clock();
        isStateUnknown |= outcome.isUnknown();
        if (!excerpt) {
            commitHashes.check(block, height, codes(verdicts), updates);
            expiry.expire(height, updates);
        }
        state.apply(
                updates,
                prepared.transactions().stream()
                        .map(OrderedTransaction::transactionId)
                        .filter(id -> !id.isEmpty())
                        .toList());
    }

    private List<TransactionCheck.Verdict> verdicts(PreparedBlock prepared, ChannelConfig before) {
        TransactionCheck check = new TransactionCheck(state, before);
        List<TransactionCheck.Verdict> verdicts = new ArrayList<>();
        for (OrderedTransaction transaction : prepared.transactions()) {
            TransactionCheck.Verdict verdict = check.check(transaction);
            if (verdict.isValid() && transaction.isConfig()) {
                configs.apply(transaction, height, clock);
            }
            verdicts.add(verdict);
        }
        return verdicts;
    }

    private static ByteString codes(List<TransactionCheck.Verdict> verdicts) {
        byte[] codes = new byte[verdicts.size()];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = (byte) verdicts.get(i).code().getNumber();
        }
        return ByteString.copyFrom(codes);
    }
}
