package org.gridbourse.network.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.ChannelCredentials;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.TlsChannelCredentials;
import io.grpc.stub.StreamObserver;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.gridbourse.network.identity.ChaincodeTls;
import org.gridbourse.programs.Ports;
import org.gridbourse.programs.Waiting;
import org.hyperledger.fabric.protos.peer.ChaincodeGrpc;
import org.hyperledger.fabric.protos.peer.ChaincodeMessage;
import org.hyperledger.fabric.protos.peer.SignedProposal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Other users of the machine reach the ports of chaincodes, and get nothing by it. */
class StrangersTest extends SuiteTest {
    private static final int CONNECTIONS = 500;

    @TempDir
    Path folder;

    @Test
    void who_takes_the_port_of_a_chaincode_that_is_away_is_asked_by_no_peer() throws Exception {
        network.stopChaincode("South");
        int port = network.chaincodePort("South");
        try (Client south = network.client("South", "operator")) {
            // without keys, and with keys of its own
            for (Optional<ChaincodeTls> keys : List.of(Optional.<ChaincodeTls>empty(), Optional.of(ownKeys()))) {
                Waiting.until(() -> Ports.isFree(port), Duration.ofSeconds(20), "the port to be free");
                try (Stranger stranger = new Stranger(port, packageId(), keys)) {
                    // when South's peer, and with it South's gateway, needs the chaincode
                    for (int i = 0; i < 3; i++) {
                        SignedProposal proposal = ProposalDraft.of(south.identity(), "put", key, "forged")
                                .signed();
                        StatusRuntimeException refusal =
                                refusal(() -> south.service().endorse(south.endorseRequest(proposal)));
                        assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.ABORTED);
                    }
                    // then
                    assertThat(stranger.streams()).isZero();
                    assertThat(grid.submit("put", key, "true")).isEqualTo("ok");
                }
            }
        } finally {
            network.startChaincode("South");
            network.awaitChaincodes();
        }
        assertThat(grid.evaluate("get", key)).isEqualTo("true");
    }

    /** As its own peer knows it. */
    private String packageId() {
        return network.chaincode().packageId();
    }

    private ChaincodeTls ownKeys() {
        return ChaincodeTls.createOrOpen(folder, "chaincode.south.example", Instant.now());
    }

    private static StatusRuntimeException refusal(Runnable call) {
        try {
            call.run();
        } catch (StatusRuntimeException e) {
            return e;
        }
        throw new AssertionError("endorsed");
    }

    @Test
    void a_thousand_streams_that_strangers_want_to_open_hold_up_no_transaction() throws Exception {
        List<CompletableFuture<ChaincodeMessage>> attempts = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            attempts.add(attempt(InsecureChannelCredentials.create()));
            attempts.add(attempt(anyServer()));
            if (i % 50 == 0) {
                assertThat(grid.submit("put", key + i, "v")).isEqualTo("ok");
            }
        }
        assertThat(grid.submit("put", key, "v")).isEqualTo("ok");
        assertThat(attempts).allSatisfy(attempt -> assertThat(attempt).failsWithin(30, TimeUnit.SECONDS));
    }

    /** Opens a stream to Grid's chaincode and ends the connection when it has an answer. */
    private CompletableFuture<ChaincodeMessage> attempt(ChannelCredentials credentials) {
        ManagedChannel channel = Grpc.newChannelBuilderForAddress(
                        "127.0.0.1", network.chaincodePort("Grid"), credentials)
                .directExecutor()
                .build();
        CompletableFuture<ChaincodeMessage> first = new CompletableFuture<>();
        ChaincodeGrpc.newStub(channel).withDeadlineAfter(20, TimeUnit.SECONDS).connect(new StreamObserver<>() {
            @Override
            public void onNext(ChaincodeMessage message) {
                first.complete(message);
            }

            @Override
            public void onError(Throwable failure) {
                first.completeExceptionally(failure);
            }

            @Override
            public void onCompleted() {
                first.completeExceptionally(new IllegalStateException("ended"));
            }
        });
        first.whenComplete((message, failure) -> channel.shutdownNow());
        return first;
    }

    private ChannelCredentials anyServer() {
        return TlsChannelCredentials.newBuilder()
                .trustManager(
                        io.grpc.netty.shaded.io.netty.handler.ssl.util.InsecureTrustManagerFactory.INSTANCE
                                .getTrustManagers())
                .build();
    }
}
