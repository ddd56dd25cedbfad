package org.gridbourse.network.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.List;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.junit.jupiter.api.Test;

/** What happens to transactions whose reads are no longer true when their turn comes. */
class ConflictsTest extends SuiteTest {
    @Test
    void of_several_that_read_and_write_one_key_at_once_exactly_one_wins() throws Exception {
        grid.submit("put", key, "0");
        // given ten transactions made on the same state
        List<Envelope> transactions = new ArrayList<>();
        for (int i = 1; i <= 10; i++) {
            transactions.add(endorse("readThenWrite", key, Integer.toString(i)));
        }
        // when all are sent, so that several share a block
        transactions.forEach(grid::send);
        // then: one is first, though not always the one sent first, for orderers pass them on
        List<TxValidationCode> codes = new ArrayList<>();
        for (Envelope transaction : transactions) {
            codes.add(grid.status(ProposalDraft.transactionId(transaction)).getResult());
        }
        assertThat(codes).containsOnlyOnce(TxValidationCode.VALID);
        assertThat(codes).containsOnly(TxValidationCode.VALID, TxValidationCode.MVCC_READ_CONFLICT);
        assertThat(grid.evaluate("get", key)).isEqualTo(Integer.toString(codes.indexOf(TxValidationCode.VALID) + 1));
    }

    @Test
    void writes_without_reads_never_conflict() throws Exception {
        Envelope first = endorse("put", key, "1");
        Envelope second = endorse("put", key, "2");
        assertThat(grid.commit(first)).isEqualTo(TxValidationCode.VALID);
        assertThat(grid.commit(second)).isEqualTo(TxValidationCode.VALID);
        assertThat(grid.evaluate("get", key)).isEqualTo("2");
    }

    @Test
    void a_key_that_was_missing_and_has_come_into_being_is_a_conflict() throws Exception {
        Envelope reader = endorse("readOtherThenWrite", key, key + "-copy", "v");
        grid.submit("put", key, "v");
        assertThat(grid.commit(reader)).isEqualTo(TxValidationCode.MVCC_READ_CONFLICT);
    }

    @Test
    void a_key_deleted_and_written_again_with_the_same_value_is_a_conflict() throws Exception {
        grid.submit("put", key, "v");
        Envelope reader = endorse("readOtherThenWrite", key, key + "-copy", "v");
        grid.submit("del", key);
        grid.submit("put", key, "v");
        assertThat(grid.commit(reader)).isEqualTo(TxValidationCode.MVCC_READ_CONFLICT);
    }

    @Test
    void inserting_changing_or_deleting_in_a_range_that_was_read_is_a_phantom() throws Exception {
        grid.submit("bigWrite", key, "5");
        String[][] changes = {{"put", key + "000025", "new"}, {"put", key + "00001", "changed"}, {"del", key + "00004"}
        };
        for (String[] change : changes) {
            Envelope reader = endorse("rangeThenWrite", key, key + "99999", "count-" + key);
            grid.submit(change[0], List.of(change).subList(1, change.length).toArray(String[]::new));
            assertThat(grid.commit(reader)).as(change[0]).isEqualTo(TxValidationCode.PHANTOM_READ_CONFLICT);
        }
        Envelope undisturbed = endorse("rangeThenWrite", key, key + "99999", "count-" + key);
        grid.submit("put", key.substring(0, 8), "before the range");
        assertThat(grid.commit(undisturbed)).isEqualTo(TxValidationCode.VALID);
    }

    @Test
    void a_range_of_more_than_fifty_rows_is_compared_by_its_hash_tree() throws Exception {
        grid.submit("bigWrite", key, "120");
        Envelope reader = endorse("rangeThenWrite", key, key + "99999", "count-" + key);
        assertThat(grid.commit(reader)).isEqualTo(TxValidationCode.VALID);
        Envelope disturbed = endorse("rangeThenWrite", key, key + "99999", "count-" + key);
        grid.submit("put", key + "00119", "changed");
        assertThat(grid.commit(disturbed)).isEqualTo(TxValidationCode.PHANTOM_READ_CONFLICT);
    }

    @Test
    void a_range_left_early_covers_what_the_peer_had_fetched_and_no_more() throws Exception {
        grid.submit("bigWrite", key, "300");
        // 150 rows read: two batches of a hundred were fetched, and one row ahead
        Envelope reader = endorse("rangePartialThenWrite", key, key + "99999", "150", "count-" + key);
        grid.submit("put", key + "00250", "behind");
        assertThat(grid.commit(reader)).isEqualTo(TxValidationCode.VALID);
        Envelope disturbed = endorse("rangePartialThenWrite", key, key + "99999", "150", "count-" + key);
        grid.submit("put", key + "00200", "the row ahead");
        assertThat(grid.commit(disturbed)).isEqualTo(TxValidationCode.PHANTOM_READ_CONFLICT);
    }

    @Test
    void a_transaction_sent_twice_counts_once_and_its_status_is_that_of_the_first() throws Exception {
        Envelope transaction = endorse("put", key, "v");
        assertThat(grid.commit(transaction)).isEqualTo(TxValidationCode.VALID);
        assertThat(grid.commit(transaction)).isEqualTo(TxValidationCode.VALID);
        assertThat(grid.evaluate("history", key)).isEqualTo("v");
    }

    /** Endorsed by two peers. While one of them is a block behind, their answers differ: the client asks again. */
    private Envelope endorse(String function, String... arguments) throws Exception {
        for (int attempt = 1; ; attempt++) {
            try {
                return grid.endorse(
                        ProposalDraft.of(grid.identity(), function, arguments).signed(), "GridMSP", "NorthMSP");
            } catch (StatusRuntimeException refusal) {
                boolean differing =
                        Client.details(refusal).toString().contains("ProposalResponsePayloads do not match");
                if (!differing || attempt == 50) {
                    throw refusal;
                }
                Thread.sleep(100);
            }
        }
    }
}
