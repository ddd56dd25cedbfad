package org.gridbourse.auditor.fabric;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gridbourse.auditor.findings.FindingCode;
import org.gridbourse.auditor.findings.Findings;
import org.gridbourse.blocks.Block;
import org.gridbourse.blocks.ChannelHeader;
import org.gridbourse.blocks.ConfigTransaction;
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
    private static final int METADATA_ENTRIES = 5;
    private static final int UNUSED_METADATA = 3;

    private final Findings findings;
    private final StateStore state;
    private final ValidTransactions listener;
    private final Block genesis;
    private final boolean excerpt;

    private String channelId;
    private ChannelConfig config;
    private long lastConfig;
    private long height;
    private ByteString headHash = ByteString.EMPTY;
    private ByteString commitHash = ByteString.EMPTY;
    private Instant clock = Instant.EPOCH;
    private long transactions;
    private boolean gap;

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
        if (genesis.number() != 0
                || !genesis.previousHash().isEmpty()
                || genesis.envelopes().size() != 1) {
            throw new ConfigException("the genesis block must be block 0 and hold one configuration");
        }
        if (!genesis.computedDataHash().equals(genesis.dataHash())) {
            throw new ConfigException("the genesis block's data hash is not that of its configuration");
        }
        try {
            var content = org.gridbourse.blocks.SignedEnvelope.parse(
                            genesis.envelopes().get(0))
                    .content();
            this.channelId = content.readChannelHeader().channelId();
            this.config = ChannelConfig.of(content.config().config());
        } catch (MalformedException e) {
            throw new ConfigException("the genesis block cannot be read: " + e.getMessage());
        }
        this.genesis = genesis;
    }

    /** The number of blocks checked so far. */
    public long height() {
        return height;
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
        return channelId;
    }

    /** All that is needed, besides the state, to go on after the last block. */
    public JsonObject snapshot() {
        return JsonObject.builder()
                .put(
                        "config",
                        Base64.getEncoder().encodeToString(config.config().toByteArray()))
                .put("lastConfig", lastConfig)
                .put("height", height)
                .put("headHash", Hashes.hex(headHash))
                .put("commitHash", Hashes.hex(commitHash))
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
            config = ChannelConfig.of(Config.parseFrom(Base64.getDecoder().decode(text(snapshot, "config"))));
        } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
            throw new ConfigException("the checkpoint's configuration cannot be read");
        }
        lastConfig = number(snapshot, "lastConfig");
        height = number(snapshot, "height");
        headHash = bytes(text(snapshot, "headHash"));
        commitHash = bytes(text(snapshot, "commitHash"));
        clock = Instant.parse(text(snapshot, "clock"));
        transactions = number(snapshot, "transactions");
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
        checkPlace(prepared);
        transactions += block.envelopes().size();
        if (height == 0) {
            checkGenesis(block);
        } else {
            checkContent(prepared);
        }
        headHash = prepared.headerHash();
        height++;
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
        gap = true;
    }

    private void checkPlace(PreparedBlock prepared) {
        Block block = prepared.block();
        if (block.number() != height) {
            findings.add(
                    FindingCode.BLOCK_NUMBER_WRONG,
                    height,
                    "says it is block " + Long.toUnsignedString(block.number()));
            gap = true;
        }
        if (!prepared.isCanonical()) {
            findings.add(FindingCode.BLOCK_NOT_CANONICAL, height, "holds bytes that are no part of its content");
        }
        if (!block.previousHash().equals(headHash) && !(gap && headHash.isEmpty())) {
            findings.add(
                    FindingCode.PREVIOUS_HASH_MISMATCH,
                    height,
                    "names %s, the block before is %s"
                            .formatted(Hashes.hex(block.previousHash()), Hashes.hex(headHash)));
        }
        if (!prepared.isDataHashRight() && !isHeaderOnly(block)) {
            findings.add(
                    FindingCode.DATA_HASH_MISMATCH,
                    height,
                    "header names %s, envelopes hash to %s"
                            .formatted(Hashes.hex(block.dataHash()), Hashes.hex(block.computedDataHash())));
        }
        if (block.metadata().size() != METADATA_ENTRIES
                || !block.metadata().get(UNUSED_METADATA).isEmpty()) {
            findings.add(FindingCode.METADATA_MALFORMED, height, "metadata has entries that do not belong there");
        }
    }

    private boolean isHeaderOnly(Block block) {
        return excerpt && block.envelopes().isEmpty();
    }

    private void checkGenesis(Block block) {
        if (!block.headerDer().equals(genesis.headerDer()) || !block.envelopes().equals(genesis.envelopes())) {
            findings.add(
                    FindingCode.GENESIS_MISMATCH,
                    0,
                    "block 0 is %s, trusted is %s"
                            .formatted(Hashes.hex(block.headerHash()), Hashes.hex(genesis.headerHash())));
        }
        if (!block.filter().equals(ByteString.copyFrom(new byte[] {0}))) {
            findings.add(FindingCode.VALIDATION_CODES_MISSING, 0, "the genesis block has no code VALID");
        }
        state.apply(new StateUpdates(), List.of());
    }

    private void checkContent(PreparedBlock prepared) {
        Block block = prepared.block();
        ChannelConfig before = config;
        boolean isConfig = prepared.transactions().stream().anyMatch(OrderedTransaction::isConfig);
        prepared.seal().judge(prepared.sealSignatures(), before, isConfig ? height : lastConfig, clock, findings);
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
        if (gap || isHeaderOnly(block)) {
            // What the missing block wrote is not known: codes, writes and configuration no longer say anything.
            return;
        }
        Verdicts verdicts = new TransactionChecks(before).check(prepared);
        StateUpdates updates = commit(prepared, verdicts);
        if (!excerpt) {
            checkCommitHash(block, verdicts, updates);
        }
        state.apply(
                updates,
                prepared.transactions().stream()
                        .map(OrderedTransaction::transactionId)
                        .filter(id -> !id.isEmpty())
                        .toList());
    }

    /** What becomes of each transaction of a block before the state is asked. */
    private static final class Verdicts {
        private final List<Optional<Refusal>> refusals = new ArrayList<>();
        private final List<Optional<EndorsementCheck.Failure>> failures = new ArrayList<>();

        void add(Optional<Refusal> refusal, Optional<EndorsementCheck.Failure> failure) {
            refusals.add(refusal);
            failures.add(failure);
        }

        TxValidationCode code(int index) {
            return refusals.get(index).map(Refusal::code).orElse(TxValidationCode.VALID);
        }
    }

    /** The checks of one block that need the configuration but not the state's versions. */
    private final class TransactionChecks {
        private final ChannelConfig before;
        private final EndorsementCheck endorsements;

        TransactionChecks(ChannelConfig before) {
            this.before = before;
            this.endorsements = new EndorsementCheck(state, before);
        }

        Verdicts check(PreparedBlock prepared) {
            Verdicts verdicts = new Verdicts();
            Set<String> ids = new HashSet<>();
            for (OrderedTransaction transaction : prepared.transactions()) {
                Optional<EndorsementCheck.Failure> failure = Optional.empty();
                Optional<Refusal> refusal = transaction
                        .headerFlaw()
                        .or(() -> creatorFlaw(transaction))
                        .or(transaction::bindingFlaw);
                if (refusal.isEmpty() && transaction.isConfig()) {
                    applyConfig(transaction);
                } else if (refusal.isEmpty()) {
                    refusal = doubleFlaw(state.hasTransaction(transaction.transactionId()), "an earlier block")
                            .or(transaction::actionFlaw);
                    if (refusal.isEmpty()) {
                        failure = endorsements.check(transaction);
                        refusal = failure.map(EndorsementCheck.Failure::refusal);
                    }
                    if (refusal.isEmpty()) {
                        refusal = doubleFlaw(!ids.add(transaction.transactionId()), "this block");
                    }
                }
                verdicts.add(refusal, failure);
            }
            return verdicts;
        }

        private Optional<Refusal> creatorFlaw(OrderedTransaction transaction) {
            Member creator = before.membership().member(transaction.creatorIdentity());
            if (creator.flaw().isPresent()) {
                return Optional.of(new Refusal(
                        TxValidationCode.BAD_CREATOR_SIGNATURE,
                        creator.flaw().get().detail()));
            }
            return transaction.creator().fits()
                    ? Optional.empty()
                    : Optional.of(new Refusal(
                            TxValidationCode.BAD_CREATOR_SIGNATURE,
                            "signature does not fit the creator's certificate"));
        }

        private Optional<Refusal> doubleFlaw(boolean isDouble, String where) {
            return isDouble
                    ? Optional.of(new Refusal(TxValidationCode.DUPLICATE_TXID, "the same id stands in " + where))
                    : Optional.empty();
        }

        private void applyConfig(OrderedTransaction transaction) {
            try {
                ConfigTransaction change = transaction.content().config();
                List<Signed> consents = new ConfigUpdateCheck(channelId, before).check(change);
                Config next = change.config();
                config = ChannelConfig.of(next);
                lastConfig = height;
                for (Signed consent : consents) {
                    Expiry.of(consent, clock)
                            .ifPresent(detail -> findings.add(FindingCode.CREATOR_CERTIFICATE_EXPIRED, height, detail));
                }
            } catch (ConfigUpdateCheck.RefusedException e) {
                findings.add(
                        e.isUnauthorised() ? FindingCode.CONFIG_UNAUTHORISED : FindingCode.CONFIG_MISMATCH,
                        height,
                        e.getMessage());
            } catch (ConfigException | MalformedException e) {
                findings.add(FindingCode.CONFIG_UNREADABLE, height, e.getMessage());
            }
        }
    }

    /** Asks the state, in order, and collects what the valid transactions change. */
    private StateUpdates commit(PreparedBlock prepared, Verdicts verdicts) {
        StateUpdates updates = new StateUpdates();
        StateCheck check = new StateCheck(state, updates);
        View view = new View(updates);
        TransactionFindings words = new TransactionFindings(config, findings);
        Instant latest = clock;
        for (OrderedTransaction transaction : prepared.transactions()) {
            int index = transaction.index();
            boolean ordinary = !transaction.isConfig();
            if (excerpt && prepared.block().recordedCode(index) != TxValidationCode.VALID) {
                continue;
            }
            if (verdicts.refusals.get(index).isEmpty() && ordinary && !excerpt) {
                verdicts.refusals.set(index, check.check(transaction.readWrites()));
            }
            words.judge(
                    prepared.block(),
                    transaction,
                    verdicts.refusals.get(index),
                    verdicts.failures.get(index),
                    channelId,
                    clock);
            if (verdicts.code(index) == TxValidationCode.VALID && ordinary) {
                listener.transaction(prepared.block(), transaction, view);
                updates.apply(transaction.readWrites(), new Version(height, index), state::get);
                latest = later(latest, transaction.header());
            }
        }
        clock = latest;
        return updates;
    }

    private final class View implements StateView {
        private final StateUpdates updates;

        View(StateUpdates updates) {
            this.updates = updates;
        }

        @Override
        public Optional<StateValue> get(StateKey key) {
            return updates.get(key).or(() -> state.get(key)).filter(value -> !value.isDelete());
        }

        @Override
        public StateStore committed() {
            return state;
        }

        @Override
        public StateUpdates updates() {
            return updates;
        }

        @Override
        public List<String> endorsers(OrderedTransaction transaction) {
            return config.membership().signers(transaction.endorsements()).stream()
                    .filter(Member::isValid)
                    .map(Member::mspId)
                    .toList();
        }
    }

    private static Instant later(Instant clock, ChannelHeader header) {
        try {
            return header.timestamp().isAfter(clock) ? header.timestamp() : clock;
        } catch (MalformedException e) {
            return clock;
        }
    }

    private void checkCommitHash(Block block, Verdicts verdicts, StateUpdates updates) {
        byte[] codes = new byte[block.envelopes().size()];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = (byte) verdicts.code(i).getNumber();
        }
        ByteString own = Hashes.commitHash(ByteString.copyFrom(codes), updates.toBytes(), commitHash);
        commitHash = own;
        try {
            Optional<ByteString> recorded = block.commitHash();
            if (recorded.isEmpty()) {
                findings.add(FindingCode.COMMIT_HASH_MISSING, height, "no commit hash");
            } else if (!recorded.get().equals(own)) {
                findings.add(
                        FindingCode.COMMIT_HASH_MISMATCH,
                        height,
                        "says %s, follows %s".formatted(Hashes.hex(recorded.get()), Hashes.hex(own)));
                // The next block is judged by its own changes, not by this one's error again.
                commitHash = recorded.get();
            }
        } catch (MalformedException e) {
            findings.add(FindingCode.METADATA_MALFORMED, height, e.getMessage());
        }
    }
}
