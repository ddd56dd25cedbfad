package org.gridbourse.network.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.hyperledger.fabric.client.EndorseException;
import org.junit.jupiter.api.Test;

class QueriesTest extends SuiteTest {
    @Test
    void a_range_has_its_start_and_not_its_end_in_the_order_of_utf_8_bytes() throws Exception {
        // U+FB01 comes before U+1F600, though Java's own order says otherwise
        for (String suffix : List.of("a", "b", "c", "\ufb01", "\ud83d\ude00")) {
            grid.submit("put", key + suffix, suffix);
        }
        assertThat(grid.evaluate("range", key + "a", key + "c")).isEqualTo(key + "a," + key + "b");
        assertThat(grid.evaluate("range", key + "c", key + "\udbff\udfff"))
                .isEqualTo(key + "c," + key + "\ufb01," + key + "\ud83d\ude00");
    }

    @Test
    void ranges_of_every_size_around_a_batch_of_a_hundred_are_complete() throws Exception {
        grid.submit("bigWrite", key, "250");
        for (int rows : new int[] {0, 1, 99, 100, 101, 199, 200, 201, 250}) {
            String end = "%s%05d".formatted(key, rows);
            String found = grid.evaluate("range", key, end);
            assertThat(found.isEmpty() ? 0 : found.split(",").length).isEqualTo(rows);
        }
    }

    @Test
    void pages_follow_each_other_by_bookmark_to_an_empty_one() throws Exception {
        grid.submit("bigWrite", key, "250");
        assertThat(grid.evaluate("page", key, key + "99999", "150", "")).isEqualTo("150|150|" + key + "00150");
        assertThat(grid.evaluate("page", key, key + "99999", "150", key + "00150"))
                .isEqualTo("100|100|");
        assertThat(grid.evaluate("page", key + "x", key + "y", "10", "")).isEqualTo("0|0|");
    }

    @Test
    void a_paged_query_in_a_transaction_that_writes_is_refused() {
        assertThatThrownBy(() -> grid.submit("pageThenWrite", key, key + "99999", "2", key))
                .isInstanceOf(EndorseException.class)
                .extracting(failure ->
                        ((EndorseException) failure).getDetails().get(0).getMessage())
                .asString()
                .endsWith("Unsuccessful response received.");
    }

    @Test
    void composite_keys_are_found_by_their_beginning_and_hidden_from_plain_ranges() throws Exception {
        grid.submit("compositePut", key, "a", "1", "x");
        grid.submit("compositePut", key, "a", "2", "y");
        grid.submit("compositePut", key, "b", "1", "z");
        assertThat(grid.evaluate("compositeList", key, "a")).isEqualTo("a/1=x,a/2=y");
        assertThat(grid.evaluate("range", "", key + "\udbff\udfff")).doesNotContain("\u0000");
    }

    @Test
    void history_is_newest_first_with_deletions_and_without_invalid_transactions() throws Exception {
        grid.submit("put", key, "1");
        grid.submit("put", key, "2");
        grid.commit(grid.endorse(
                ProposalDraft.of(grid.identity(), "put", key, "void").signed(), "GridMSP"));
        grid.submit("del", key);
        grid.submit("put", key, "3");
        assertThat(grid.evaluate("history", key)).isEqualTo("3,deleted,2,1");
        assertThat(grid.evaluate("history", key + "-none")).isEmpty();
    }

    @Test
    void a_rich_query_is_answered_as_by_a_peer_without_a_document_database() {
        assertThatThrownBy(() -> grid.submit("richQuery", "{}")).isInstanceOf(EndorseException.class);
    }
}
