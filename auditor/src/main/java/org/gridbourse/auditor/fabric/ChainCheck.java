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
import org.gridbourse.blocks.Block;
import org.gridbourse.blocks.Hashes;
import org.gridbourse.blocks.MalformedException;
import org.gridbourse.blocks.StateKey;
import org.gridbourse.blocks.StateUpdates;
import org.gridbourse.blocks.StateValue;
import org.gridbourse.blocks.Version;
import org.gridbourse.market.json.JsonNumber;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.json.JsonText;
import org.hyperledger.fabric.protos.common.Config;
import org.hyperledger.fabric.protos.peer.TxValidationCode;

/**
 * Checks a channel's blocks in their order, from the genesis block on, and keeps the state that follows from them. It believes
 * nothing but the genesis block: codes, state and commit hashes are its own.
 */
public final class ChainCheck {
    private final Findings findings;
    private final StateStore state;
    private final ValidTransactions listener;
    private final TrustedGenesis genesis;
    private final ConfigHistory configs;
    private final boolean excerpt;
    private final LinkCheck links;
    private final CommitHashCheck commitHashes;
    private final PrivateDataExpiry expiry;

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
        this.listener = listener;
        this.findings = findings;
        this.links = new LinkCheck(findings);
        this.commitHashes = new CommitHashCheck(findings);
        this.expiry = new PrivateDataExpiry(state);
        this.genesis = new TrustedGenesis(genesis);
        this.configs = new ConfigHistory(this.genesis.channelId(), this.genesis.config(), findings);
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
                    ChannelConfig.of(Config.parseFrom(Base64.getDecoder().decode(text(snapshot, "config")))),
                    number(snapshot, "lastConfig"));
        } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
            throw new ConfigException("the checkpoint's configuration cannot be read");
        }
        height = number(snapshot, "height");
        headHash = bytes(text(snapshot, "headHash"));
        commitHashes.resume(bytes(text(snapshot, "commitHash")));
        clock = Instant.parse(text(snapshot, "clock"));
        transactions = number(snapshot, "transactions");
        judged = height;
        expiry.resume();
    }

    private static String text(JsonObject object, String name) {
        return object.get(name).orElse(null) instanceof JsonText text ? text.value() : "";
    }

    private static long number(JsonObject object, String name) {
        return object.get(name).orElse(null) instanceof JsonNumber number ? number.value() : 0;
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
        StateUpdates updates = commit(prepared, verdicts);
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

    /** Asks the state, in order, and collects what the transactions that count change. */
    private StateUpdates commit(PreparedBlock prepared, List<TransactionCheck.Verdict> verdicts) {
        StateUpdates updates = new StateUpdates();
        StateCheck check = new StateCheck(state, updates);
        StateView view = new BlockView(state, updates, configs.current());
        TransactionFindings words = new TransactionFindings(configs.current(), findings);
        Instant latest = clock;
        for (OrderedTransaction transaction : prepared.transactions()) {
            int index = transaction.index();
            if (excerpt && prepared.block().recordedCode(index) != TxValidationCode.VALID) {
                continue;
            }
            if (verdicts.get(index).isValid() && !transaction.isConfig() && !excerpt) {
                verdicts.set(index, TransactionCheck.Verdict.of(check.check(transaction.readWrites())));
            }
            words.judge(prepared.block(), transaction, verdicts.get(index), genesis.channelId(), clock);
            if (!transaction.isConfig() && counts(prepared, transaction, verdicts.get(index))) {
                listener.transaction(prepared.block(), transaction, view);
                updates.apply(transaction.readWrites(), new Version(height, index), state::get);
                latest = later(latest, transaction);
            }
        }
        clock = latest;
        return updates;
    }

    /**
     * Whether the ledger goes on from what a transaction writes. Where the recorded code is wrong, which is a finding, the commit
     * hash says what the ledger went on from, so that what follows honestly from the fault is not a fault again. Never so is a
     * chaincode definition taken over, which would say whom to trust from then on.
     */
    private boolean counts(PreparedBlock prepared, OrderedTransaction transaction, TransactionCheck.Verdict verdict) {
        boolean isRecordedValid = prepared.block().recordedCode(transaction.index()) == TxValidationCode.VALID;
        if (excerpt || verdict.isValid() == isRecordedValid) {
            return verdict.isValid();
        }
        if (isRecordedValid && transaction.readWrites() == null) {
            isStateUnknown = true;
            return false;
        }
        if (isRecordedValid && transaction.writesTo(ChaincodeDefinitions.LIFECYCLE)) {
            return false;
        }
        return isRecordedValid
                || !commitHashes.confirms(prepared.block(), prepared.block().filter(), recorded(prepared));
    }

    /** What a block changes if its recorded codes are taken for true. */
    private StateUpdates recorded(PreparedBlock prepared) {
        StateUpdates updates = new StateUpdates();
        for (OrderedTransaction transaction : prepared.transactions()) {
            if (prepared.block().recordedCode(transaction.index()) == TxValidationCode.VALID
                    && transaction.readWrites() != null) {
                updates.apply(transaction.readWrites(), new Version(height, transaction.index()), state::get);
            }
        }
        return updates;
    }

    private static ByteString codes(List<TransactionCheck.Verdict> verdicts) {
        byte[] codes = new byte[verdicts.size()];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = (byte) verdicts.get(i).code().getNumber();
        }
        return ByteString.copyFrom(codes);
    }

    /** A time at which the creator's own certificate had ended is a finding; it says nothing about the others' time. */
    private static Instant later(Instant clock, OrderedTransaction transaction) {
        try {
            Instant time = transaction.header().timestamp();
            return time.isAfter(clock) && Expiry.of(transaction.creator(), time).isEmpty() ? time : clock;
        } catch (MalformedException e) {
            return clock;
        }
    }
}
