package org.gridbourse.market.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gridbourse.market.ledger.Stage.S;
import static org.gridbourse.market.ledger.TestMarket.AUDITOR;
import static org.gridbourse.market.ledger.TestMarket.request;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gridbourse.market.Refusal;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonBoolean;
import org.gridbourse.market.json.JsonNull;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.record.Phase;
import org.junit.jupiter.api.Test;

/** What a supervisor asks, of sessions of any size and at any time. */
class SupervisionTest {

    @Test
    void surveillance_in_calls_of_one_fill_each_comes_to_the_same_answer_as_in_one_call() {
        TestMarket market = Stage.at(Phase.CLOSED);
        JsonObject whole = market.query(AUDITOR, "surveillance", request().put("sessionId", S));

        // when it may read one of the two fills a call
        JsonObject first = surveillance(market, "");
        String bookmark = TestMarket.text(first, "bookmark");
        assertThat(first.get("periods").map(JsonArray.class::cast).map(JsonArray::elements))
                .contains(List.of());
        JsonObject last = surveillance(market, bookmark);

        // then
        assertThat(last).isEqualTo(whole);
        JsonObject period = (JsonObject)
                ((JsonArray) whole.get("periods").orElseThrow()).elements().get(0);
        assertThat(TestMarket.text(period, "largestSeller")).isEqualTo("seller");
        assertThat(TestMarket.number(period, "sellerConcentrationPerMille")).isEqualTo(1_000);
        assertThat(TestMarket.number(period, "volumeWh")).isEqualTo(1_000);
    }

    private static JsonObject surveillance(TestMarket market, String bookmark) {
        return market.query(
                AUDITOR,
                "surveillance",
                request().put("sessionId", S).put("pageSize", 1).put("bookmark", bookmark));
    }

    @Test
    void surveillance_refuses_a_bookmark_that_is_not_its_own() {
        TestMarket market = Stage.at(Phase.CLOSED);

        for (String foreign : new String[] {"7", "{}", "{\"key\":\"fill/s-2/x\",\"sums\":[]}"}) {
            assertThat(market.queryRefusal(
                            AUDITOR,
                            "surveillance",
                            request().put("sessionId", S).put("bookmark", foreign)))
                    .as(foreign)
                    .isEqualTo(Refusal.REQUEST_INVALID);
        }
    }

    @Test
    void the_books_are_reconciled_after_a_compensation_and_a_share_of_the_fund_and_the_account_tells_them() {
        // given a buyer that does not prepay, and sells nothing of what its partner delivers all the same
        TestMarket market = Stage.at(Phase.PREPAYMENT);
        market.prepay(S, "seller").advance(S, Phase.PREPAYMENT);
        market.read(S, "seller", 0, 0, 1_000).read(S, "seller", 1, 0, 0);
        market.advance(S, Phase.DELIVERY).advance(S, Phase.SETTLED);

        JsonObject books = market.query(AUDITOR, "reconciliation", request());

        assertThat(books.get("balanced")).isEqualTo(Optional.of(JsonBoolean.TRUE));
        assertThat(TestMarket.items(market.query(
                        TestMarket.prosumer("seller"),
                        "statementOfAccount",
                        request().put("participantId", "seller").put("sessionId", S))))
                .extracting(posting -> TestMarket.text(posting, "reason"))
                .contains("DEFAULT_COMPENSATION");
    }

    @Test
    void the_books_are_reconciled_after_late_readings_and_corrections_too() {
        // given a settled session with a seller whose reading is corrected twice, down and up, and a late second hour
        TestMarket market = Stage.at(Phase.SETTLED);
        market.readings(market.meterOf("seller").measures(0, -300).reading(S, 0, 2));
        assertReconciled(market);
        market.readings(market.meterOf("seller").measures(0, 500).reading(S, 0, 3));
        assertReconciled(market);
        market.read(S, "seller", 1, 40, 0);
        assertReconciled(market);

        // and when the session is closed
        market.advance(S, Phase.SETTLED);
        assertReconciled(market);
    }

    private static void assertReconciled(TestMarket market) {
        String bookmark = "";
        JsonObject answer;
        do {
            answer = market.query(
                    AUDITOR, "reconciliation", request().put("pageSize", 3).put("bookmark", bookmark));
            bookmark = TestMarket.text(answer, "bookmark");
        } while (!bookmark.isEmpty());
        assertThat(answer.get("balanced")).isEqualTo(Optional.of(JsonBoolean.TRUE));
        assertThat(answer.get("energyBalanced")).isEqualTo(Optional.of(JsonBoolean.TRUE));
        assertThat(TestMarket.number(answer, "sumNano")).isZero();
        Books.assertBalanced(market.state);
    }

