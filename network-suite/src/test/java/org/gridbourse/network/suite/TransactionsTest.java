package org.gridbourse.network.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.hyperledger.fabric.client.EndorseException;
import org.hyperledger.fabric.client.SubmitException;
import org.hyperledger.fabric.client.SubmittedTransaction;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.junit.jupiter.api.Test;

class TransactionsTest extends SuiteTest {
    @Test
    void what_one_organisation_submits_the_others_read_at_their_own_peers() throws Exception {
        assertThat(grid.submit("put", key, "v")).isEqualTo("ok");
        for (String organisation : new String[] {"Grid", "North", "South"}) {
            try (Client client = network.client(organisation, "prosumer")) {
                // another organisation's peer may be a block behind
                String found = client.evaluate("get", key);
                while (found.isEmpty()) {
                    found = client.evaluate("get", key);
                }
                assertThat(found).isEqualTo("v");
            }
        }
    }

    @Test
    void evaluating_changes_nothing() throws Exception {
        assertThat(grid.evaluate("put", key, "v")).isEqualTo("ok");
        assertThat(grid.evaluate("get", key)).isEmpty();
    }

    @Test
    void a_transaction_does_not_read_its_own_writes_and_the_last_write_counts() throws Exception {
        assertThat(grid.submit("twice", key)).isEqualTo("[]");
        assertThat(grid.evaluate("get", key)).isEqualTo("second");
    }

    @Test
    void an_empty_value_deletes_the_key() throws Exception {
        grid.submit("put", key, "v");
        grid.submit("putEmpty", key);
        assertThat(grid.evaluate("get", key)).isEmpty();
        assertThat(grid.evaluate("history", key)).isEqualTo("deleted,v");
    }

    @Test
    void a_deleted_key_is_gone_and_can_be_written_again() throws Exception {
        grid.submit("put", key, "1");
        grid.submit("del", key);
        assertThat(grid.evaluate("get", key)).isEmpty();
        grid.submit("put", key, "2");
        assertThat(grid.evaluate("get", key)).isEqualTo("2");
    }

    @Test
    void deleting_a_missing_key_and_writing_nothing_are_valid_transactions() throws Exception {
        assertThat(grid.submit("del", key)).isEqualTo("ok");
        assertThat(grid.submit("noop")).isEqualTo("noop");
        assertThat(grid.submit("get", key)).isEmpty();
    }

    @Test
    void keys_and_values_may_hold_any_text() throws Exception {
        String odd = key + " /Zähler Ω \ud83d\ude00 ~";
        grid.submit("put", odd, "Wert \ud83d\ude00");
        assertThat(grid.evaluate("get", odd)).isEqualTo("Wert \ud83d\ude00");
    }

    @Test
    void the_chaincode_sees_who_calls_with_the_attributes_of_the_certificate() throws Exception {
        try (Client north = network.client("North", "prosumer")) {
            assertThat(north.evaluate("caller")).isEqualTo("NorthMSP|prosumer|north-prosumer");
        }
        try (Client admin = network.client("Grid", "Admin")) {
            assertThat(admin.evaluate("caller")).isEqualTo("GridMSP|null|null");
        }
    }

    @Test
    void transient_data_reach_the_chaincode_and_stay_off_the_ledger() throws Exception {
        byte[] found = grid.contract()
                .newProposal("transientKeys")
                .putAllTransient(Map.of("a", "secret".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .build()
                .evaluate();
        assertThat(Client.text(found)).isEqualTo("a");
        byte[] transaction = grid.contract()
                .newProposal("transientKeys")
                .putAllTransient(Map.of("a", "secret".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .setEndorsingOrganizations("GridMSP", "NorthMSP")
                .build()
                .endorse()
                .getBytes();
        assertThat(Client.text(transaction)).doesNotContain("secret");
    }

    @Test
    void the_commit_status_names_block_code_and_transaction() throws Exception {
        SubmittedTransaction submitted = grid.contract()
                .newProposal("put")
                .addArguments(key, "v")
                .build()
                .endorse()
                .submitAsync();
        assertThat(submitted.getStatus().isSuccessful()).isTrue();
        assertThat(submitted.getStatus().getCode()).isEqualTo(TxValidationCode.VALID);
        assertThat(submitted.getStatus().getBlockNumber()).isPositive();
        assertThat(submitted.getStatus().getTransactionId()).isEqualTo(submitted.getTransactionId());
    }

    @Test
    void an_exception_of_the_chaincode_reaches_the_client_with_its_text_and_writes_nothing() throws Exception {
        assertThatThrownBy(() -> grid.submit("writeThenFail", key))
                .isInstanceOf(EndorseException.class)
                .extracting(failure ->
                        ((EndorseException) failure).getDetails().get(0).getMessage())
                .isEqualTo("chaincode response 500, PRB-0002|after write");
        assertThat(grid.evaluate("get", key)).isEmpty();
    }

    @Test
    void a_thousand_writes_and_a_megabyte_fit_into_one_transaction() throws Exception {
        assertThat(grid.submit("bigWrite", key, "1000")).isEqualTo("1000");
        assertThat(grid.evaluate("get", key + "00999")).isEqualTo("v999");
        assertThat(grid.submit("large", key, "1000000")).isEqualTo("1000000");
    }

    @Test
    void a_transaction_just_below_ten_megabytes_is_committed_and_one_above_refused_by_the_orderer() throws Exception {
        // the limit is 10 x 1 048 576 bytes, the rest of the transaction a few thousand
        assertThat(grid.submit("large", key, "10470000")).isEqualTo("10470000");
        assertThatThrownBy(() -> grid.submit("large", key, "10490000"))
                .isInstanceOf(SubmitException.class)
                .hasMessageContaining("status=BAD_REQUEST, info=message payload is ")
                .hasMessageContaining("bytes and exceeds maximum allowed 10485760 bytes");
    }

    @Test
    void a_chaincode_cannot_call_itself_nor_one_that_is_not_there() {
        for (String callee : new String[] {"probe", "nosuch"}) {
            assertThatThrownBy(() -> grid.submit("callOther", callee, key, "v"))
                    .isInstanceOf(EndorseException.class)
                    .extracting(failure ->
                            ((EndorseException) failure).getDetails().get(0).getMessage())
                    .asString()
                    .endsWith("Unsuccessful response received.");
        }
    }
}
