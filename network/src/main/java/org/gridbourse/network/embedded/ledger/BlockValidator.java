package org.gridbourse.network.embedded.ledger;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.gridbourse.blocks.Block;
import org.gridbourse.blocks.ChaincodeEvent;
import org.gridbourse.blocks.ChaincodeResult;
import org.gridbourse.blocks.ChannelHeader;
import org.gridbourse.blocks.EndorsedAction;
import org.gridbourse.blocks.EnvelopePayload;
import org.gridbourse.blocks.Hashes;
import org.gridbourse.blocks.MalformedException;
import org.gridbourse.blocks.NamespaceReadWrites;
import org.gridbourse.blocks.ReadWriteSet;
import org.gridbourse.blocks.SignatureHeader;
import org.gridbourse.blocks.SignedEnvelope;
import org.gridbourse.blocks.StateUpdates;
import org.gridbourse.blocks.TransactionAction;
import org.gridbourse.blocks.Version;
import org.gridbourse.network.embedded.membership.ChannelConfig;
import org.gridbourse.network.embedded.membership.MemberIdentity;
import org.gridbourse.network.embedded.membership.SignedBytes;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.peer.TxValidationCode;

/**
 * Gives each transaction of a block its validation code, as Fabric's peers do: form and signatures first, then
 * endorsement, then what was read. The orderer takes anything from a writer, so everything hostile ends here.
 */
public final class BlockValidator {
    private static final System.Logger LOG = System.getLogger(BlockValidator.class.getName());

    private final ChannelConfig config;
    private final StateReader committed;
    private final Predicate<String> isKnownTransaction;

    /**
     * @param config in force before the block
     * @param committed the state before the block
     * @param isKnownTransaction whether an earlier block has a transaction of this id
     */
    public BlockValidator(ChannelConfig config, StateReader committed, Predicate<String> isKnownTransaction) {
        this.config = config;
        this.committed = committed;
        this.isKnownTransaction = isKnownTransaction;
    }

    /** The codes of a block's transactions, in their order, and what the valid ones change. */
    public record Verdict(List<TxValidationCode> codes, StateUpdates updates) {
        public Verdict {
            codes = List.copyOf(codes);
        }

        /** One byte per transaction, as it stands in the block. */
        public ByteString filter() {
            byte[] filter = new byte[codes.size()];
            for (int i = 0; i < filter.length; i++) {
                filter[i] = (byte) codes.get(i).getNumber();
            }
            return ByteString.copyFrom(filter);
        }
    }

    /** A transaction after the checks that need nothing but itself. */
    private record Checked(TxValidationCode code, String transactionId, Optional<Endorsed> endorsed) {
        static Checked bad(TxValidationCode code) {
            return new Checked(code, "", Optional.empty());
        }
    }

    private record Endorsed(String chaincode, ReadWriteSet set, List<MemberIdentity> signers) {}

    /** Thrown by a check, with the code that the transaction gets. */
    private static final class InvalidTransaction extends Exception {
        private static final long serialVersionUID = 1L;
        private final TxValidationCode code;

        InvalidTransaction(TxValidationCode code) {
            super(code.name(), null, false, false);
            this.code = code;
        }
    }

    /** Reads a part; what cannot be read makes the transaction invalid. */
    private interface Part<T> {
        T read();
    }

    public Verdict validate(Block block) {
        List<Checked> checked = IntStream.range(0, block.envelopes().size())
                .parallel()
                .mapToObj(i -> check(block.envelopes().get(i)))
                .toList();
        List<TxValidationCode> codes = checkEndorsements(checked);
        voidRepetitions(checked, codes);
        StateValidator state = new StateValidator(committed);
        for (int i = 0; i < codes.size(); i++) {
            Optional<Endorsed> endorsed = checked.get(i).endorsed;
            if (codes.get(i) == TxValidationCode.VALID && endorsed.isPresent()) {
                codes.set(i, state.validate(endorsed.get().set, new Version(block.number(), i)));
            }
        }
        return new Verdict(codes, state.updates());
    }

