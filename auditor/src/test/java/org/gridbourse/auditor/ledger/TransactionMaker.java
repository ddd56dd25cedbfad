package org.gridbourse.auditor.ledger;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gridbourse.blocks.Hashes;
import org.gridbourse.network.identity.SigningIdentity;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Header;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.common.SignatureHeader;
import org.hyperledger.fabric.protos.ledger.rwset.CollectionHashedReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.NsReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.TxReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.HashedRWSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRWSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVWrite;
import org.hyperledger.fabric.protos.peer.ChaincodeAction;
import org.hyperledger.fabric.protos.peer.ChaincodeActionPayload;
import org.hyperledger.fabric.protos.peer.ChaincodeEndorsedAction;
import org.hyperledger.fabric.protos.peer.ChaincodeEvent;
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

/**
 * Makes a signed transaction, whatever it may say: whoever holds the keys of creator and endorsers can have anything endorsed.
 * A value to be filled step by step; each {@code with} gives a changed copy.
 */
public final class TransactionMaker implements Cloneable {
    private static final int NONCE_BYTES = 24;

    private SigningIdentity creator;
    private List<SigningIdentity> endorsers = List.of();
    private String chaincode = "market";
    private List<ByteString> arguments = List.of();
    private Instant timestamp = TestChannel.START;
    private ByteString nonce = ByteString.EMPTY;
    private String response = "";
    private String channel = TestChannel.NAME;
    private Optional<String> claimedId = Optional.empty();
    private Optional<ByteString> proposedUnder = Optional.empty();
    private SortedMap<String, KVRWSet> readWrites = new TreeMap<>();
    private SortedMap<String, CollectionHashedReadWriteSet> privateData = new TreeMap<>();
    private Optional<Announced> event = Optional.empty();

    /** An event's name and payload. */
    private record Announced(String name, byte[] payload) {}

    public static TransactionMaker by(SigningIdentity creator, Random random) {
        TransactionMaker maker = new TransactionMaker();
        maker.creator = creator;
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        maker.nonce = ByteString.copyFrom(nonce);
        return maker;
    }

    public TransactionMaker endorsedBy(SigningIdentity... peers) {
        TransactionMaker copy = copy();
        copy.endorsers = List.of(peers);
        return copy;
    }

    public TransactionMaker calling(String chaincodeName, String... texts) {
        return calling(
                chaincodeName,
                List.of(texts).stream().map(ByteString::copyFromUtf8).toList());
    }

    public TransactionMaker calling(String chaincodeName, List<ByteString> bytes) {
        TransactionMaker copy = copy();
        copy.chaincode = chaincodeName;
        copy.arguments = List.copyOf(bytes);
        return copy;
    }

    public TransactionMaker at(Instant time) {
        TransactionMaker copy = copy();
        copy.timestamp = time;
        return copy;
    }

    public TransactionMaker answering(String text) {
        TransactionMaker copy = copy();
        copy.response = text;
        return copy;
    }

    /** Says it belongs to another channel. */
    public TransactionMaker onChannel(String name) {
        TransactionMaker copy = copy();
        copy.channel = name;
        return copy;
    }

    /** Says it has another id than its creator and nonce give. */
    public TransactionMaker underId(String id) {
        TransactionMaker copy = copy();
        copy.claimedId = Optional.of(id);
        return copy;
    }

    /** What was endorsed is the proposal of somebody else. */
    public TransactionMaker proposedBy(SigningIdentity other) {
        TransactionMaker copy = copy();
        copy.proposedUnder = Optional.of(SignatureHeader.newBuilder()
                .setCreator(identity(other))
                .setNonce(nonce)
                .build()
                .toByteString());
        return copy;
    }

    public TransactionMaker announcing(String name, byte[] payload) {
        TransactionMaker copy = copy();
        copy.event = Optional.of(new Announced(name, payload));
        return copy;
    }

    public TransactionMaker writing(String namespace, Map<String, byte[]> writes) {
        KVRWSet.Builder set = KVRWSet.newBuilder();
        writes.forEach((key, value) -> set.addWrites(
                KVWrite.newBuilder().setKey(key).setIsDelete(value.length == 0).setValue(ByteString.copyFrom(value))));
        return readingAndWriting(namespace, set.build());
    }

    public TransactionMaker readingAndWriting(String namespace, KVRWSet set) {
        TransactionMaker copy = copy();
        copy.readWrites = new TreeMap<>(readWrites);
        copy.readWrites.put(namespace, set);
        return copy;
    }

    /** The hashes of what is read and written in a collection, beside what is read and written openly. */
    public TransactionMaker hashing(String namespace, String collection, HashedRWSet set) {
        TransactionMaker copy =
                readWrites.containsKey(namespace) ? copy() : readingAndWriting(namespace, KVRWSet.getDefaultInstance());
        copy.privateData = new TreeMap<>(privateData);
        copy.privateData.put(
                namespace,
                CollectionHashedReadWriteSet.newBuilder()
                        .setCollectionName(collection)
                        .setHashedRwset(set.toByteString())
                        .build());
        return copy;
    }

