package org.gridbourse.gateway.fabric;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FabricProblemTest {

    @Test
    void the_contracts_refusal_is_found_in_what_the_peers_added() {
        FabricProblem problem = new FabricProblem("failed to endorse transaction, see attached details for more info\n"
                + "chaincode response 500, WRONG_PHASE|session s-1 is in CLEARED, revealOrders needs REVEAL");
        assertThat(problem.refusal())
                .contains(new FabricProblem.Refusal(
                        "WRONG_PHASE", "session s-1 is in CLEARED, revealOrders needs REVEAL"));
    }

    @Test
    void endorsers_at_different_heights_are_no_refusal() {
        FabricProblem problem = new FabricProblem("ProposalResponsePayloads do not match (base64): ...");
        assertThat(problem.endorsersDisagree()).isTrue();
        assertThat(problem.refusal()).isEmpty();
    }

    @Test
    void a_peer_that_is_not_there_refuses_nothing() {
        FabricProblem problem = new FabricProblem("io exception");
        assertThat(problem.endorsersDisagree()).isFalse();
        assertThat(problem.refusal()).isEmpty();
    }
}
