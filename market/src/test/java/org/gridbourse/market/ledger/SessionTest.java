package org.gridbourse.market.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gridbourse.market.ledger.TestMarket.buy;
import static org.gridbourse.market.ledger.TestMarket.schedule;
import static org.gridbourse.market.ledger.TestMarket.sell;

import java.util.SortedSet;
import java.util.TreeSet;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.order.OrderSchedule;
import org.gridbourse.market.record.ClearingRecord;
import org.gridbourse.market.record.Keys;
import org.gridbourse.market.record.Phase;
import org.gridbourse.market.record.RecordType;
import org.junit.jupiter.api.Test;

/** A session from its announcement to its closing. */
class SessionTest {
    private static final String S = "s-1";

    @Test
    void a_seller_and_a_buyer_trade_1_000_Wh_at_0_70_prepay_deliver_and_are_settled() {
        // given a seller from 0.68 and a buyer up to 0.72, S = 0.83 - 0.01 - 0.65 = 0.17
        OrderSchedule offer = schedule(sell(0, 1_000, 680_000));
        OrderSchedule bid = schedule(buy(0, 1_000, 720_000));
        TestMarket market = new TestMarket()
                .participant("seller", 5_000, 10)
                .participant("buyer", 5_000, 10)
                .announce(S, 1)
                .advance(S, Phase.ANNOUNCED)
                .commit(S, "seller", 2_000, offer)
                .commit(S, "buyer", 1_000, bid);

        // then the bid bonds are 2 000 x 0.17 and 1 000 x 0.17
        assertThat(market.account("seller").lock(S).bidBond().nano()).isEqualTo(340_000_000);
        assertThat(market.account("buyer").lock(S).bidBond().nano()).isEqualTo(170_000_000);

        // when they reveal, the period is cleared at (0.68 + 0.72) / 2
        market.advance(S, Phase.QUOTATION)
                .reveal(S, "seller", offer)
                .reveal(S, "buyer", bid)
                .advance(S, Phase.REVEAL);
        ClearingRecord clearing = market.get(Keys.clearing(S, 0), RecordType.CLEARING);
        assertThat(clearing.volume().wh()).isEqualTo(1_000);
        assertThat(clearing.equilibrium().orElseThrow().price().microPerKwh()).isEqualTo(700_000);

        // and they prepay: the buyer 1 000 x (0.70 + 0.01), the seller 1 000 x max(0.12, 0.0425)
        market.advance(S, Phase.CLEARED).prepay(S, "seller").prepay(S, "buyer").advance(S, Phase.PREPAYMENT);
        assertThat(market.account("buyer").lock(S).escrow().nano()).isEqualTo(710_000_000);
        assertThat(market.account("seller").lock(S).bond().nano()).isEqualTo(120_000_000);

        // and the meters say 800 Wh out, 1 000 Wh in
        market.read(S, "seller", 0, 0, 800)
                .read(S, "buyer", 0, 1_000, 0)
                .advance(S, Phase.DELIVERY)
                .advance(S, Phase.SETTLED);

        // then the seller gets 800 x 0.70 less 200 x 0.12, the buyer pays 1 000 x 0.71
        assertThat(market.wallet("seller")).isEqualTo(10_000_000_000L + 560_000_000 - 24_000_000);
        assertThat(market.wallet("buyer")).isEqualTo(10_000_000_000L - 710_000_000);
        assertThat(market.account("seller").locks()).isEmpty();
        // and 100 Wh beyond the tolerance of 100 cost 100 x 100 / 1 000 points, for an hour of 24
        assertThat(market.account("seller").creditMilli()).isEqualTo(600_000 - 417);
        // while 1 000 Wh of real volume earn 20 x 1 000 / max(1 000, 5 000 / 10) for an hour of 24
        assertThat(market.account("buyer").creditMilli()).isEqualTo(600_000 + 833);
        assertThat(market.phase(S)).isEqualTo(Phase.CLOSED);
    }

    private static TestMarket closedSession() {
        OrderSchedule offer = schedule(sell(0, 1_000, 680_000));
        OrderSchedule bid = schedule(buy(0, 1_000, 720_000));
        return new TestMarket()
                .participant("seller", 5_000, 10)
                .participant("buyer", 5_000, 10)
                .announce(S, 1)
                .advance(S, Phase.ANNOUNCED)
                .commit(S, "seller", 2_000, offer)
                .commit(S, "buyer", 1_000, bid)
                .advance(S, Phase.QUOTATION)
                .reveal(S, "seller", offer)
                .reveal(S, "buyer", bid)
                .advance(S, Phase.REVEAL)
                .advance(S, Phase.CLEARED)
                .prepay(S, "seller")
                .prepay(S, "buyer")
                .advance(S, Phase.PREPAYMENT)
                .read(S, "seller", 0, 0, 800)
                .read(S, "buyer", 0, 1_000, 0)
                .advance(S, Phase.DELIVERY)
                .advance(S, Phase.SETTLED);
    }

    private static JsonObject.Builder arguments(String query) {
        JsonObject.Builder request = TestMarket.request();
        switch (query) {
            case "sessions", "participants", "rules", "reconciliation" -> {}
            case "session", "surveillance", "supervision", "orders", "proposals" -> request.put("sessionId", S);
            case "clearing" -> request.put("sessionId", S).put("period", 0);
            case "trade" -> request.put("tradeId", "s-1-000-00001");
            case "participant", "meters", "account", "credit", "consents" -> request.put("participantId", "seller");
            default -> request.put("sessionId", S).put("participantId", "seller");
        }
        return request;
    }

    @Test
    void every_query_answers_about_a_closed_session() {
        TestMarket market = closedSession();

        SortedSet<String> queries = new TreeSet<>(MarketLedger.queryFunctions());
        queries.remove("schedules"); // of a proposal, which a session without storage orders has not
        for (String query : queries) {
            assertThat(market.query(TestMarket.AUDITOR, query, arguments(query)).members())
                    .as(query)
                    .isNotEmpty();
        }
    }
}
