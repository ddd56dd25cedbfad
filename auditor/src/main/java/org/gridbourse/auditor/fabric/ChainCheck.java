package org.gridbourse.auditor.fabric;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gridbourse.auditor.findings.FindingCode;
import org.gridbourse.auditor.findings.Findings;
import org.gridbourse.blocks.Block;
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
import org.hyperledger.fabric.protos.common.BlockMetadataIndex;
import org.hyperledger.fabric.protos.common.Config;
import org.hyperledger.fabric.protos.common.LastConfig;
import org.hyperledger.fabric.protos.common.Metadata;
import org.hyperledger.fabric.protos.common.OrdererBlockMetadata;
import org.hyperledger.fabric.protos.peer.TxValidationCode;

/**
 * Checks a channel's blocks in their order, from the genesis block on, and keeps the state that follows from them. It believes
 * nothing but the genesis block: codes, state and commit hashes are its own.
 */
public final class ChainCheck {
    private static final ByteString NAMES_BLOCK_0 = Metadata.newBuilder()
            .setValue(OrdererBlockMetadata.newBuilder()
                    .setLastConfig(LastConfig.getDefaultInstance())
                    .build()
                    .toByteString())
            .build()
            .toByteString();

    private final Findings findings;
    private final StateStore state;
    private final ValidTransactions listener;
    private final Block genesis;
    private final boolean excerpt;
    private final LinkCheck links;
    private final CommitHashCheck commitHashes;
    private final PrivateDataExpiry expiry;

    private String channelId;
    private ChannelConfig config;
    private long lastConfig;
    private OptionalLong refusedConfig = OptionalLong.empty();
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
            config = ChannelConfig.of(Config.parseFrom(Base64.getDecoder().decode(text(snapshot, "config"))));
        } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
            throw new ConfigException("the checkpoint's configuration cannot be read");
        }
        lastConfig = number(snapshot, "lastConfig");
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
            checkGenesis(block);
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
        for (int i = 0; i < block.metadata().size(); i++) {
            ByteString beside = block.metadata().get(i);
            if (i != BlockMetadataIndex.TRANSACTIONS_FILTER_VALUE && !isGenesisMetadata(i, beside)) {
                findings.add(
                        FindingCode.METADATA_MALFORMED,
                        0,
                        "entry %d beside the genesis block is not that of the trusted one".formatted(i));
            }
        }
        state.apply(new StateUpdates(), List.of());
    }

    /** Nobody signs what stands beside the genesis block: it may be absent, as in the trusted one, or name block 0. */
    private boolean isGenesisMetadata(int index, ByteString entry) {
        return entry.isEmpty()
                || index < genesis.metadata().size()
                        && entry.equals(genesis.metadata().get(index))
                || index == BlockMetadataIndex.SIGNATURES_VALUE && entry.equals(NAMES_BLOCK_0);
    }

    private void checkContent(PreparedBlock prepared) {
        Block block = prepared.block();
        ChannelConfig before = config;
        boolean isConfig = prepared.transactions().stream().anyMatch(OrderedTransaction::isConfig);
        prepared.seal()
                .judge(
                        prepared.sealSignatures(),
                        before,
                        new SealCheck.LastConfig(isConfig ? height : lastConfig, refusedConfig),
                        clock,
                        findings);
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
                applyConfig(transaction, before);
            }
            verdicts.add(verdict);
        }
        return verdicts;
    }

    private void applyConfig(OrderedTransaction transaction, ChannelConfig before) {
        try {
            ConfigTransaction change = transaction.content().config();
            ConfigUpdateCheck check = new ConfigUpdateCheck(channelId, before);
            List<Signed> consents = check.check(change);
            Signed sender = check.sender(change);
            config = ChannelConfig.of(change.config());
            lastConfig = height;
            refusedConfig = OptionalLong.empty();
            admitConfig(transaction, sender, before);
            for (Signed signed : Stream.concat(consents.stream(), Stream.of(sender))
                    .collect(Collectors.toMap(Signed::identity, each -> each, (a, b) -> a, LinkedHashMap::new))
                    .values()) {
                Expiry.of(signed, clock)
                        .ifPresent(detail -> findings.add(FindingCode.CREATOR_CERTIFICATE_EXPIRED, height, detail));
            }
        } catch (ConfigUpdateCheck.RefusedException e) {
            refusedConfig = OptionalLong.of(height);
            findings.add(
                    e.isUnauthorised() ? FindingCode.CONFIG_UNAUTHORISED : FindingCode.CONFIG_MISMATCH,
                    height,
                    e.getMessage());
        } catch (ConfigException | MalformedException e) {
            refusedConfig = OptionalLong.of(height);
            findings.add(FindingCode.CONFIG_UNREADABLE, height, e.getMessage());
        }
    }

    /** What orderers ask before they make a configuration of a request, and peers do not ask again. */
    private void admitConfig(OrderedTransaction transaction, Signed sender, ChannelConfig before) {
        if (!before.mayWrite(sender)) {
            findings.add(
                    FindingCode.CONFIG_UNAUTHORISED,
                    height,
                    "the request for it is not signed by anybody who may write to the channel");
        }
        String maker = before.membership().member(transaction.creatorIdentity()).mspId();
        if (!before.isOrderersOrganisation(maker)) {
            findings.add(
                    FindingCode.CREATOR_NOT_A_WRITER,
                    height,
                    "a configuration is made by an orderer, not by a member of " + maker);
        }
    }

    /** Asks the state, in order, and collects what the transactions that count change. */
    private StateUpdates commit(PreparedBlock prepared, List<TransactionCheck.Verdict> verdicts) {
        StateUpdates updates = new StateUpdates();
        StateCheck check = new StateCheck(state, updates);
        View view = new View(updates);
        TransactionFindings words = new TransactionFindings(config, findings);
        Instant latest = clock;
        for (OrderedTransaction transaction : prepared.transactions()) {
            int index = transaction.index();
            if (excerpt && prepared.block().recordedCode(index) != TxValidationCode.VALID) {
                continue;
            }
            if (verdicts.get(index).isValid() && !transaction.isConfig() && !excerpt) {
                verdicts.set(index, TransactionCheck.Verdict.of(check.check(transaction.readWrites())));
            }
            words.judge(prepared.block(), transaction, verdicts.get(index), channelId, clock);
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
