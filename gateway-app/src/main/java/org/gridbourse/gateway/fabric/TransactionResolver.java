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
import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;

/**
 * Finds out what became of a transaction that was sent and lost from sight, by asking for its id until the peer knows it
 * or the time is up. It sends nothing.
 */
public final class TransactionResolver {
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final FabricConnection connection;
    private final Duration patience;
    private final RetryTemplate asking;

    /** @param patience how long a transaction that was handed over may stay unseen */
    public TransactionResolver(FabricConnection connection, Duration patience) {
        this.connection = connection;
        this.patience = patience;
        this.asking = new RetryTemplate(RetryPolicy.builder()
                .predicate(TransactionResolver::mayKnowLater)
                .maxRetries(Long.MAX_VALUE)
                .delay(PAUSE)
                .timeout(patience)
                .build());
    }

    Optional<Status> resolve(WalletIdentity signer, String transactionId) {
        long end = System.nanoTime() + patience.toNanos();
        try {
            return Optional.of(asking.execute(() -> ask(signer, transactionId, end - System.nanoTime())));
        } catch (RetryException ended) {
            if (ended.getCause() instanceof RuntimeException fault) {
                throw fault;
            }
            return Optional.empty();
        }
    }

    /** Whether the peer could not say yet, rather than not in time. */
    private static boolean mayKnowLater(Throwable problem) {
        return problem instanceof CommitStatusException unknown
                && unknown.getStatus().getCode() != Code.DEADLINE_EXCEEDED;
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
}
