package org.gridbourse.network.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.TreeMap;
import org.hyperledger.fabric.protos.gateway.ErrorDetail;
import org.hyperledger.fabric.protos.gateway.EvaluateRequest;
import org.hyperledger.fabric.protos.peer.SignedProposal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;

/** South's chaincode process is away; those of Grid and North go on. */
class ChaincodeAwayTest extends SuiteTest {
    private Client south;

    @BeforeParameterizedClassInvocation
    static void stopSouth(NetworkUnderTest network) {
        network.stopChaincode("South");
    }

    @AfterParameterizedClassInvocation
    static void startSouth(NetworkUnderTest network) {
        network.startChaincode("South");
        network.awaitChaincodes();
    }

    @BeforeEach
    void connectSouth() {
        south = network.client("South", "prosumer");
    }

    @AfterEach
    void disconnectSouth() {
        south.close();
    }

    @Test
    void the_others_endorse_and_their_gateways_serve() throws Exception {
        // whoever asks South first asks North next
        for (int i = 0; i < 10; i++) {
            assertThat(grid.submit("put", key + i, "v")).isEqualTo("ok");
        }
    }

    @Test
    void queries_at_its_gateway_are_answered_by_another_peer() throws Exception {
        assertThat(south.evaluate("noop")).isEqualTo("noop");
    }

    @Test
    void transactions_at_its_gateway_are_refused_for_its_own_peer_must_endorse_first() throws Exception {
        SignedProposal proposal =
                ProposalDraft.of(south.identity(), "put", key, "v").signed();
        StatusRuntimeException refusal = refusal(() -> south.service().endorse(south.endorseRequest(proposal)));
        assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.ABORTED);
        assertThat(refusal.getStatus().getDescription())
                .isEqualTo("failed to endorse transaction, see attached details for more info");
        // the stream that was, or the one that cannot be opened again, if the peer knows already
        assertThat(details(refusal).get("SouthMSP"))
                .matches("error in simulation: failed to execute transaction " + ProposalDraft.transactionId(proposal)
                        + ": (could not launch chaincode .*|(error sending: )?chaincode stream terminated)");
    }

    @Test
    void a_transaction_that_names_it_is_refused_with_its_word() throws Exception {
        SignedProposal proposal =
                ProposalDraft.of(grid.identity(), "put", key, "v").signed();
        StatusRuntimeException refusal =
                refusal(() -> grid.service().endorse(grid.endorseRequest(proposal, "GridMSP", "SouthMSP")));
        assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.ABORTED);
        assertThat(refusal.getStatus().getDescription())
                .isEqualTo("failed to collect enough transaction endorsements, see attached details for more info");
        assertThat(details(refusal)).containsOnlyKeys("SouthMSP");
    }

    /** errors.feature of Fabric's client, "Evaluate crash chaincode": the code is that of the last peer that was asked. */
    @Test
    void an_evaluation_that_no_peer_could_do_ends_in_the_code_of_the_last_one() throws Exception {
        SignedProposal proposal = ProposalDraft.of(grid.identity(), "noop").signed();
        EvaluateRequest request = grid.evaluateRequest(proposal).toBuilder()
                .addTargetOrganizations("SouthMSP")
                .build();
        StatusRuntimeException refusal = refusal(() -> grid.service().evaluate(request));
        assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.ABORTED);
        assertThat(refusal.getStatus().getDescription())
                .isEqualTo("failed to evaluate transaction, see attached details for more info");
        assertThat(Client.details(refusal)).hasSize(1);
    }

    private static StatusRuntimeException refusal(Runnable call) {
        try {
            call.run();
        } catch (StatusRuntimeException e) {
            return e;
        }
        throw new AssertionError("not refused");
    }

    private static TreeMap<String, String> details(StatusRuntimeException refusal) throws Exception {
        TreeMap<String, String> messages = new TreeMap<>();
        for (ErrorDetail detail : Client.details(refusal)) {
            messages.put(detail.getMspId(), detail.getMessage());
        }
        return messages;
    }
}
