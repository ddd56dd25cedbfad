package org.gridbourse.network.embedded;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gridbourse.blocks.Hashes;
import org.gridbourse.blocks.StateKey;
import org.gridbourse.blocks.StateValue;
import org.gridbourse.blocks.Version;
import org.gridbourse.network.embedded.ledger.ChaincodeDefinitions;
import org.gridbourse.network.embedded.ledger.ChaincodeDefinitions.Definition;
import org.gridbourse.network.embedded.ledger.StateReader;
import org.gridbourse.network.embedded.membership.PolicyExpression;
import org.gridbourse.network.identity.SigningIdentity;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Header;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.common.SignatureHeader;
import org.hyperledger.fabric.protos.ledger.rwset.NsReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.TxReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRWSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRead;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVWrite;
import org.hyperledger.fabric.protos.peer.ApplicationPolicy;
import org.hyperledger.fabric.protos.peer.ChaincodeAction;
import org.hyperledger.fabric.protos.peer.ChaincodeActionPayload;
import org.hyperledger.fabric.protos.peer.ChaincodeEndorsedAction;
import org.hyperledger.fabric.protos.peer.ChaincodeHeaderExtension;
import org.hyperledger.fabric.protos.peer.ChaincodeID;
import org.hyperledger.fabric.protos.peer.ChaincodeInput;
import org.hyperledger.fabric.protos.peer.ChaincodeInvocationSpec;
import org.hyperledger.fabric.protos.peer.ChaincodeProposalPayload;
import org.hyperledger.fabric.protos.peer.ChaincodeSpec;
import org.hyperledger.fabric.protos.peer.Endorsement;
import org.hyperledger.fabric.protos.peer.ProposalResponsePayload;
import org.hyperledger.fabric.protos.peer.Response;
import org.hyperledger.fabric.protos.peer.Transaction;
import org.hyperledger.fabric.protos.peer.TransactionAction;
import org.hyperledger.fabric.protos.peer.lifecycle.ChaincodeEndorsementInfo;
import org.hyperledger.fabric.protos.peer.lifecycle.ChaincodeValidationInfo;
import org.hyperledger.fabric.protos.peer.lifecycle.CommitChaincodeDefinitionArgs;
import org.hyperledger.fabric.protos.peer.lifecycle.StateData;
import org.hyperledger.fabric.protos.peer.lifecycle.StateMetadata;

/**
 * The transaction by which the organisations put a chaincode's definition in force, as it stands in the ledger of a real
 * network: signed by an administrator, endorsed by every peer. The organisations' earlier approvals, private to each of
 * them, are left out.
 */
final class LifecycleTransaction {
    private static final List<String> FIELDS = List.of("Sequence", "EndorsementInfo", "ValidationInfo", "Collections");
    private static final String CHANNEL_DEFAULT = "/Channel/Application/Endorsement";
    private static final ChaincodeID LIFECYCLE = ChaincodeID.newBuilder()
            .setName(ChaincodeDefinitions.LIFECYCLE)
            .setVersion("syscc")
            .build();

    private final EmbeddedChaincode chaincode;
    private final StateReader state;
    private final Optional<Definition> before;

    LifecycleTransaction(EmbeddedChaincode chaincode, StateReader state) {
        this.chaincode = chaincode;
        this.state = state;
        this.before = new ChaincodeDefinitions(state).find(chaincode.name());
    }

    /** Whether the chaincode is not yet defined, or otherwise. */
    boolean isNeeded() {
        return before.isEmpty()
                || !before.get().endorsement().getVersion().equals(chaincode.version())
                || !before.get().policy().equals(policy());
    }

    /** The transaction, ready for the orderer. */
    Envelope build(String channel, SigningIdentity administrator, List<SigningIdentity> peers, Instant now) {
        Header header = header(channel, administrator, now);
        ByteString proposal = ChaincodeProposalPayload.newBuilder()
                .setInput(invocation().toByteString())
                .build()
                .toByteString();
        ByteString hash = Hashes.proposalHash(header.getChannelHeader(), header.getSignatureHeader(), proposal);
        ByteString response = response(hash).toByteString();
        ChaincodeActionPayload action = ChaincodeActionPayload.newBuilder()
                .setChaincodeProposalPayload(proposal)
                .setAction(ChaincodeEndorsedAction.newBuilder()
                        .setProposalResponsePayload(response)
                        .addAllEndorsements(peers.stream()
                                .map(peer -> endorsement(peer, response))
                                .toList()))
                .build();
        Transaction transaction = Transaction.newBuilder()
                .addActions(TransactionAction.newBuilder()
                        .setHeader(header.getSignatureHeader())
                        .setPayload(action.toByteString()))
                .build();
        ByteString payload = Payload.newBuilder()
                .setHeader(header)
                .setData(transaction.toByteString())
                .build()
                .toByteString();
        return Envelope.newBuilder()
                .setPayload(payload)
                .setSignature(ByteString.copyFrom(administrator.sign(payload.toByteArray())))
                .build();
    }

    private Header header(String channel, SigningIdentity creator, Instant now) {
        byte[] nonce = new byte[24];
        new SecureRandom().nextBytes(nonce);
        SignatureHeader signer = SignatureHeader.newBuilder()
                .setCreator(creator.serialized().toByteString())
                .setNonce(ByteString.copyFrom(nonce))
                .build();
        ChannelHeader channelHeader = ChannelHeader.newBuilder()
                .setType(HeaderType.ENDORSER_TRANSACTION_VALUE)
                .setTxId(Hashes.transactionId(signer.getNonce(), signer.getCreator()))
                .setTimestamp(
                        Timestamp.newBuilder().setSeconds(now.getEpochSecond()).setNanos(now.getNano()))
                .setChannelId(channel)
                .setExtension(ChaincodeHeaderExtension.newBuilder()
                        .setChaincodeId(ChaincodeID.newBuilder().setName(LIFECYCLE.getName()))
                        .build()
                        .toByteString())
                .build();
        return Header.newBuilder()
                .setChannelHeader(channelHeader.toByteString())
                .setSignatureHeader(signer.toByteString())
                .build();
    }

