package org.gridbourse.auditor.ledger;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.gridbourse.blocks.ChaincodeEvent;
import org.gridbourse.blocks.EndorsedAction;
import org.gridbourse.blocks.EnvelopePayload;
import org.gridbourse.blocks.Hashes;
import org.gridbourse.blocks.SignedEnvelope;
import org.gridbourse.network.identity.SigningIdentity;
import org.hyperledger.fabric.protos.common.BlockData;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Header;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.common.SignatureHeader;
import org.hyperledger.fabric.protos.ledger.rwset.NsReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.TxReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRWSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVWrite;
import org.hyperledger.fabric.protos.peer.ChaincodeAction;
import org.hyperledger.fabric.protos.peer.ChaincodeActionPayload;
import org.hyperledger.fabric.protos.peer.ChaincodeInvocationSpec;
import org.hyperledger.fabric.protos.peer.ChaincodeProposalPayload;
import org.hyperledger.fabric.protos.peer.Endorsement;
import org.hyperledger.fabric.protos.peer.ProposalResponsePayload;
import org.hyperledger.fabric.protos.peer.Transaction;

/**
 * Two organisations that hold all keys have something else endorsed than the rules give, and the orderer and the peer hash and sign
 * everything above it again. Only the figures can betray them.
 */
public final class Cheat {
    private final TestChannel channel = TestChannel.shared();
    private final TestLedger ledger;

    public Cheat(TestLedger ledger) {
        this.ledger = ledger;
    }

    /** Where a transaction stands. */
    public record Place(int block, int index) {}

    /** Opened parts of a transaction, to be changed. */
    public static final class Parts {
        public ChaincodeProposalPayload.Builder proposal;
        public ChaincodeInvocationSpec.Builder invocation;
        public KVRWSet.Builder writes;
        public ChaincodeAction.Builder action;
        public List<SigningIdentity> endorsers;

        /** Changes the value of the first written key that begins so. */
        public void edit(String keyPrefix, UnaryOperator<String> change) {
            for (int i = 0; i < writes.getWritesCount(); i++) {
                KVWrite write = writes.getWrites(i);
                if (write.getKey().startsWith(keyPrefix)) {
                    String text = change.apply(write.getValue().toStringUtf8());
                    writes.setWrites(i, write.toBuilder().setValue(ByteString.copyFromUtf8(text)));
                    return;
                }
            }
            throw new IllegalArgumentException("no key " + keyPrefix);
        }

        /** Leaves out the first written key that begins so. */
        public void leaveOut(String keyPrefix) {
            int index = 0;
            while (!writes.getWrites(index).getKey().startsWith(keyPrefix)) {
                index++;
            }
            writes.removeWrites(index);
        }

        /** Changes what was asked for. */
        public void editRequest(UnaryOperator<String> change) {
            String request = invocation.getChaincodeSpec().getInput().getArgs(1).toStringUtf8();
            invocation
                    .getChaincodeSpecBuilder()
                    .getInputBuilder()
                    .setArgs(1, ByteString.copyFromUtf8(change.apply(request)));
        }
    }

    /** A change of a transaction's parts. */
    @FunctionalInterface
    public interface Change {
        void apply(Parts parts);
    }

    /** The first transaction that writes a key for which this holds. */
    public Place find(Predicate<KVWrite> wanted) {
        for (int block = 1; block < ledger.height(); block++) {
            for (int index = 0; index < ledger.block(block).getData().getDataCount(); index++) {
                Optional<KVRWSet> writes =
                        marketWrites(ledger.block(block).getData().getData(index));
                if (writes.isPresent() && writes.get().getWritesList().stream().anyMatch(wanted)) {
                    return new Place(block, index);
                }
            }
        }
        throw new IllegalArgumentException("no transaction writes that");
    }

    /** The first transaction that writes a key that begins so. */
    public Place find(String keyPrefix) {
        return find(write -> write.getKey().startsWith(keyPrefix));
    }

    /** Changes a transaction, and everything above it follows. */
    public void change(Place place, Change change) {
        ledger.changeEnvelope(
                place.block(), place.index(), bytes -> rebuilt(bytes, change).toByteString());
        ledger.reseal(place.block(), channel.orderer("Grid"));
        ledger.recommit();
    }

    /** The places of all calls of a function. */
    public List<Place> calls(String function) {
        List<Place> places = new ArrayList<>();
        for (int block = 1; block < ledger.height(); block++) {
            for (int index = 0; index < ledger.block(block).getData().getDataCount(); index++) {
                EndorsedAction action = endorsed(new Place(block, index));
                if (action.input().function().equals(function)) {
                    places.add(new Place(block, index));
                }
            }
        }
        return places;
    }

    /** What a transaction asked for, the function's name first. */
    public List<ByteString> arguments(Place place) {
        return endorsed(place).input().arguments();
    }

    /** Leaves a transaction out, and everything above it follows. */
    public void leaveOut(Place place) {
        ledger.change(place.block(), block -> {
            BlockData.Builder data = block.getData().toBuilder();
            List<ByteString> others = new ArrayList<>(data.getDataList());
            others.remove(place.index());
            return block.toBuilder()
                    .setData(data.clearData().addAllData(others))
                    .build();
        });
        ledger.resetCodes(place.block());
        ledger.reseal(place.block(), channel.orderer("Grid"));
        ledger.recommit();
    }

