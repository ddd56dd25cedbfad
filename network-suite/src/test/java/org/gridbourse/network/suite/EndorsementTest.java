package org.gridbourse.network.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import org.gridbourse.blocks.EndorsedAction;
import org.gridbourse.blocks.Endorsement;
import org.gridbourse.blocks.Identity;
import org.gridbourse.blocks.SignedEnvelope;
import org.hyperledger.fabric.client.EndorseException;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.peer.SignedProposal;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The policy is two of three organisations with Grid among them. */
class EndorsementTest extends SuiteTest {
    private Client south;

    @BeforeEach
    void connectSouth() {
        south = network.client("South", "prosumer");
    }

    @AfterEach
    void disconnectSouth() {
        south.close();
    }

    @Test
    void the_gateway_asks_its_own_organisation_and_as_many_others_as_the_policy_wants() {
        assertThat(endorsers(grid.endorse(put(grid)))).hasSize(2).first().isEqualTo("GridMSP");
        assertThat(endorsers(south.endorse(put(south)))).containsExactly("SouthMSP", "GridMSP");
    }

    @Test
    void named_organisations_endorse_and_no_others() throws Exception {
        Envelope all = grid.endorse(put(grid), "GridMSP", "NorthMSP", "SouthMSP");
        assertThat(endorsers(all)).containsExactlyInAnyOrder("GridMSP", "NorthMSP", "SouthMSP");
        assertThat(grid.commit(all)).isEqualTo(TxValidationCode.VALID);
    }

    @Test
    void organisations_that_do_not_satisfy_the_policy_are_found_out_at_commit() throws Exception {
        Envelope gridAlone = grid.endorse(put(grid), "GridMSP");
        Envelope withoutGrid = grid.endorse(put(grid), "NorthMSP", "SouthMSP");
        assertThat(grid.commit(gridAlone)).isEqualTo(TxValidationCode.ENDORSEMENT_POLICY_FAILURE);
        assertThat(grid.commit(withoutGrid)).isEqualTo(TxValidationCode.ENDORSEMENT_POLICY_FAILURE);
        assertThat(grid.evaluate("get", key)).isEmpty();
    }

    @Test
    void a_transaction_whose_endorsers_sign_differing_writes_or_results_cannot_be_made() {
        for (String[] call : new String[][] {{"mismatch", key}, {"mismatchResult"}}) {
            String[] arguments = List.of(call).subList(1, call.length).toArray(String[]::new);
            assertThatThrownBy(() -> grid.submit(call[0], arguments))
                    .isInstanceOf(EndorseException.class)
                    .satisfies(failure -> {
                        EndorseException refusal = (EndorseException) failure;
                        assertThat(refusal.getStatus().getDescription())
                                .isEqualTo(
                                        "failed to collect enough transaction endorsements, see attached details for more info");
                        assertThat(refusal.getDetails())
                                .hasSize(2)
                                .allSatisfy(detail -> assertThat(detail.getMessage())
                                        .isEqualTo("ProposalResponsePayloads do not match"))
                                .extracting(detail -> detail.getMspId())
                                .containsExactlyInAnyOrder("NorthMSP", "SouthMSP");
                    });
        }
    }

    @Test
    void a_key_with_a_policy_of_its_own_needs_that_policy_and_no_other() throws Exception {
        // given a key that South alone decides about
        grid.submit("putWithPolicy", key, "1", "SouthMSP");
        assertThat(grid.evaluate("getKeyPolicy", key)).isEqualTo("SouthMSP");
        // then South alone may write it, Grid and North together may not
        assertThat(south.commit(south.endorse(put(south), "SouthMSP"))).isEqualTo(TxValidationCode.VALID);
        assertThat(grid.commit(grid.endorse(put(grid), "GridMSP", "NorthMSP")))
                .isEqualTo(TxValidationCode.ENDORSEMENT_POLICY_FAILURE);
        // and the gateway finds that out by itself
        assertThat(endorsers(grid.endorse(put(grid)))).contains("SouthMSP");
        assertThat(grid.submit("put", key, "2")).isEqualTo("ok");
        // and with the key its policy goes
        south.commit(
                south.endorse(ProposalDraft.of(south.identity(), "del", key).signed(), "SouthMSP"));
        assertThat(south.commit(south.endorse(put(south), "SouthMSP")))
                .isEqualTo(TxValidationCode.ENDORSEMENT_POLICY_FAILURE);
    }

    @Test
    void an_endorsement_with_a_broken_signature_counts_as_none() throws Exception {
        Envelope good = grid.endorse(put(grid), "GridMSP", "NorthMSP", "SouthMSP");
        // which organisation's endorsement comes first is the gateway's affair: North's is broken wherever it stands
        int north = endorsers(good).indexOf("NorthMSP");
        Envelope twoLeft = grid.sign(HandMade.changeEndorsements(
                good,
                (index, endorsement) -> index == north ? HandMade.withBrokenSignature(endorsement) : endorsement));
        assertThat(grid.commit(twoLeft)).isEqualTo(TxValidationCode.VALID);
        Envelope other = grid.endorse(put(grid), "GridMSP", "NorthMSP");
        Envelope oneLeft = grid.sign(HandMade.changeEndorsements(
                other, (index, endorsement) -> index == 0 ? HandMade.withBrokenSignature(endorsement) : endorsement));
        assertThat(grid.commit(oneLeft)).isEqualTo(TxValidationCode.ENDORSEMENT_POLICY_FAILURE);
        Envelope third = grid.endorse(put(grid), "GridMSP", "NorthMSP");
        Envelope highS = grid.sign(HandMade.changeEndorsements(
                third, (index, endorsement) -> index == 1 ? HandMade.withHighS(endorsement) : endorsement));
        assertThat(grid.commit(highS)).isEqualTo(TxValidationCode.ENDORSEMENT_POLICY_FAILURE);
    }

    @Test
    void a_result_changed_after_endorsement_is_found_out() throws Exception {
        Envelope good = grid.endorse(put(grid));
        Envelope changed = grid.sign(HandMade.changeResponsePayload(
                good,
                payload -> ByteString.copyFromUtf8(payload.toString(java.nio.charset.StandardCharsets.ISO_8859_1))));
        assertThat(grid.commit(changed)).isNotEqualTo(TxValidationCode.VALID);
    }

    private SignedProposal put(Client client) {
        return ProposalDraft.of(client.identity(), "put", key, "v").signed();
    }

    private static List<String> endorsers(Envelope envelope) {
        EndorsedAction action = SignedEnvelope.parse(envelope.toByteString())
                .content()
                .transaction()
                .actions()
                .get(0)
                .endorsedAction();
        List<String> mspIds = new ArrayList<>();
        for (Endorsement endorsement : action.endorsements()) {
            mspIds.add(Identity.parse(endorsement.endorser()).mspId());
        }
        return mspIds;
    }
}
