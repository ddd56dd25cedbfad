package org.gridbourse.network.suite;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.grpc.ChannelCredentials;
import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.TlsChannelCredentials;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.gridbourse.network.identity.ChaincodeTls;
import org.gridbourse.network.local.ChaincodeProgram;
import org.gridbourse.programs.Ports;
import org.gridbourse.programs.Supervisor;
import org.gridbourse.programs.Waiting;
import org.hyperledger.fabric.protos.peer.ChaincodeGrpc;
import org.hyperledger.fabric.protos.peer.ChaincodeInput;
import org.hyperledger.fabric.protos.peer.ChaincodeMessage;
import org.hyperledger.fabric.protos.peer.ChaincodeMessage.Type;
import org.hyperledger.fabric.protos.peer.SignedProposal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The market's process as its peers see it: streams that come and go disturb no other. */
class MarketServiceTest {
    private static final int STREAMS = 1_000;

    @TempDir
    Path folder;

    @Test
    void a_stream_answers_while_a_thousand_others_are_opened_and_closed_beside_it() throws Exception {
        ChaincodeTls tls = ChaincodeTls.createOrOpen(folder.resolve("tls"), "chaincode", Instant.now());
        int port = Ports.free();
        try (Supervisor supervisor = new Supervisor(folder.resolve("processes"), line -> {})) {
            supervisor.start(ChaincodeUnderTest.MARKET
                    .program()
                    .process(
                            new ChaincodeProgram.Service("market", "market:1", "GridMSP", port, tls),
                            List.of(),
                            folder.resolve("market.log")));
            Waiting.until(() -> Ports.answers(port), Duration.ofSeconds(60), "the market");
            ManagedChannel channel = Grpc.newChannelBuilderForAddress("127.0.0.1", port, peer(tls))
                    .build();
            try {
                PeerStream steady = new PeerStream(channel);
                steady.start();
                for (int i = 0; i < STREAMS; i++) {
                    PeerStream passing = new PeerStream(channel);
                    assertThat(passing.next().getType()).isEqualTo(Type.REGISTER);
                    passing.cancel();
                    if (i % 100 == 0) {
                        assertThat(steady.call("tx-" + i).getType()).isEqualTo(Type.COMPLETED);
                    }
                }
                assertThat(steady.call("last").getType()).isEqualTo(Type.COMPLETED);
            } finally {
                channel.shutdownNow();
            }
        }
    }

    private static ChannelCredentials peer(ChaincodeTls tls) throws IOException {
        return TlsChannelCredentials.newBuilder()
                .trustManager(tls.authority().toFile())
                .keyManager(tls.clientCertificate().toFile(), tls.clientKey().toFile())
                .build();
    }

    /** One peer's stream, read a message at a time. */
    private static final class PeerStream implements StreamObserver<ChaincodeMessage> {
        private final BlockingQueue<ChaincodeMessage> answers = new LinkedBlockingQueue<>();
        private final StreamObserver<ChaincodeMessage> chaincode;

        PeerStream(ManagedChannel channel) {
            chaincode = ChaincodeGrpc.newStub(channel).connect(this);
        }

        void start() throws InterruptedException {
            assertThat(next().getType()).isEqualTo(Type.REGISTER);
            chaincode.onNext(
                    ChaincodeMessage.newBuilder().setType(Type.REGISTERED).build());
            chaincode.onNext(ChaincodeMessage.newBuilder().setType(Type.READY).build());
        }

        ChaincodeMessage call(String transactionId) throws InterruptedException {
            chaincode.onNext(ChaincodeMessage.newBuilder()
                    .setType(Type.TRANSACTION)
                    .setChannelId("energy")
                    .setTxid(transactionId)
                    .setProposal(SignedProposal.getDefaultInstance())
                    .setPayload(ChaincodeInput.newBuilder()
                            .addArgs(ByteString.copyFromUtf8("org.hyperledger.fabric:GetMetadata"))
                            .build()
                            .toByteString())
                    .build());
            return next();
        }

        ChaincodeMessage next() throws InterruptedException {
            ChaincodeMessage answer = answers.poll(30, TimeUnit.SECONDS);
            assertThat(answer).isNotNull();
            return answer;
        }

        void cancel() {
            chaincode.onError(io.grpc.Status.CANCELLED.asRuntimeException());
        }

        @Override
        public void onNext(ChaincodeMessage message) {
            answers.add(message);
        }

        @Override
        public void onError(Throwable failure) {}

        @Override
        public void onCompleted() {}
    }
}