    private List<TxValidationCode> checkEndorsements(List<Checked> checked) {
        EndorsementRules rules = new EndorsementRules(config, committed);
        List<TxValidationCode> codes = new ArrayList<>();
        for (Checked transaction : checked) {
            TxValidationCode code = transaction.endorsed.isPresent() && transaction.code == TxValidationCode.VALID
                    ? checkEndorsement(transaction.endorsed.get(), rules)
                    : transaction.code;
            codes.add(code);
        }
        return codes;
    }

    private static TxValidationCode checkEndorsement(Endorsed transaction, EndorsementRules rules) {
        Set<String> written = new HashSet<>(Set.of(transaction.chaincode));
        List<String> inOrder = new ArrayList<>(List.of(transaction.chaincode));
        for (NamespaceReadWrites namespace : transaction.set.namespaces()) {
            if (namespace.hasWrites() && written.add(namespace.namespace())) {
                inOrder.add(namespace.namespace());
            }
        }
        for (String namespace : inOrder) {
            if (!rules.isDefined(namespace)) {
                return TxValidationCode.INVALID_CHAINCODE;
            }
            if (!rules.areSatisfied(namespace, transaction.set, transaction.signers)) {
                return TxValidationCode.ENDORSEMENT_POLICY_FAILURE;
            }
        }
        rules.endorsed(transaction.set);
        return TxValidationCode.VALID;
    }

