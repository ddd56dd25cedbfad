package org.gridbourse.market.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gridbourse.market.ledger.TestMarket.buy;
import static org.gridbourse.market.ledger.TestMarket.schedule;
import static org.gridbourse.market.ledger.TestMarket.sell;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.gridbourse.market.order.OrderSchedule;
import org.gridbourse.market.order.PeriodOrder;
import org.gridbourse.market.record.Phase;
import org.junit.jupiter.api.Test;

/**
 * One participant and period is never divided among transactions: how large the transactions of a seller become that
 * sells to everybody, with long ids. What one more buyer adds is measured, the rest is arithmetic.
 */
class OneLargeSellerTest {
    /** What the orderer of our networks takes, and what it may be set to: what a gRPC server of Fabric takes. */
    private static final long ORDERER_BYTES = 10L * 1024 * 1024;

    private static final long ORDERER_MOST_BYTES = 99L * 1024 * 1024;
    private static final String SESSION = "s".repeat(64);
    private static final String SELLER = "z".repeat(26);

    @Test
    void four_thousand_buyers_in_a_period_fit_into_each_transaction_and_40_000_where_the_orderer_takes_more() {
        Map<String, Long> few = bytes(10);
        Map<String, Long> more = bytes(30);

        more.forEach((transaction, bytes) -> {
            long each = (bytes - few.get(transaction)) / 20 + 1;
            assertThat(4_000 * each)
                    .as("%s: %s bytes a buyer", transaction, each)
                    .isLessThan(ORDERER_BYTES);
            assertThat(40_000 * each)
                    .as("%s: %s bytes a buyer", transaction, each)
                    .isLessThan(ORDERER_MOST_BYTES);
        });
    }

    /** The most bytes of a transaction that concerns the seller, by what happens in it. */
    private static Map<String, Long> bytes(int buyers) {
        Map<String, Long> bytes = new TreeMap<>();
        TestMarket kept = cleared(buyers);
        bytes.put("seller prepays", largest(kept, () -> kept.prepay(SESSION, SELLER)));
        kept.advance(SESSION, Phase.PREPAYMENT).read(SESSION, SELLER, 0, 0, 600L * buyers);
        bytes.put("seller is settled", largest(kept, () -> kept.advance(SESSION, Phase.DELIVERY, 1)));
        TestMarket broken = cleared(buyers);
        bytes.put("seller did not prepay", largest(broken, () -> broken.advance(SESSION, Phase.PREPAYMENT, 1)));
        return bytes;
    }

    /** A transaction holds its records twice, as writes and in its event. */
    private static long largest(TestMarket market, Runnable transactions) {
        int before = market.events.size();
        transactions.run();
        return market.events.stream()
                .skip(before)
                .mapToLong(event -> 2L * event.payload().length)
                .max()
                .orElseThrow();
    }

    /** All buyers have prepaid, the seller has not. */
    private static TestMarket cleared(int buyers) {
        TestMarket market = new TestMarket().withoutChecks().participant(SELLER, 1_000_000, 1_000);
        OrderSchedule offer = schedule(sell(0, 1_000L * buyers, 680_000));
        OrderSchedule bid = schedule(buy(0, 1_000, 720_000));
        List<String> ids =
                IntStream.range(0, buyers).mapToObj("b%025d"::formatted).toList();
        ids.forEach(id -> market.participant(id, 5_000, 10));
        market.announce(SESSION, 1).advance(SESSION, Phase.ANNOUNCED).commit(SESSION, SELLER, 1_000L * buyers, offer);
        ids.forEach(id -> market.commit(SESSION, id, 1_000, bid));
        market.advance(SESSION, Phase.QUOTATION).reveal(SESSION, SELLER, offer);
        ids.forEach(id -> market.reveal(SESSION, id, bid));
        market.advance(SESSION, Phase.REVEAL).advance(SESSION, Phase.CLEARED);
        ids.forEach(id -> market.prepay(SESSION, id));
        return market;
    }

    /** 200 buyers in each of 24 periods. */
    @Test
    void a_seller_with_4_800_trades_in_a_session_prepays_is_settled_and_closed() {
        int buyers = 200;
        int periods = 24;
        TestMarket market = new TestMarket().withoutChecks().participant(SELLER, 1_000_000, 10_000);
        List<String> ids =
                IntStream.range(0, buyers).mapToObj("b%025d"::formatted).toList();
        ids.forEach(id -> market.participant(id, 5_000, 100));
        OrderSchedule offer = everyPeriod(periods, period -> sell(period, 1_000L * buyers, 680_000));
        OrderSchedule bid = everyPeriod(periods, period -> buy(period, 1_000, 720_000));
        market.announce(SESSION, periods).advance(SESSION, Phase.ANNOUNCED);
        market.commit(SESSION, SELLER, 1_000L * buyers, offer);
        ids.forEach(id -> market.commit(SESSION, id, 1_000, bid));
        market.advance(SESSION, Phase.QUOTATION).reveal(SESSION, SELLER, offer);
        ids.forEach(id -> market.reveal(SESSION, id, bid));
        market.advance(SESSION, Phase.REVEAL).advance(SESSION, Phase.CLEARED);
        ids.forEach(id -> market.prepay(SESSION, id));
        market.prepay(SESSION, SELLER).advance(SESSION, Phase.PREPAYMENT);
        for (int period = 0; period < periods; period++) {
            market.read(SESSION, SELLER, period, 0, 1_000L * buyers);
        }
        for (String id : ids) {
            for (int period = 0; period < periods; period++) {
                market.read(SESSION, id, period, 1_000, 0);
            }
        }
        market.advance(SESSION, Phase.DELIVERY).advance(SESSION, Phase.SETTLED);

        // 4 800 kWh at 0.70, and all locks have returned
        assertThat(market.phase(SESSION)).isEqualTo(Phase.CLOSED);
        assertThat(market.wallet(SELLER)).isEqualTo(10_000 * TestMarket.UNIT + 4_800_000L * 700_000);
        assertThat(market.account(SELLER).locks()).isEmpty();
        assertThat(market.wallet(ids.get(0))).isEqualTo(100 * TestMarket.UNIT - 24_000L * 710_000);
        Books.assertBalanced(market.state);
    }

    private static OrderSchedule everyPeriod(int periods, IntFunction<PeriodOrder> order) {
        return OrderSchedule.of(IntStream.range(0, periods).mapToObj(order).toList());
    }
}
