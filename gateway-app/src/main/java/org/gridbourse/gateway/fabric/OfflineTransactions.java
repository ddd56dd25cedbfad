package org.gridbourse.gateway.fabric;

import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import org.gridbourse.fabric.ConnectionFile;
import org.gridbourse.market.json.Json;
import org.gridbourse.market.request.Request;
import org.hyperledger.fabric.client.EndorseException;
import org.hyperledger.fabric.client.Gateway;
import org.hyperledger.fabric.client.Proposal;
import org.hyperledger.fabric.client.Transaction;
import org.hyperledger.fabric.protos.gateway.PreparedTransaction;
import org.hyperledger.fabric.protos.gateway.ProposedTransaction;

/**
 * Transactions of people who hold their own key. What they sign are Fabric's own bytes: of the proposal, then of the
 * envelope's payload; this instance carries both to its peer and asks under its own name what became of it.
 */
public final class OfflineTransactions {
    private final FabricConnection connection;
    private final MarketContract contract;
    private final ConnectionFile.Organisation organisation;
    private final Wallet wallet;

    public OfflineTransactions(
            FabricConnection connection,
            MarketContract contract,
            ConnectionFile.Organisation organisation,
            Wallet wallet) {
        this.connection = connection;
        this.contract = contract;
        this.organisation = organisation;
        this.wallet = wallet;
    }

    /**
     * Something to be signed.
     *
     * @param whole what the signature is put to
     * @param bytesToSign what is signed, by SHA-256 with ECDSA
     */
    public record ToSign(String transactionId, byte[] whole, byte[] bytesToSign) {}

    /** What the endorsers said: an envelope to sign, or a refusal. */
    public sealed interface Endorsement {
        record Agreed(ToSign envelope) implements Endorsement {}

        /** Refused or in conflict; nothing was ordered. */
        record NotAgreed(SubmitOutcome outcome) implements Endorsement {}
    }

    /** A proposal in the name of the certificate's owner. Its time is now: it has to be signed within the minute. */
    public ToSign propose(X509Certificate creator, Request request) {
        try (Gateway gateway = connection.unsigned(organisation.mspId(), creator)) {
            Proposal proposal = gateway.getNetwork(connection.profile().channel())
                    .getContract(connection.profile().chaincode())
                    .newProposal(request.function())
                    .addArguments(Json.write(request.toJson()))
                    .build();
            byte[] bytes = ProposedTransaction.parseFrom(proposal.getBytes())
                    .getProposal()
                    .getProposalBytes()
                    .toByteArray();
            return new ToSign(proposal.getTransactionId(), proposal.getBytes(), bytes);
        } catch (InvalidProtocolBufferException impossible) {
            throw new IllegalStateException("the client's own message cannot be read", impossible);
        }
    }

    /**
     * Has a signed proposal endorsed.
     *
     * @throws NetworkUnavailableException if no peers could endorse it
     */
    public Endorsement endorse(String function, ToSign proposal, byte[] signature) {
        Gateway gateway = connection.gateway(wallet.reader());
        try {
            Transaction transaction =
                    gateway.newSignedProposal(proposal.whole(), signature).endorse();
            byte[] payload = PreparedTransaction.parseFrom(transaction.getBytes())
                    .getEnvelope()
                    .getPayload()
                    .toByteArray();
            return new Endorsement.Agreed(new ToSign(transaction.getTransactionId(), transaction.getBytes(), payload));
        } catch (EndorseException problem) {
            return new Endorsement.NotAgreed(contract.notEndorsed(function, problem));
        } catch (InvalidProtocolBufferException impossible) {
            throw new IllegalStateException("the client's own message cannot be read", impossible);
        }
    }

    /** Sends a signed envelope to be ordered, and says what became of it. */
    public SubmitOutcome submit(String function, ToSign envelope, byte[] signature) {
        Transaction transaction = connection.gateway(wallet.reader()).newSignedTransaction(envelope.whole(), signature);
        String response = new String(transaction.getResult(), StandardCharsets.UTF_8);
        return contract.order(wallet.reader(), function, transaction, response);
    }
}
