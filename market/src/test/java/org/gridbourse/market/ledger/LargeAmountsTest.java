package org.gridbourse.market.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.gridbourse.market.ledger.TestMarket.AUDITOR;
import static org.gridbourse.market.ledger.TestMarket.OPERATOR;
import static org.gridbourse.market.ledger.TestMarket.request;

import java.util.Collections;
import java.util.Optional;
import java.util.stream.IntStream;
import org.gridbourse.market.Refusal;
import org.gridbourse.market.RefusedException;
import org.gridbourse.market.json.JsonBoolean;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.record.Phase;
import org.junit.jupiter.api.Test;

/** Near the end of 64 bits, 9.2 thousand million units of the currency, a request is refused and nobody is stuck. */
class LargeAmountsTest {
    private static final String S = "s-1";
    private static final long DEPOSITED_MAX_NANO = Long.MAX_VALUE / 2;

    private static JsonObject.Builder cash(String idKey, String id, String participantId, long nano) {
        return request().put(idKey, id).put("participantId", participantId).put("amountNano", nano);
    }

    @Test
    void deposits_leave_half_of_the_range_for_what_sessions_pay() {
        TestMarket market = new TestMarket().participant("seller", 1_000, 0);
        market.submit(OPERATOR, "deposit", cash("depositId", "d-1", "seller", DEPOSITED_MAX_NANO));

        assertThat(market.refusal(OPERATOR, "deposit", cash("depositId", "d-2", "seller", 1)))
                .isEqualTo(Refusal.AMOUNT_OUT_OF_RANGE);
        assertThat(market.wallet("seller")).isEqualTo(DEPOSITED_MAX_NANO);
    }

    /** Five hours of 1 GWh at 1 000 units per kWh are 5 x 10^18 nano; 4.6 x 10^18 are there already. */
    @Test
    void a_settlement_that_no_wallet_can_hold_names_the_participant_and_goes_on_after_a_withdrawal() {
        TestMarket market = new TestMarket().withoutChecks().participant("seller", 1_000_000_000, 0);
        market.submit(OPERATOR, "deposit", cash("depositId", "d-1", "seller", DEPOSITED_MAX_NANO));
        JsonObject tariff = TestMarket.tariff(1_000_000_000, 1_000_000_000, 0);
        market.submit(
                OPERATOR,
                "announceSession",
                TestMarket.announcement(S, "2026-01-15T00:00:00Z", Collections.nCopies(5, tariff)));
        for (Phase phase = Phase.ANNOUNCED; phase != Phase.DELIVERY; phase = phase.next()) {
            market.advance(S, phase);
        }
        IntStream.range(0, 5).forEach(period -> market.read(S, "seller", period, 0, 1_000_000_000));

        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> market.advance(S, Phase.DELIVERY))
                .withMessageStartingWith("AMOUNT_OUT_OF_RANGE|seller: ");

        market.withdraw("w-1", "seller", DEPOSITED_MAX_NANO);
        market.advance(S, Phase.DELIVERY).advance(S, Phase.SETTLED);
        assertThat(market.wallet("seller")).isEqualTo(5_000_000_000_000_000_000L);
    }

    /** 10 000 households in yen: what they have paid in over some years leaves 64 bits, what is there at a time does not. */
    @Test
    void a_reconciliation_adds_up_deposits_and_withdrawals_of_many_years() {
        TestMarket market = new TestMarket().withoutChecks().participant("seller", 1_000, 5);
        for (int year = 1; year <= 3; year++) {
            market.submit(
                    OPERATOR, "deposit", cash("depositId", "d-" + year, "seller", DEPOSITED_MAX_NANO - 5_000_000_000L));
            market.withdraw("w-" + year, "seller", DEPOSITED_MAX_NANO - 5_000_000_000L);
        }

        JsonObject books = reconciled(market);

        assertThat(books.get("balanced")).isEqualTo(Optional.of(JsonBoolean.TRUE));
        assertThat(TestMarket.number((JsonObject) books.get("posted").orElseThrow(), "issuance"))
                .isEqualTo(-5_000_000_000L);
    }

    private static JsonObject reconciled(TestMarket market) {
        JsonObject page = market.query(AUDITOR, "reconciliation", request().put("pageSize", 1));
        while (!TestMarket.text(page, "bookmark").isEmpty()) {
            page = market.query(
                    AUDITOR,
                    "reconciliation",
                    request().put("pageSize", 1).put("bookmark", TestMarket.text(page, "bookmark")));
        }
        return page;
    }

    @Test
    void a_reconciliation_whose_sums_leave_the_range_is_refused_and_says_so() {
        TestMarket market = new TestMarket().withoutChecks();
        for (String participant : new String[] {"a", "b", "c"}) {
            market.participant(participant, 1_000, 0);
            market.submit(OPERATOR, "deposit", cash("depositId", "d-" + participant, participant, DEPOSITED_MAX_NANO));
        }

        assertThat(market.queryRefusal(AUDITOR, "reconciliation", request())).isEqualTo(Refusal.AMOUNT_OUT_OF_RANGE);
    }
}
