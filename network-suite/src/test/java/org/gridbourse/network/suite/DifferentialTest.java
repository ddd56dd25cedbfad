package org.gridbourse.network.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import org.gridbourse.market.ledger.MarketLedger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * One seeded history on both networks: what each call is told, the order of the ledger, codes, results, events, writes,
 * and reads with the transaction that wrote what was read must be the same, and the state at the end.
 */
class DifferentialTest {
    private static final long SEED = 20_260_115;

    @RegisterExtension
    static final BothNetworks networks = new BothNetworks();

    @Test
    void hundreds_of_probe_transactions_have_the_same_outcome_on_both_networks() throws Exception {
        probe(SEED, 40);
    }

    @Test
    void market_sessions_of_nine_participants_have_the_same_outcome_on_both_networks() throws Exception {
        market(SEED, 1);
    }

    @Test
    @Tag("long")
    void thousands_of_probe_transactions_have_the_same_outcome_on_both_networks() throws Exception {
        probe(Long.getLong("gridbourse.test.differential.seed", SEED + 1), 400);
    }

    @Test
    @Tag("long")
    void thousands_of_market_transactions_have_the_same_outcome_on_both_networks() throws Exception {
        market(Long.getLong("gridbourse.test.differential.seed", SEED + 1), 35);
    }

    private static void probe(long seed, int groups) throws Exception {
        try (Twins twins = networks.with(ChaincodeUnderTest.PROBE)) {
            new ProbeHistory(twins, seed, "history-%d-".formatted(seed)).run(groups);
            twins.compareLedgers();
            twins.assertSame("probe, seed %d".formatted(seed));
            assertThat(twins.refusals()).isPositive();
            assertThat(twins.codes())
                    .contains(
                            "VALID",
                            "MVCC_READ_CONFLICT",
                            "PHANTOM_READ_CONFLICT",
                            "ENDORSEMENT_POLICY_FAILURE",
                            "DUPLICATE_TXID");
        }
    }

    private static void market(long seed, int sessions) throws Exception {
        try (Twins twins = networks.with(ChaincodeUnderTest.MARKET)) {
            new MarketHistory(twins, seed).run(sessions);
            twins.compareLedgers();
            twins.assertSame("market, seed %d".formatted(seed));
            assertThat(twins.refusals()).isPositive();
            assertThat(twins.codes()).contains("VALID", "MVCC_READ_CONFLICT", "ENDORSEMENT_POLICY_FAILURE");
            Set<String> all = new TreeSet<>(MarketLedger.submitFunctions());
            all.addAll(MarketLedger.queryFunctions());
            assertThat(twins.functions()).containsAll(all);
        }
    }
}
