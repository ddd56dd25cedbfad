package org.gridbourse.network.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.gridbourse.network.NetworkKind;
import org.hyperledger.fabric.protos.common.BlockchainInfo;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.gateway.SignedChaincodeEventsRequest;
import org.hyperledger.fabric.protos.gateway.SignedCommitStatusRequest;
import org.hyperledger.fabric.protos.peer.SignedProposal;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.junit.jupiter.api.Test;

/** Whatever a writer of the channel may send: it is answered, changes nothing, and does not hold up the good beside it. */
class HostileInputTest extends SuiteTest {
    private static final int ROUNDS = 60;
    private static final int ROUNDS_OF_BLOCKS = 20;
    private static final long SEED = 20_260_115;

    private final Random random = new Random(SEED);

    @Test
    void damaged_proposals_with_a_good_signature_are_refused_one_by_one() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes =
                    ProposalDraft.of(grid.identity(), "put", key, "v").build().toByteArray();
            byte[] damaged = damage(bytes);
            SignedProposal proposal = SignedProposal.newBuilder()
                    .setProposalBytes(ByteString.copyFrom(damaged))
                    .setSignature(ByteString.copyFrom(grid.identity().sign(damaged)))
                    .build();
            answered(round, () -> grid.service().evaluate(grid.evaluateRequest(proposal)));
            answered(round, () -> grid.service().endorse(grid.endorseRequest(proposal)));
        }
        assertThat(grid.submit("put", key, "good")).isEqualTo("ok");
    }

    @Test
    void damaged_transactions_each_in_a_block_of_its_own_get_a_code_and_write_nothing() throws Exception {
        for (int round = 0; round < ROUNDS_OF_BLOCKS; round++) {
            Envelope hostile = damagedTransaction(round);
            long before = height();
            if (answered(round, () -> grid.service().submit(grid.submitRequest(hostile)))) {
                awaitHeight(before + 1);
            }
        }
        assertThat(grid.evaluate("range", key, key + "~")).isEmpty();
        assertThat(grid.submit("put", key, "good")).isEqualTo("ok");
    }

    @Test
    void damaged_headers_are_refused_by_the_orderer_or_found_invalid() throws Exception {
        for (int round = 0; round < ROUNDS_OF_BLOCKS; round++) {
            Envelope envelope = grid.endorse(
                    ProposalDraft.of(grid.identity(), "put", key + round, "v").signed());
            Envelope hostile = grid.sign(envelope.toBuilder()
                    .setPayload(ByteString.copyFrom(damage(envelope.getPayload().toByteArray())))
                    .build());
            long before = height();
            if (answered(round, () -> grid.service().submit(grid.submitRequest(hostile)))) {
                awaitHeight(before + 1);
            }
        }
        assertThat(grid.evaluate("range", key, key + "~")).isEmpty();
        assertThat(grid.submit("put", key, "good")).isEqualTo("ok");
    }

    /**
     * Not on real Fabric, whose peers would never commit again. A transaction that cannot be unmarshalled has its code at
     * once, but whoever looks for a key's policy behind it in the same block waits for its metadata writes, and
     * KeyLevelValidator.extractDependenciesForTx (1.4 to 3.1.5) returns without saying that there are none.
     */
    @Test
    void damaged_transactions_do_not_hold_up_the_good_ones_in_the_same_blocks() throws Exception {
        assumeTrue(network.kind() == NetworkKind.EMBEDDED, "peers of real Fabric wait for ever at such a block");
        List<Envelope> good = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            Envelope hostile = damagedTransaction(round);
            answered(round, () -> grid.service().submit(grid.submitRequest(hostile)));
            if (round % 10 == 0) {
                Envelope other = grid.endorse(ProposalDraft.of(grid.identity(), "put", key + "-good", "v")
                        .signed());
                grid.send(other);
                good.add(other);
            }
        }
        for (Envelope envelope : good) {
            assertThat(grid.status(ProposalDraft.transactionId(envelope)).getResult())
                    .isEqualTo(TxValidationCode.VALID);
        }
    }

    private Envelope damagedTransaction(int round) throws InvalidProtocolBufferException {
        Envelope envelope = grid.endorse(
                ProposalDraft.of(grid.identity(), "put", key + round, "v").signed());
        Payload payload = Payload.parseFrom(envelope.getPayload());
        Payload damaged = payload.toBuilder()
                .setData(ByteString.copyFrom(damage(payload.getData().toByteArray())))
                .build();
        return grid.sign(envelope.toBuilder().setPayload(damaged.toByteString()).build());
    }

    private void awaitHeight(long wanted) throws Exception {
        while (height() < wanted) {
            Thread.sleep(20);
        }
    }

    private long height() throws Exception {
        return BlockchainInfo.parseFrom(grid.network()
                        .getContract("qscc")
                        .evaluateTransaction("GetChainInfo", NetworkUnderTest.CHANNEL))
                .getHeight();
    }

    @Test
    void garbage_in_place_of_signed_requests_is_refused() throws Exception {
        for (int round = 0; round < 20; round++) {
            byte[] garbage = new byte[random.nextInt(200)];
            random.nextBytes(garbage);
            ByteString bytes = ByteString.copyFrom(garbage);
            answered(round, () -> grid.service()
                    .commitStatus(SignedCommitStatusRequest.newBuilder()
                            .setRequest(bytes)
                            .setSignature(bytes)
                            .build()));
            answered(round, () -> grid.service()
                    .chaincodeEvents(SignedChaincodeEventsRequest.newBuilder()
                            .setRequest(bytes)
                            .setSignature(bytes)
                            .build())
                    .hasNext());
        }
        assertThat(grid.submit("put", key, "good")).isEqualTo("ok");
    }

    @Test
    void a_transaction_above_the_limit_is_refused_with_its_size() throws Exception {
        Envelope large = grid.sign(Envelope.newBuilder()
                .setPayload(grid.endorse(ProposalDraft.of(grid.identity(), "put", key, "v")
                                .signed())
                        .getPayload()
                        .concat(padding(11 * 1024 * 1024)))
                .build());
        StatusRuntimeException refusal = refusal(() -> grid.service().submit(grid.submitRequest(large)));
        assertThat(refusal.getStatus().getDescription())
                .matches("received unsuccessful response from orderer: status=BAD_REQUEST, info=message payload is "
                        + "\\d+ bytes and exceeds maximum allowed 10485760 bytes");
    }

    /** A field that no Fabric message has. */
    private static ByteString padding(int bytes) {
        ByteString.Output out = ByteString.newOutput();
        com.google.protobuf.CodedOutputStream coded = com.google.protobuf.CodedOutputStream.newInstance(out);
        try {
            coded.writeByteArray(1_000, new byte[bytes]);
            coded.flush();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return out.toByteString();
    }

    private byte[] damage(byte[] good) {
        byte[] damaged = good.clone();
        switch (random.nextInt(3)) {
            case 0 -> damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            case 1 -> damaged = java.util.Arrays.copyOf(damaged, random.nextInt(damaged.length));
            default -> {
                int from = random.nextInt(damaged.length);
                for (int i = from; i < Math.min(damaged.length, from + 20); i++) {
                    damaged[i] = (byte) random.nextInt(256);
                }
            }
        }
        return damaged;
    }

    private interface Call {
        Object make() throws Exception;
    }

    /** Any answer will do, so long as one comes; tells whether it was a yes. */
    private static boolean answered(int round, Call call) throws Exception {
        try {
            call.make();
            return true;
        } catch (StatusRuntimeException e) {
            assertThat(e.getStatus().getCode())
                    .as("round %d of seed %d: %s", round, SEED, e.getStatus())
                    .isNotIn(Status.Code.DEADLINE_EXCEEDED, Status.Code.INTERNAL);
            return false;
        }
    }

    private static StatusRuntimeException refusal(Call call) throws Exception {
        try {
            call.make();
        } catch (StatusRuntimeException e) {
            return e;
        }
        throw new AssertionError("not refused");
    }
}
