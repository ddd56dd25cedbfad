package org.gridbourse.network.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.gridbourse.network.NetworkKind;
import org.hyperledger.fabric.client.ChaincodeEvent;
import org.hyperledger.fabric.client.CloseableIterator;
import org.hyperledger.fabric.protos.gateway.ErrorDetail;
import org.hyperledger.fabric.protos.gateway.EvaluateRequest;
import org.hyperledger.fabric.protos.peer.SignedProposal;
import org.junit.jupiter.api.Test;

/**
 * What the scenario suite of Fabric's own client ({@code hyperledger/fabric-gateway}, {@code scenario/features}) asks for
 * and no other test here does, on both networks in the same words.
 */
class ScenariosTest extends SuiteTest {

    /** errors.feature: each failing peer is named by host and port. */
    @Test
    void error_details_name_peers_by_host_and_port() throws Exception {
        SignedProposal proposal = ProposalDraft.of(grid.identity(), "nosuch").signed();
        StatusRuntimeException refusal = refusal(() -> grid.service().endorse(grid.endorseRequest(proposal)));

        String gateway = network.organisation("Grid").gateway();
        String port = gateway.substring(gateway.lastIndexOf(':'));
        String host = network.kind() == NetworkKind.EMBEDDED ? "peer0.grid.example" : "127.0.0.1";
        assertThat(Client.details(refusal)).extracting(ErrorDetail::getAddress).containsExactly(host + port);
    }

    /** errors.feature, "Evaluate crash chaincode": a process that ends in the middle of a transaction. */
    @Test
    void a_chaincode_that_crashes_is_told_as_a_stream_that_ended() throws Exception {
        try {
            SignedProposal proposal = ProposalDraft.of(grid.identity(), "crash").signed();
            EvaluateRequest request = grid.evaluateRequest(proposal).toBuilder()
                    .addTargetOrganizations("GridMSP")
                    .build();
            StatusRuntimeException refusal = refusal(() -> grid.service().evaluate(request));

            assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.ABORTED);
            assertThat(Client.details(refusal))
                    .extracting(ErrorDetail::getMessage)
                    .containsExactly("error in simulation: failed to execute transaction "
                            + ProposalDraft.transactionId(proposal) + ": error sending: chaincode stream terminated");
        } finally {
            network.awaitChaincodes();
        }
    }

    /** endorsement.feature: whom the client names endorses, alone or together. */
    @Test
    void the_organisations_that_a_client_names_endorse_and_no_others() throws Exception {
        for (List<String> named : List.of(List.of("GridMSP", "NorthMSP"), List.of("GridMSP", "SouthMSP"))) {
            byte[] result = grid.contract()
                    .newProposal("put")
                    .addArguments(key + named, "v")
                    .setEndorsingOrganizations(named.toArray(String[]::new))
                    .build()
                    .endorse()
                    .submit();
            assertThat(Client.text(result)).isEqualTo("ok");
        }
    }

    /** chaincodeevents.feature: replay from a block, each event once and in order, and closing ends it. */
    @Test
    void events_are_replayed_from_a_block_on_and_closing_ends_them() throws Exception {
        long first = grid.contract()
                .newProposal("event")
                .addArguments(key, "one", key, "v")
                .build()
                .endorse()
                .submitAsync()
                .getStatus()
                .getBlockNumber();
        grid.submit("event", key, "two", key, "v");
        List<String> seen = new ArrayList<>();
        try (CloseableIterator<ChaincodeEvent> events = grid.network()
                .newChaincodeEventsRequest(NetworkUnderTest.CHAINCODE)
                .startBlock(first)
                .build()
                .getEvents()) {
            while (seen.size() < 2) {
                ChaincodeEvent event = events.next();
                if (event.getEventName().equals(key)) {
                    seen.add(Client.text(event.getPayload()));
                }
            }
        }
        assertThat(seen).containsExactly("one", "two");
    }

    /** transactions.feature, "Submit with error response": the word of each peer that refused. */
    @Test
    void a_chaincodes_refusal_comes_with_its_own_words_from_the_peer_that_gave_it() throws Exception {
        SignedProposal proposal =
                ProposalDraft.of(grid.identity(), "fail", "PRB-1|no").signed();
        StatusRuntimeException refusal = refusal(() -> grid.service().endorse(grid.endorseRequest(proposal)));

        Map<String, String> words = new TreeMap<>();
        Client.details(refusal).forEach(detail -> words.put(detail.getMspId(), detail.getMessage()));
        assertThat(words).isEqualTo(Map.of("GridMSP", "chaincode response 500, PRB-1|no"));
    }

    private static StatusRuntimeException refusal(Runnable call) {
        try {
            call.run();
        } catch (StatusRuntimeException e) {
            return e;
        }
        throw new AssertionError("not refused");
    }
}
