package org.gridbourse.network.suite;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.Server;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.StreamObserver;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.gridbourse.network.embedded.EmbeddedChaincode;
import org.gridbourse.network.embedded.EmbeddedConfig;
import org.gridbourse.network.embedded.EmbeddedNetwork;
import org.hyperledger.fabric.protos.gateway.ErrorDetail;
import org.hyperledger.fabric.protos.peer.ChaincodeGrpc;
import org.hyperledger.fabric.protos.peer.ChaincodeID;
import org.hyperledger.fabric.protos.peer.ChaincodeInput;
import org.hyperledger.fabric.protos.peer.ChaincodeMessage;
import org.hyperledger.fabric.protos.peer.ChaincodeMessage.Type;
import org.hyperledger.fabric.protos.peer.Response;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A chaincode that does not keep to the protocol harms its own transaction and no other. */
class HostileChaincodeTest {
    @TempDir
    static Path folder;

    private static Server server;
    private static EmbeddedNetwork network;
    private static Client client;

    @BeforeAll
    static void start() throws Exception {
        server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .addService(new HostileChaincode())
                .build()
                .start();
        EmbeddedConfig config = EmbeddedConfig.in(folder).withExecutionTimeout(Duration.ofSeconds(1));
        network = EmbeddedNetwork.start(config.withChaincodes(List.of(EmbeddedChaincode.shared(
                NetworkUnderTest.CHAINCODE,
                "1",
                NetworkUnderTest.POLICY,
                "hostile:1",
                config.organisations(),
                server.getPort()))));
        client = new Client(
                network.connection().organisations().get(0),
                network.identities().organisation("Grid").user("operator"));
    }

