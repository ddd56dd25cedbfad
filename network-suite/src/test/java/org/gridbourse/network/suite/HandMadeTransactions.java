package org.gridbourse.network.suite;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.gridbourse.blocks.Hashes;
import org.gridbourse.network.embedded.EmbeddedNetwork;
import org.gridbourse.network.identity.SigningIdentity;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Header;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.ledger.rwset.NsReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.TxReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRWSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVWrite;
import org.hyperledger.fabric.protos.peer.ChaincodeAction;
import org.hyperledger.fabric.protos.peer.ChaincodeActionPayload;
import org.hyperledger.fabric.protos.peer.ChaincodeEndorsedAction;
import org.hyperledger.fabric.protos.peer.ChaincodeID;
import org.hyperledger.fabric.protos.peer.Endorsement;
import org.hyperledger.fabric.protos.peer.Proposal;
import org.hyperledger.fabric.protos.peer.ProposalResponsePayload;
import org.hyperledger.fabric.protos.peer.Response;
import org.hyperledger.fabric.protos.peer.Transaction;
import org.hyperledger.fabric.protos.peer.TransactionAction;
import org.hyperledger.fabric.protos.peer.TxValidationCode;

/** Transactions whose endorsements are made with the peers' own keys, outside the peers, so that no chaincode is needed. */
final class HandMadeTransactions implements AutoCloseable {
    private final EmbeddedNetwork network;
    private final Client client;

    HandMadeTransactions(EmbeddedNetwork network) {
        this.network = network;
        this.client = new Client(
                network.connection().organisations().get(0),
                network.identities().organisation("Grid").user("operator"));
    }

    Client client() {
        return client;
    }

    /** Commits writes and returns the transaction's id. */
    String commit(Map<String, String> writes) throws InvalidProtocolBufferException {
        Envelope envelope = envelope(writes);
        TxValidationCode code = client.commit(envelope);
        if (code != TxValidationCode.VALID) {
            throw new IllegalStateException("expected VALID, was " + code);
        }
        return ProposalDraft.transactionId(envelope);
    }

    /** A good transaction, signed. */
    Envelope envelope(Map<String, String> writes) throws InvalidProtocolBufferException {
        return envelope(set(writes).toByteString(), UnaryOperator.identity());
    }

    /** A transaction with any bytes as read-write set and any change to the endorsed result. */
    Envelope envelope(ByteString readWriteSet, UnaryOperator<ChaincodeAction.Builder> change)
            throws InvalidProtocolBufferException {
        Proposal proposal = ProposalDraft.of(client.identity(), "hand-made").build();
        Header header = Header.parseFrom(proposal.getHeader());
        ByteString hash =
                Hashes.proposalHash(header.getChannelHeader(), header.getSignatureHeader(), proposal.getPayload());
        ChaincodeAction.Builder action = ChaincodeAction.newBuilder()
                .setResults(readWriteSet)
                .setResponse(Response.newBuilder().setStatus(200))
                .setChaincodeId(ChaincodeID.newBuilder()
                        .setName(NetworkUnderTest.CHAINCODE)
                        .setVersion("1"));
        ByteString response = ProposalResponsePayload.newBuilder()
                .setProposalHash(hash)
                .setExtension(change.apply(action).build().toByteString())
                .build()
                .toByteString();
        ChaincodeActionPayload payload = ChaincodeActionPayload.newBuilder()
                .setChaincodeProposalPayload(proposal.getPayload())
                .setAction(ChaincodeEndorsedAction.newBuilder()
                        .setProposalResponsePayload(response)
                        .addAllEndorsements(List.of(endorse("Grid", response), endorse("North", response))))
                .build();
        Transaction transaction = Transaction.newBuilder()
                .addActions(TransactionAction.newBuilder()
                        .setHeader(header.getSignatureHeader())
                        .setPayload(payload.toByteString()))
                .build();
        return client.sign(Envelope.newBuilder()
                .setPayload(Payload.newBuilder()
                        .setHeader(header)
                        .setData(transaction.toByteString())
                        .build()
                        .toByteString())
                .build());
    }

    static TxReadWriteSet set(Map<String, String> writes) {
        KVRWSet.Builder set = KVRWSet.newBuilder();
        new TreeMap<>(writes)
                .forEach((key, value) ->
                        set.addWrites(KVWrite.newBuilder().setKey(key).setValue(ByteString.copyFromUtf8(value))));
        return TxReadWriteSet.newBuilder()
                .addNsRwset(NsReadWriteSet.newBuilder()
                        .setNamespace(NetworkUnderTest.CHAINCODE)
                        .setRwset(set.build().toByteString()))
                .build();
    }

    private Endorsement endorse(String organisation, ByteString response) {
        SigningIdentity peer = network.identities().organisation(organisation).nodeIdentity();
        ByteString endorser = peer.serialized().toByteString();
        return Endorsement.newBuilder()
                .setEndorser(endorser)
                .setSignature(
                        ByteString.copyFrom(peer.sign(response.concat(endorser).toByteArray())))
                .build();
    }

    @Override
    public void close() {
        client.close();
    }
}