    /** Has somebody else send what a transaction asked for, with the same result, and everything above it follows. */
    public void resend(Place place, SigningIdentity sender) {
        EndorsedAction action = endorsed(place);
        Map<String, byte[]> writes = new TreeMap<>();
        action.result()
                .readWrites()
                .namespaces()
                .get(0)
                .writes()
                .forEach(write -> writes.put(write.key(), write.value().toByteArray()));
        ChaincodeEvent event = action.result().readEvent().orElseThrow();
        TransactionMaker other = TransactionMaker.by(sender, new Random(9))
                .endorsedBy(channel.peer("Grid"), channel.peer("North"))
                .at(content(place).readChannelHeader().timestamp())
                .calling("market", action.input().arguments())
                .writing("market", writes)
                .answering(action.result().payload().toStringUtf8())
                .announcing(event.name(), event.payload().toByteArray());
        ledger.changeEnvelope(
                place.block(), place.index(), bytes -> other.envelope().toByteString());
        ledger.reseal(place.block(), channel.orderer("Grid"));
        ledger.recommit();
    }

    private EndorsedAction endorsed(Place place) {
        return content(place).transaction().actions().get(0).endorsedAction();
    }

    private EnvelopePayload content(Place place) {
        return SignedEnvelope.parse(ledger.block(place.block()).getData().getData(place.index()))
                .content();
    }

    private Envelope rebuilt(ByteString bytes, Change change) {
        try {
            Payload payload = Payload.parseFrom(Envelope.parseFrom(bytes).getPayload());
            Transaction transaction = Transaction.parseFrom(payload.getData());
            ChaincodeActionPayload action =
                    ChaincodeActionPayload.parseFrom(transaction.getActions(0).getPayload());
            ProposalResponsePayload response =
                    ProposalResponsePayload.parseFrom(action.getAction().getProposalResponsePayload());
            Parts parts = new Parts();
            parts.proposal = ChaincodeProposalPayload.parseFrom(action.getChaincodeProposalPayload()).toBuilder();
            parts.invocation = ChaincodeInvocationSpec.parseFrom(parts.proposal.getInput()).toBuilder();
            parts.action = ChaincodeAction.parseFrom(response.getExtension()).toBuilder();
            parts.writes =
                    KVRWSet.parseFrom(TxReadWriteSet.parseFrom(parts.action.getResults())
                                    .getNsRwset(0)
                                    .getRwset())
                            .toBuilder();
            parts.endorsers = new ArrayList<>(List.of(channel.peer("Grid"), channel.peer("North")));
            change.apply(parts);
            return assembled(payload.getHeader(), parts);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    private Envelope assembled(Header header, Parts parts) throws InvalidProtocolBufferException {
        ByteString proposal = parts.proposal
                .setInput(parts.invocation.build().toByteString())
                .build()
                .toByteString();
        parts.action.setResults(TxReadWriteSet.newBuilder()
                .addNsRwset(NsReadWriteSet.newBuilder()
                        .setNamespace("market")
                        .setRwset(parts.writes.build().toByteString()))
                .build()
                .toByteString());
        ByteString response = ProposalResponsePayload.newBuilder()
                .setProposalHash(Hashes.proposalHash(header.getChannelHeader(), header.getSignatureHeader(), proposal))
                .setExtension(parts.action.build().toByteString())
                .build()
                .toByteString();
        ChaincodeActionPayload.Builder action =
                ChaincodeActionPayload.newBuilder().setChaincodeProposalPayload(proposal);
        action.getActionBuilder().setProposalResponsePayload(response);
        for (SigningIdentity peer : parts.endorsers) {
            ByteString endorser = TransactionMaker.identity(peer);
            action.getActionBuilder()
                    .addEndorsements(Endorsement.newBuilder()
                            .setEndorser(endorser)
                            .setSignature(ByteString.copyFrom(
                                    peer.sign(response.concat(endorser).toByteArray()))));
        }
        Transaction.Builder transaction = Transaction.newBuilder();
        transaction
                .addActionsBuilder()
                .setHeader(header.getSignatureHeader())
                .setPayload(action.build().toByteString());
        SigningIdentity creator = channel.owner(
                SignatureHeader.parseFrom(header.getSignatureHeader()).getCreator());
        return TransactionMaker.signed(header, transaction.build().toByteString(), creator);
    }

    private static Optional<KVRWSet> marketWrites(ByteString envelope) {
        try {
            Payload payload = Payload.parseFrom(Envelope.parseFrom(envelope).getPayload());
            ChaincodeActionPayload action = ChaincodeActionPayload.parseFrom(
                    Transaction.parseFrom(payload.getData()).getActions(0).getPayload());
            ChaincodeAction result = ChaincodeAction.parseFrom(
                    ProposalResponsePayload.parseFrom(action.getAction().getProposalResponsePayload())
                            .getExtension());
            NsReadWriteSet first = TxReadWriteSet.parseFrom(result.getResults()).getNsRwset(0);
            return first.getNamespace().equals("market")
                    ? Optional.of(KVRWSet.parseFrom(first.getRwset()))
                    : Optional.empty();
        } catch (InvalidProtocolBufferException e) {
            return Optional.empty();
        }
    }
}