    @AfterAll
    static void stop() {
        client.close();
        network.close();
        server.shutdownNow();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    silence          | error sending: timeout expired while executing transaction
                    error            | transaction returned with failure: out of order
                    unreadableAnswer | chaincode response cannot be read
                    endOfStream      | chaincode stream terminated
                    """)
    void a_broken_answer_fails_its_transaction_and_the_next_one_is_good(String behaviour, String cause)
            throws Exception {
        assertThat(failure(behaviour)).endsWith(cause);
        assertThat(client.submit("good")).isEqualTo("good");
    }

    @ParameterizedTest
    @CsvSource({
        "garbageRequest",
        "unknownRequest",
        "privateData",
        "foreignTransaction",
        "unknownQuery",
        "registersAgain"
    })
    void a_senseless_request_is_answered_with_an_error_and_the_transaction_goes_on(String behaviour) throws Exception {
        assertThat(client.submit(behaviour)).isEqualTo("went on");
        assertThat(client.submit("good")).isEqualTo("good");
    }

    @Test
    void a_chaincode_under_another_package_id_is_not_used() throws Exception {
        EmbeddedConfig config = EmbeddedConfig.in(folder.resolve("other"));
        try (EmbeddedNetwork other = EmbeddedNetwork.start(config.withChaincodes(List.of(EmbeddedChaincode.shared(
                        NetworkUnderTest.CHAINCODE,
                        "1",
                        NetworkUnderTest.POLICY,
                        "expected:1",
                        config.organisations(),
                        server.getPort()))));
                Client stranger = new Client(
                        other.connection().organisations().get(0),
                        other.identities().organisation("Grid").user("operator"))) {
            assertThat(failure(stranger, "good")).endsWith("chaincode registered as hostile:1");
        }
    }

    @Test
    void a_chaincode_whose_streams_have_all_gone_deaf_is_connected_again_long_before_the_time_out() throws Exception {
        EmbeddedConfig config = EmbeddedConfig.in(folder.resolve("deaf")).withExecutionTimeout(Duration.ofMinutes(10));
        try (EmbeddedNetwork patient = EmbeddedNetwork.start(config.withChaincodes(List.of(EmbeddedChaincode.shared(
                        NetworkUnderTest.CHAINCODE,
                        "1",
                        NetworkUnderTest.POLICY,
                        "hostile:1",
                        config.organisations(),
                        server.getPort()))));
                Client other = new Client(
                        patient.connection().organisations().get(0),
                        patient.identities().organisation("Grid").user("operator"))) {
            assertThat(failure(other, "goesDeaf")).endsWith("error sending: chaincode stream terminated");
            assertThat(other.submit("good")).isEqualTo("good");
        }
    }

    private static String failure(String behaviour) throws Exception {
        return failure(client, behaviour);
    }

    private static String failure(Client client, String behaviour) throws Exception {
        try {
            client.endorse(ProposalDraft.of(client.identity(), behaviour).signed());
        } catch (StatusRuntimeException e) {
            return StatusProto.fromThrowable(e)
                    .getDetails(0)
                    .unpack(ErrorDetail.class)
                    .getMessage();
        }
        throw new AssertionError("endorsed");
    }

    /** Does with each transaction what its function name says. */
    private static final class HostileChaincode extends ChaincodeGrpc.ChaincodeImplBase {
        private final Set<StreamObserver<ChaincodeMessage>> deaf = ConcurrentHashMap.newKeySet();
        private final Set<StreamObserver<ChaincodeMessage>> open = ConcurrentHashMap.newKeySet();

        @Override
        public StreamObserver<ChaincodeMessage> connect(StreamObserver<ChaincodeMessage> peer) {
            open.add(peer);
            peer.onNext(ChaincodeMessage.newBuilder()
                    .setType(Type.REGISTER)
                    .setPayload(ChaincodeID.newBuilder()
                            .setName("hostile:1")
                            .build()
                            .toByteString())
                    .build());
            return new StreamObserver<>() {
                @Override
                public void onNext(ChaincodeMessage message) {
                    if (message.getType() == Type.TRANSACTION
                            && function(message).equals("goesDeaf")) {
                        deaf.addAll(open);
                    }
                    if (deaf.contains(peer)) {
                        return;
                    }
                    switch (message.getType()) {
                        case TRANSACTION -> behave(message, peer);
                        case RESPONSE, ERROR -> peer.onNext(completed(message, "went on"));
                        default -> {}
                    }
                }

                @Override
                public void onError(Throwable failure) {}

                @Override
                public void onCompleted() {
                    peer.onCompleted();
                }
            };
        }

        private static void behave(ChaincodeMessage message, StreamObserver<ChaincodeMessage> peer) {
            String function = function(message);
            ByteString garbage = ByteString.copyFrom(new byte[] {(byte) 0xff, 1, 2});
            switch (function) {
                case "silence" -> {}
                case "error" -> peer.onNext(request(message, Type.ERROR, ByteString.copyFromUtf8("out of order")));
                case "unreadableAnswer" -> peer.onNext(request(message, Type.COMPLETED, garbage));
                case "endOfStream" -> peer.onCompleted();
                case "garbageRequest" -> peer.onNext(request(message, Type.GET_STATE, garbage));
                case "unknownRequest" -> peer.onNext(request(message, Type.INIT, garbage));
                case "privateData" -> peer.onNext(request(message, Type.GET_PRIVATE_DATA_HASH, ByteString.EMPTY));
                case "unknownQuery" -> peer.onNext(request(message, Type.QUERY_STATE_NEXT, ByteString.EMPTY));
                case "foreignTransaction" -> {
                    peer.onNext(request(message, Type.PUT_STATE, garbage).toBuilder()
                            .setTxid("another")
                            .build());
                    peer.onNext(completed(message, "went on"));
                }
                case "registersAgain" -> {
                    peer.onNext(request(message, Type.REGISTER, garbage));
                    peer.onNext(request(message, Type.KEEPALIVE, garbage));
                    peer.onNext(completed(message, "went on"));
                }
                default -> peer.onNext(completed(message, function));
            }
        }

        private static String function(ChaincodeMessage message) {
            try {
                return ChaincodeInput.parseFrom(message.getPayload()).getArgs(0).toStringUtf8();
            } catch (InvalidProtocolBufferException e) {
                throw new IllegalStateException(e);
            }
        }

        private static ChaincodeMessage request(ChaincodeMessage to, Type type, ByteString payload) {
            return ChaincodeMessage.newBuilder()
                    .setType(type)
                    .setTxid(to.getTxid())
                    .setChannelId(to.getChannelId())
                    .setPayload(payload)
                    .build();
        }

        private static ChaincodeMessage completed(ChaincodeMessage to, String payload) {
            return request(
                    to,
                    Type.COMPLETED,
                    Response.newBuilder()
                            .setStatus(200)
                            .setPayload(ByteString.copyFromUtf8(payload))
                            .build()
                            .toByteString());
        }
    }
}
