package org.gridbourse.gateway.fabric;

import com.google.protobuf.ByteString;
import io.grpc.Status.Code;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.hyperledger.fabric.client.CommitStatusException;
import org.hyperledger.fabric.client.Gateway;
import org.hyperledger.fabric.client.Status;
import org.hyperledger.fabric.protos.gateway.CommitStatusRequest;
import org.hyperledger.fabric.protos.gateway.SignedCommitStatusRequest;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;

/**
 * Finds out what became of a transaction that was sent and lost from sight, by asking for its id until the peer knows it
 * or the time is up. It sends nothing.
 */
public final class TransactionResolver {
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final FabricConnection connection;
    private final Duration patience;

    /** @param patience how long a transaction that was handed over may stay unseen */
    public TransactionResolver(FabricConnection connection, Duration patience) {
        this.connection = connection;
        this.patience = patience;
    }

    Optional<Status> resolve(WalletIdentity signer, String transactionId) {
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                return Optional.empty();
            }
            try {
                return Optional.of(ask(signer, transactionId, left));
            } catch (CommitStatusException problem) {
                if (problem.getStatus().getCode() == Code.DEADLINE_EXCEEDED) {
                    return Optional.empty();
                }
                if (!rest()) {
                    return Optional.empty();
                }
            }
        }
    }

    private Status ask(WalletIdentity signer, String transactionId, long nanos) throws CommitStatusException {
        Gateway gateway = connection.gateway(signer);
        SerializedIdentity creator = SerializedIdentity.newBuilder()
                .setMspid(signer.mspId())
                .setIdBytes(ByteString.copyFrom(gateway.getIdentity().getCredentials()))
                .build();
        CommitStatusRequest question = CommitStatusRequest.newBuilder()
                .setChannelId(connection.profile().channel())
                .setTransactionId(transactionId)
                .setIdentity(creator.toByteString())
                .build();
        byte[] bytes = SignedCommitStatusRequest.newBuilder()
                .setRequest(question.toByteString())
                .build()
                .toByteArray();
        return gateway.newCommit(bytes).getStatus(call -> call.withDeadlineAfter(nanos, TimeUnit.NANOSECONDS));
    }

    private static boolean rest() {
        try {
            Thread.sleep(PAUSE.toMillis());
            return true;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