    @Test
    void each_meters_energy_is_open_until_its_session_is_settled_and_then_in_its_statements() {
        // given 300 and 500 Wh that the seller exported while its session is in delivery
        TestMarket market = Stage.at(Phase.DELIVERY);
        market.read(S, "seller", 0, 0, 300).read(S, "seller", 1, 0, 500);
        JsonObject open = meter(market, "seller");
        assertThat(TestMarket.number(open, "advancedExportWh")).isEqualTo(800);
        assertThat(TestMarket.number(open, "openExportWh")).isEqualTo(800);
        assertThat(TestMarket.number(open, "settledExportWh")).isZero();

        // when it is settled
        market.advance(S, Phase.DELIVERY);

        // then every Wh of it is in exactly one statement
        JsonObject settled = meter(market, "seller");
        assertThat(TestMarket.number(settled, "openExportWh")).isZero();
        assertThat(TestMarket.number(settled, "settledExportWh")).isEqualTo(800);
        assertThat(settled.get("balanced")).isEqualTo(Optional.of(JsonBoolean.TRUE));
    }

    /** The meter of a participant in a reconciliation of small pages; it is on exactly one of them. */
    private static JsonObject meter(TestMarket market, String participantId) {
        List<JsonObject> found = new ArrayList<>();
        String bookmark = "";
        do {
            JsonObject answer = market.query(
                    AUDITOR, "reconciliation", request().put("pageSize", 2).put("bookmark", bookmark));
            ((JsonArray) answer.get("meters").orElseThrow())
                    .elements().stream()
                            .map(JsonObject.class::cast)
                            .filter(meter ->
                                    TestMarket.text(meter, "participantId").equals(participantId))
                            .forEach(found::add);
            bookmark = TestMarket.text(answer, "bookmark");
        } while (!bookmark.isEmpty());
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    @Test
    void a_short_seller_is_named_with_the_buyer_beside_it_and_the_price_without_it() {
        // given a seller of 1000 Wh in period 0 of which it delivers nothing
        TestMarket market = Stage.at(Phase.DELIVERY);
        market.read(S, "seller", 0, 0, 0).read(S, "buyer", 0, 1_000, 0).advance(S, Phase.DELIVERY);

        JsonObject whole = market.query(AUDITOR, "supervision", request().put("sessionId", S));
        JsonObject sale = only(whole, "shortSellers");
        assertThat(TestMarket.text(sale, "participantId")).isEqualTo("seller");
        assertThat(TestMarket.number(sale, "contractedWh")).isEqualTo(1_000);
        assertThat(TestMarket.number(sale, "missedWh")).isEqualTo(1_000);
        // without the only seller nothing would have been traded
        assertThat(sale.get("priceWithoutMicroPerKwh")).contains(JsonNull.NULL);
        assertThat(TestMarket.text(only(sale, "buyers"), "participantId")).isEqualTo("buyer");

        // and the same in calls of one statement each
        String bookmark = "";
        JsonObject answer;
        do {
            answer = market.query(
                    AUDITOR,
                    "supervision",
                    request().put("sessionId", S).put("pageSize", 1).put("bookmark", bookmark));
            bookmark = TestMarket.text(answer, "bookmark");
        } while (!bookmark.isEmpty());
        assertThat(answer).isEqualTo(whole);
    }

    @Test
    void a_seal_that_stays_shut_is_named_with_those_who_gained_and_how_often_they_met() {
        // given a third participant that seals 100 Wh and does not open them, while the others trade
        TestMarket market = Stage.at(Phase.QUOTATION);
        Stage.act(market, Phase.QUOTATION);
        market.commit(S, "idle", 100, TestMarket.schedule(TestMarket.sell(0, 100, 700_000)));
        market.advance(S, Phase.QUOTATION);
        Stage.act(market, Phase.REVEAL);
        market.advance(S, Phase.REVEAL);

        JsonObject seal = only(market.query(AUDITOR, "supervision", request().put("sessionId", S)), "unopenedSeals");
        assertThat(TestMarket.text(seal, "participantId")).isEqualTo("idle");
        assertThat(TestMarket.number(seal, "leftUnopened")).isEqualTo(1);
        assertThat(TestMarket.number(seal, "bidBondNano")).isPositive();
        assertThat(((JsonArray) seal.get("gained").orElseThrow()).elements())
                .extracting(gain -> TestMarket.text((JsonObject) gain, "participantId"))
                .containsExactlyInAnyOrder("buyer", "seller");
    }

    private static JsonObject only(JsonObject answer, String list) {
        JsonArray items = (JsonArray) answer.get(list).orElseThrow();
        assertThat(items.elements()).hasSize(1);
        return (JsonObject) items.elements().get(0);
    }
}