    private ChaincodeInvocationSpec invocation() {
        CommitChaincodeDefinitionArgs arguments = CommitChaincodeDefinitionArgs.newBuilder()
                .setSequence(sequence())
                .setName(chaincode.name())
                .setVersion(chaincode.version())
                .setValidationParameter(policy().toByteString())
                .build();
        return ChaincodeInvocationSpec.newBuilder()
                .setChaincodeSpec(ChaincodeSpec.newBuilder()
                        .setChaincodeId(ChaincodeID.newBuilder().setName(LIFECYCLE.getName()))
                        .setInput(ChaincodeInput.newBuilder()
                                .addArgs(ByteString.copyFromUtf8("CommitChaincodeDefinition"))
                                .addArgs(arguments.toByteString())))
                .build();
    }

    private ProposalResponsePayload response(ByteString proposalHash) {
        ChaincodeAction action = ChaincodeAction.newBuilder()
                .setResults(readWriteSet().toByteString())
                .setResponse(Response.newBuilder().setStatus(200))
                .setChaincodeId(LIFECYCLE)
                .build();
        return ProposalResponsePayload.newBuilder()
                .setProposalHash(proposalHash)
                .setExtension(action.toByteString())
                .build();
    }

    private TxReadWriteSet readWriteSet() {
        KVRWSet lscc = KVRWSet.newBuilder()
                .addReads(KVRead.newBuilder().setKey(chaincode.name()))
                .build();
        TxReadWriteSet.Builder set = TxReadWriteSet.newBuilder()
                .setDataModel(TxReadWriteSet.DataModel.KV)
                .addNsRwset(NsReadWriteSet.newBuilder()
                        .setNamespace(LIFECYCLE.getName())
                        .setRwset(definition().toByteString()));
        if (before.isEmpty()) {
            // the old lifecycle must not know the name either
            set.addNsRwset(NsReadWriteSet.newBuilder().setNamespace("lscc").setRwset(lscc.toByteString()));
        }
        return set.build();
    }

    private KVRWSet definition() {
        KVRWSet.Builder set = KVRWSet.newBuilder();
        List<StateKey> reads = new ArrayList<>();
        (before.isPresent() ? FIELDS : List.of("Sequence"))
                .forEach(field -> reads.add(ChaincodeDefinitions.fieldKey(chaincode.name(), field)));
        reads.add(ChaincodeDefinitions.metadataKey(chaincode.name()));
        reads.stream().sorted().forEach(key -> set.addReads(read(key)));
        if (before.isEmpty()) {
            set.addWrites(field("Collections", bytes(ByteString.EMPTY)));
        }
        set.addWrites(field("EndorsementInfo", bytes(endorsementInfo().toByteString())));
        set.addWrites(
                field("Sequence", StateData.newBuilder().setInt64(sequence()).build()));
        set.addWrites(field("ValidationInfo", bytes(validationInfo().toByteString())));
        if (before.isEmpty()) {
            StateMetadata metadata = StateMetadata.newBuilder()
                    .setDatatype("ChaincodeDefinition")
                    .addAllFields(FIELDS)
                    .build();
            set.addWrites(write(ChaincodeDefinitions.metadataKey(chaincode.name()), metadata));
        }
        return set.build();
    }

    private KVRead read(StateKey key) {
        KVRead.Builder read = KVRead.newBuilder().setKeyBytes(key.key());
        Optional<Version> version = state.get(key).map(StateValue::version);
        version.ifPresent(
                found -> read.setVersion(org.hyperledger.fabric.protos.ledger.rwset.kvrwset.Version.newBuilder()
                        .setBlockNum(found.block())
                        .setTxNum(found.transaction())));
        return read.build();
    }

    private KVWrite field(String name, StateData value) {
        return write(ChaincodeDefinitions.fieldKey(chaincode.name(), name), value);
    }

    private static KVWrite write(StateKey key, Message value) {
        return KVWrite.newBuilder()
                .setKeyBytes(key.key())
                .setValue(value.toByteString())
                .build();
    }

    private static StateData bytes(ByteString value) {
        return StateData.newBuilder().setBytes(value).build();
    }

    private ChaincodeEndorsementInfo endorsementInfo() {
        return ChaincodeEndorsementInfo.newBuilder()
                .setVersion(chaincode.version())
                .setEndorsementPlugin("escc")
                .build();
    }

    private ChaincodeValidationInfo validationInfo() {
        return ChaincodeValidationInfo.newBuilder()
                .setValidationPlugin("vscc")
                .setValidationParameter(policy().toByteString())
                .build();
    }

    private ApplicationPolicy policy() {
        return chaincode.policy().isEmpty()
                ? ApplicationPolicy.newBuilder()
                        .setChannelConfigPolicyReference(CHANNEL_DEFAULT)
                        .build()
                : ApplicationPolicy.newBuilder()
                        .setSignaturePolicy(PolicyExpression.parse(chaincode.policy()))
                        .build();
    }

    private long sequence() {
        return before.map(definition -> definition.sequence() + 1).orElse(1L);
    }

    private static Endorsement endorsement(SigningIdentity peer, ByteString response) {
        ByteString endorser = peer.serialized().toByteString();
        return Endorsement.newBuilder()
                .setEndorser(endorser)
                .setSignature(
                        ByteString.copyFrom(peer.sign(response.concat(endorser).toByteArray())))
                .build();
    }
}