    public String transactionId() {
        return Hashes.transactionId(nonce, identity(creator));
    }

    public Envelope envelope() {
        Header header = header();
        ByteString proposal = ChaincodeProposalPayload.newBuilder()
                .setInput(invocation().toByteString())
                .build()
                .toByteString();
        ByteString proposer = proposedUnder.orElse(header.getSignatureHeader());
        ByteString hash = Hashes.proposalHash(header.getChannelHeader(), proposer, proposal);
        ByteString answer = ProposalResponsePayload.newBuilder()
                .setProposalHash(hash)
                .setExtension(action().toByteString())
                .build()
                .toByteString();
        ChaincodeActionPayload payload = ChaincodeActionPayload.newBuilder()
                .setChaincodeProposalPayload(proposal)
                .setAction(ChaincodeEndorsedAction.newBuilder()
                        .setProposalResponsePayload(answer)
                        .addAllEndorsements(endorsements(answer)))
                .build();
        Transaction transaction = Transaction.newBuilder()
                .addActions(TransactionAction.newBuilder().setHeader(proposer).setPayload(payload.toByteString()))
                .build();
        return signed(header, transaction.toByteString(), creator);
    }

    static Envelope signed(Header header, ByteString data, SigningIdentity signer) {
        ByteString payload =
                Payload.newBuilder().setHeader(header).setData(data).build().toByteString();
        return Envelope.newBuilder()
                .setPayload(payload)
                .setSignature(ByteString.copyFrom(signer.sign(payload.toByteArray())))
                .build();
    }

    static ByteString identity(SigningIdentity identity) {
        return identity.serialized().toByteString();
    }

    private Header header() {
        SignatureHeader signer = SignatureHeader.newBuilder()
                .setCreator(identity(creator))
                .setNonce(nonce)
                .build();
        ChannelHeader channelHeader = ChannelHeader.newBuilder()
                .setType(HeaderType.ENDORSER_TRANSACTION_VALUE)
                .setChannelId(channel)
                .setTxId(claimedId.orElseGet(this::transactionId))
                .setTimestamp(Timestamp.newBuilder()
                        .setSeconds(timestamp.getEpochSecond())
                        .setNanos(timestamp.getNano()))
                .setExtension(ChaincodeHeaderExtension.newBuilder()
                        .setChaincodeId(ChaincodeID.newBuilder().setName(chaincode))
                        .build()
                        .toByteString())
                .build();
        return Header.newBuilder()
                .setChannelHeader(channelHeader.toByteString())
                .setSignatureHeader(signer.toByteString())
                .build();
    }

    private ChaincodeInvocationSpec invocation() {
        return ChaincodeInvocationSpec.newBuilder()
                .setChaincodeSpec(ChaincodeSpec.newBuilder()
                        .setChaincodeId(ChaincodeID.newBuilder().setName(chaincode))
                        .setInput(ChaincodeInput.newBuilder().addAllArgs(arguments)))
                .build();
    }

    private ChaincodeAction action() {
        TxReadWriteSet.Builder set = TxReadWriteSet.newBuilder();
        readWrites.forEach((namespace, rwset) -> {
            NsReadWriteSet.Builder all =
                    NsReadWriteSet.newBuilder().setNamespace(namespace).setRwset(rwset.toByteString());
            Optional.ofNullable(privateData.get(namespace)).ifPresent(all::addCollectionHashedRwset);
            set.addNsRwset(all);
        });
        ChaincodeAction.Builder action = ChaincodeAction.newBuilder()
                .setResults(set.build().toByteString())
                .setResponse(Response.newBuilder()
                        .setStatus(200)
                        .setPayload(ByteString.copyFrom(response.getBytes(StandardCharsets.UTF_8))))
                .setChaincodeId(ChaincodeID.newBuilder().setName(chaincode).setVersion("1"));
        event.ifPresent(announced -> action.setEvents(ChaincodeEvent.newBuilder()
                .setChaincodeId(chaincode)
                .setTxId(transactionId())
                .setEventName(announced.name())
                .setPayload(ByteString.copyFrom(announced.payload()))
                .build()
                .toByteString()));
        return action.build();
    }

    private List<Endorsement> endorsements(ByteString answer) {
        List<Endorsement> list = new ArrayList<>();
        for (SigningIdentity peer : endorsers) {
            ByteString endorser = identity(peer);
            list.add(Endorsement.newBuilder()
                    .setEndorser(endorser)
                    .setSignature(ByteString.copyFrom(
                            peer.sign(answer.concat(endorser).toByteArray())))
                    .build());
        }
        return list;
    }

    private TransactionMaker copy() {
        try {
            return (TransactionMaker) clone();
        } catch (CloneNotSupportedException e) {
            throw new AssertionError(e);
        }
    }
}
