package org.gridbourse.market.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gridbourse.market.ledger.AttacksTest.S;
import static org.gridbourse.market.ledger.AttacksTest.USUAL;
import static org.gridbourse.market.ledger.AttacksTest.delivering;
import static org.gridbourse.market.ledger.AttacksTest.gained;
import static org.gridbourse.market.ledger.AttacksTest.hours;
import static org.gridbourse.market.ledger.TestMarket.OPERATOR;
import static org.gridbourse.market.ledger.TestMarket.UNIT;
import static org.gridbourse.market.ledger.TestMarket.buy;
import static org.gridbourse.market.ledger.TestMarket.request;
import static org.gridbourse.market.ledger.TestMarket.schedule;
import static org.gridbourse.market.ledger.TestMarket.sell;

import java.util.List;
import org.gridbourse.market.Refusal;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.ledger.AttacksTest.Seat;
import org.gridbourse.market.record.Keys;
import org.gridbourse.market.record.Phase;
import org.gridbourse.market.record.RecordType;
import org.junit.jupiter.api.Test;

/** An intraday session that adds to a day: R 0.83, F 0.30, G 0.01; one settlement of one period's energy (rulebook, section 9). */
class AddingSessionTest {
    private static final String MORE = "s-1-more";

    /** In the second hour pv sells 4 kWh to home at 0.50; the session is in delivery, another adds that hour. */
    private static TestMarket adding() {
        TestMarket market = new TestMarket();
        for (String id : List.of("home", "late", "pv")) {
            market.participant(id, 4_000, 100);
        }
        hours(market, S, 0, USUAL, USUAL);
        delivering(
                market,
                S,
                List.of(
                        new Seat("pv", schedule(sell(1, 4_000, 500_000))),
                        new Seat("home", schedule(buy(1, 4_000, 500_000)))));
        market.submit(
                OPERATOR,
                "announceSession",
                request()
                        .put("sessionId", MORE)
                        .put(
                                "addsTo",
                                request()
                                        .put("sessionId", S)
                                        .put("periods", JsonArray.ofNumbers(List.of(1)))
                                        .build()));
        return market.advance(MORE, Phase.ANNOUNCED);
    }

    @Test
    void who_bought_4_kWh_at_0_50_sells_1_of_them_again_at_0_60_and_all_of_it_is_settled_once() {
        TestMarket market = adding();
        market.commit(MORE, "home", 1_000, schedule(sell(0, 1_000, 600_000)))
                .commit(MORE, "late", 1_000, schedule(buy(0, 1_000, 600_000)))
                .advance(MORE, Phase.QUOTATION)
                .reveal(MORE, "home", schedule(sell(0, 1_000, 600_000)))
                .reveal(MORE, "late", schedule(buy(0, 1_000, 600_000)))
                .advance(MORE, Phase.REVEAL)
                .advance(MORE, Phase.CLEARED)
                .prepay(MORE, "home")
                .prepay(MORE, "late");

        // the base session waits for it
        assertThat(market.refusal(OPERATOR, "advanceSession", TestMarket.advancement(S, Phase.DELIVERY, 0, 2_000)))
                .isEqualTo(Refusal.ADDING_SESSION_OPEN);
        market.advance(MORE, Phase.PREPAYMENT);
        assertThat(market.phase(MORE)).isEqualTo(Phase.JOINED);

        for (String id : List.of("home", "late", "pv")) {
            market.read(S, id, 0, 0, 0);
        }
        market.read(S, "pv", 1, 0, 4_000).read(S, "home", 1, 3_000, 0).read(S, "late", 1, 1_000, 0);
        market.advance(S, Phase.DELIVERY).advance(S, Phase.SETTLED);

        // home: - 4 x 0.50 + 1 x 0.60 - 3 x 0.01; late: - 1 x 0.61; pv: 4 x 0.50
        assertThat(gained(market, "home")).isEqualTo(-1_430_000_000L);
        assertThat(gained(market, "late")).isEqualTo(-610_000_000L);
        assertThat(gained(market, "pv")).isEqualTo(2 * UNIT);
        assertThat(market.state.scan("statement/" + MORE, "statement/" + MORE + "~"))
                .isEmpty();
        // c is 3 kWh bought, and all of it is taken
        assertThat(market.get(Keys.statement(S, "home", 1, 1), RecordType.STATEMENT)
                        .figures()
                        .contracted()
                        .wh())
                .isEqualTo(3_000);
        // credit is counted once
        assertThat(market.state.scan("creditevent/" + MORE, "creditevent/" + MORE + "~"))
                .isEmpty();
    }

    @Test
    void limits_hold_for_what_is_contracted_already_and_the_new_order_together() {
        // given pv has sold 4 of its 4 kWh
        TestMarket market = adding();
        market.commit(MORE, "pv", 1_000, schedule(sell(0, 1, 600_000)))
                .advance(MORE, Phase.QUOTATION)
                .reveal(MORE, "pv", schedule(sell(0, 1, 600_000)));

        assertThat(market.get(Keys.orders(MORE, "pv", 1), RecordType.ORDERS).fault())
                .contains(Refusal.CLASS_LIMIT_EXCEEDED);
    }

    @Test
    void who_resells_and_is_let_down_ends_as_if_its_buyer_had_kept_its_word() {
        // given home sells 1 kWh again at 0.60, and late does not prepay
        TestMarket market = resale();
        market.prepay(MORE, "home").advance(MORE, Phase.PREPAYMENT);
        deliver(market, 3_000);

        // home: - 4 x 0.50 - 3 x 0.01, the kWh that it does not take fetches 0.30, late's bond of 0.60 - 0.30 is paid
        // to it
        assertThat(gained(market, "home")).isEqualTo(-2_030_000_000L + 300_000_000L + 300_000_000L);
        assertThat(gained(market, "late")).isEqualTo(-300_000_000L);
    }

    @Test
    void who_takes_itself_what_it_had_resold_lost_nothing_and_the_bond_goes_to_the_fund() {
        TestMarket market = resale();
        market.prepay(MORE, "home").advance(MORE, Phase.PREPAYMENT);
        deliver(market, 4_000);

        // of late's 0.30 in the fund 4 of 8 delivered kWh are home's
        assertThat(gained(market, "home")).isEqualTo(-2_040_000_000L + 150_000_000L);
        assertThat(gained(market, "late")).isEqualTo(-300_000_000L);
    }

    /** home offers 1 kWh of its 4 again at 0.60, late bids for it. */
    private static TestMarket resale() {
        TestMarket market = adding();
        return market.commit(MORE, "home", 1_000, schedule(sell(0, 1_000, 600_000)))
                .commit(MORE, "late", 1_000, schedule(buy(0, 1_000, 600_000)))
                .advance(MORE, Phase.QUOTATION)
                .reveal(MORE, "home", schedule(sell(0, 1_000, 600_000)))
                .reveal(MORE, "late", schedule(buy(0, 1_000, 600_000)))
                .advance(MORE, Phase.REVEAL)
                .advance(MORE, Phase.CLEARED);
    }

    private static void deliver(TestMarket market, long homeTakesWh) {
        for (String id : List.of("home", "late", "pv")) {
            market.read(S, id, 0, 0, 0);
        }
        market.read(S, "pv", 1, 0, 4_000).read(S, "home", 1, homeTakesWh, 0).read(S, "late", 1, 0, 0);
        market.advance(S, Phase.DELIVERY).advance(S, Phase.SETTLED);
    }
}
