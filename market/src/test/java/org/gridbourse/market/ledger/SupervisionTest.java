package org.gridbourse.market.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gridbourse.market.ledger.Stage.S;
import static org.gridbourse.market.ledger.TestMarket.AUDITOR;
import static org.gridbourse.market.ledger.TestMarket.request;

import java.util.List;
import java.util.Optional;
import org.gridbourse.market.Refusal;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonBoolean;
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
        assertThat(TestMarket.number(answer, "sumNano")).isZero();
        Books.assertBalanced(market.state);
    }
}
