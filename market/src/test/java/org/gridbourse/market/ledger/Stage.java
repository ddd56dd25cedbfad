package org.gridbourse.market.ledger;

import static org.gridbourse.market.ledger.TestMarket.buy;
import static org.gridbourse.market.ledger.TestMarket.schedule;
import static org.gridbourse.market.ledger.TestMarket.sell;

import org.gridbourse.market.order.OrderSchedule;
import org.gridbourse.market.record.Phase;

/**
 * Markets in which session {@code s-1} stands in a phase: {@code seller} sells 1 000 Wh in period 0 to {@code buyer},
 * {@code idle} has an account and does nothing.
 */
final class Stage {
    static final String S = "s-1";
    static final OrderSchedule OFFER = schedule(sell(0, 1_000, 680_000));
    static final OrderSchedule BID = schedule(buy(0, 1_000, 720_000));

    private Stage() {}

    /** The market with its session in a phase that it was just led into. */
    static TestMarket at(Phase phase) {
        TestMarket market = new TestMarket()
                .withoutChecks()
                .participant("buyer", 5_000, 10)
                .participant("idle", 5_000, 10)
                .participant("seller", 5_000, 10)
                .announce(S, 2);
        for (Phase each : Phase.values()) {
            if (each == phase) {
                return market;
            }
            act(market, each);
            market.advance(S, each);
        }
        throw new IllegalArgumentException("no session comes to " + phase);
    }

    /** What the participants do in a phase. */
    static void act(TestMarket market, Phase phase) {
        switch (phase) {
            case QUOTATION -> market.commit(S, "seller", 2_000, OFFER).commit(S, "buyer", 1_000, BID);
            case REVEAL -> market.reveal(S, "seller", OFFER).reveal(S, "buyer", BID);
            case PREPAYMENT -> market.prepay(S, "seller").prepay(S, "buyer");
            case DELIVERY -> market.read(S, "seller", 0, 0, 1_000).read(S, "buyer", 0, 1_000, 0);
            default -> {}
        }
    }
}