    /** Of several transactions of one id in a block the first stays, if it is good so far. */
    private static void voidRepetitions(List<Checked> checked, List<TxValidationCode> codes) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < codes.size(); i++) {
            String id = checked.get(i).transactionId;
            if (codes.get(i) == TxValidationCode.VALID && !id.isEmpty() && !seen.add(id)) {
                codes.set(i, TxValidationCode.DUPLICATE_TXID);
            }
        }
    }

    private Checked check(ByteString bytes) {
        try {
            return checkForm(bytes);
        } catch (InvalidTransaction e) {
            return Checked.bad(e.code);
        } catch (RuntimeException e) {
            // one hostile transaction must not hold up the good ones beside it
            LOG.log(System.Logger.Level.ERROR, "a transaction could not be checked and counts as invalid", e);
            return Checked.bad(TxValidationCode.INVALID_OTHER_REASON);
        }
    }

    private Checked checkForm(ByteString bytes) throws InvalidTransaction {
        if (bytes.isEmpty()) {
            throw new InvalidTransaction(TxValidationCode.NIL_ENVELOPE);
        }
        SignedEnvelope envelope = read(() -> SignedEnvelope.parse(bytes), TxValidationCode.INVALID_OTHER_REASON);
        EnvelopePayload payload = payload(envelope);
        ChannelHeader header = read(payload::readChannelHeader, TxValidationCode.BAD_COMMON_HEADER);
        SignatureHeader signer = read(payload::readSignatureHeader, TxValidationCode.BAD_COMMON_HEADER);
        require(
                isKnownType(header)
                        && header.epoch() == 0
                        && !signer.nonce().isEmpty()
                        && !signer.creator().isEmpty(),
                TxValidationCode.BAD_COMMON_HEADER);
        require(
                config.members()
                        .signer(signer.creator(), envelope.signature(), envelope.payload())
                        .isPresent(),
                TxValidationCode.BAD_CREATOR_SIGNATURE);
        if (header.isConfig()) {
            read(payload::config, TxValidationCode.INVALID_CONFIG_TRANSACTION);
            return new Checked(TxValidationCode.VALID, "", Optional.empty());
        }
        require(header.isEndorserTransaction(), TxValidationCode.UNSUPPORTED_TX_PAYLOAD);
        return checkTransaction(payload, header, signer);
    }

    private static EnvelopePayload payload(SignedEnvelope envelope) throws InvalidTransaction {
        try {
            return envelope.content();
        } catch (MalformedException e) {
            boolean unreadable = e.getCause() != null;
            throw new InvalidTransaction(
                    unreadable ? TxValidationCode.BAD_PAYLOAD : TxValidationCode.BAD_COMMON_HEADER);
        }
    }

    private static boolean isKnownType(ChannelHeader header) {
        return header.isEndorserTransaction() || header.isConfig() || header.type() == HeaderType.CONFIG_UPDATE_VALUE;
    }

    private Checked checkTransaction(EnvelopePayload payload, ChannelHeader header, SignatureHeader signer)
            throws InvalidTransaction {
        String id = header.transactionId();
        require(id.equals(Hashes.transactionId(signer.nonce(), signer.creator())), TxValidationCode.BAD_PROPOSAL_TXID);
        EndorsedAction action = endorsedAction(payload);
        require(header.channelId().equals(config.channel()), TxValidationCode.TARGET_CHAIN_NOT_FOUND);
        require(!isKnownTransaction.test(id), TxValidationCode.DUPLICATE_TXID);
        String chaincode =
                read(header::chaincode, TxValidationCode.BAD_HEADER_EXTENSION).name();
        ChaincodeResult result = read(action::result, TxValidationCode.BAD_RESPONSE_PAYLOAD);
        ReadWriteSet set = read(result::readWrites, TxValidationCode.BAD_RWSET);
        checkResult(chaincode, result);
        requireEachNamespaceOnce(set);
        List<SignedBytes> endorsements = action.endorsements().stream()
                .map(endorsement -> new SignedBytes(
                        endorsement.endorser(),
                        endorsement.signature(),
                        endorsement.signedBytes(action.responsePayload())))
                .toList();
        List<MemberIdentity> signers = config.members().signers(endorsements);
        return new Checked(TxValidationCode.VALID, id, Optional.of(new Endorsed(chaincode, set, signers)));
    }

    /** The one action of the transaction, if it is what was proposed. */
    private static EndorsedAction endorsedAction(EnvelopePayload payload) throws InvalidTransaction {
        TxValidationCode code = TxValidationCode.INVALID_ENDORSER_TRANSACTION;
        List<TransactionAction> actions = read(payload::transaction, code).actions();
        require(actions.size() == 1, code);
        TransactionAction action = actions.get(0);
        SignatureHeader proposer = read(action::readSignatureHeader, code);
        require(!proposer.nonce().isEmpty() && !proposer.creator().isEmpty(), code);
        EndorsedAction endorsed = read(action::endorsedAction, code);
        ByteString proposalHash = read(
                () -> Hashes.proposalHash(
                        payload.channelHeader(), action.signatureHeader(), endorsed.proposalPayload()),
                code);
        require(proposalHash.equals(read(endorsed::proposalHash, code)), code);
        return endorsed;
    }

    private static void checkResult(String chaincode, ChaincodeResult result) throws InvalidTransaction {
        require(result.chaincode().present() && !chaincode.isEmpty(), TxValidationCode.INVALID_OTHER_REASON);
        require(
                result.chaincode().name().equals(chaincode)
                        && !result.chaincode().version().isEmpty(),
                TxValidationCode.INVALID_CHAINCODE);
        Optional<ChaincodeEvent> event = read(result::readEvent, TxValidationCode.INVALID_OTHER_REASON);
        require(event.isEmpty() || event.get().chaincode().equals(chaincode), TxValidationCode.INVALID_OTHER_REASON);
    }

    private static void requireEachNamespaceOnce(ReadWriteSet set) throws InvalidTransaction {
        Set<String> seen = new HashSet<>();
        for (NamespaceReadWrites namespace : set.namespaces()) {
            require(seen.add(namespace.namespace()), TxValidationCode.ILLEGAL_WRITESET);
        }
    }

    private static <T> T read(Part<T> part, TxValidationCode otherwise) throws InvalidTransaction {
        try {
            return part.read();
        } catch (MalformedException e) {
            throw new InvalidTransaction(otherwise);
        }
    }

    private static void require(boolean condition, TxValidationCode otherwise) throws InvalidTransaction {
        if (!condition) {
            throw new InvalidTransaction(otherwise);
        }
    }
}
