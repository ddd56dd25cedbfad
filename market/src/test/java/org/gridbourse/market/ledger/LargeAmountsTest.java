package org.gridbourse.market.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.gridbourse.market.ledger.TestMarket.AUDITOR;
import static org.gridbourse.market.ledger.TestMarket.NORTH_METERS;
import static org.gridbourse.market.ledger.TestMarket.OPERATOR;
import static org.gridbourse.market.ledger.TestMarket.request;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.gridbourse.market.Refusal;
import org.gridbourse.market.RefusedException;
import org.gridbourse.market.delivery.Registers;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonBoolean;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.order.OrderSchedule;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.record.Keys;
import org.gridbourse.market.record.MeterReading;
import org.gridbourse.market.record.MeterReading.Quality;
import org.gridbourse.market.record.Phase;
import org.gridbourse.market.record.RecordType;
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

    /** Five hours at 1 000 units per kWh: 2^63 / 8 / 5 000 000 001 = 230 584 300 Wh an hour. */
    private static TestMarket atThousandPerKwh() {
        TestMarket market = new TestMarket().withoutChecks().participant("seller", 1_000_000_000, 0);
        JsonObject tariff = TestMarket.tariff(1_000_000_000, 1_000_000_000, 0);
        market.submit(
                OPERATOR,
                "announceSession",
                TestMarket.announcement(S, "2026-01-15T00:00:00Z", Collections.nCopies(5, tariff)));
        return market;
    }

    private static void deliver(TestMarket market) {
        for (Phase phase = Phase.ANNOUNCED; phase != Phase.DELIVERY; phase = phase.next()) {
            market.advance(S, phase);
        }
    }

    @Test
    void energy_that_could_not_be_settled_at_the_sessions_prices_is_refused_where_it_enters() {
        TestMarket market = atThousandPerKwh();
        market.submit(OPERATOR, "deposit", cash("depositId", "d-1", "seller", DEPOSITED_MAX_NANO));
        deliver(market);

        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> market.read(S, "seller", 0, 0, 230_584_301))
                .withMessageStartingWith("READING_IMPLAUSIBLE|");

        // the greatest that is taken is settled beside the greatest deposit
        IntStream.range(0, 5).forEach(period -> market.readings(exported(market, period)));
        market.advance(S, Phase.DELIVERY).advance(S, Phase.SETTLED);
        assertThat(market.wallet("seller")).isEqualTo(DEPOSITED_MAX_NANO + 5 * 230_584_300L * 1_000_000_000L);
    }

    private static JsonObject exported(TestMarket market, int period) {
        return market.meterOf("seller")
                .signed(new MeterReading(
                        "m-seller",
                        S,
                        period,
                        market.endOf(S, period),
                        1,
                        new Registers(Energy.ZERO, new Energy((period + 1) * 230_584_300L)),
                        period + 1L,
                        Quality.MEASURED,
                        ""));
    }

    @Test
    void a_gap_over_many_periods_is_bounded_by_what_it_could_cost_at_its_worst_price() {
        TestMarket market = atThousandPerKwh();
        deliver(market);

        // five hours at once may be five times as much and no more
        MeterReading all = new MeterReading(
                "m-seller",
                S,
                4,
                market.endOf(S, 4),
                1,
                new Registers(new Energy(1_152_921_503), Energy.ZERO),
                1,
                Quality.MEASURED,
                "");
        assertThat(market.refusal(
                        NORTH_METERS,
                        "submitReadings",
                        request()
                                .put(
                                        "readings",
                                        JsonArray.of(
                                                List.of(market.meterOf("seller").signed(all))))))
                .isEqualTo(Refusal.READING_IMPLAUSIBLE);
    }

    @Test
    void an_order_that_could_not_be_settled_counts_as_not_revealed() {
        TestMarket market = atThousandPerKwh();
        market.submit(OPERATOR, "deposit", cash("depositId", "d-1", "seller", 1_000_000_000_000L));
        market.advance(S, Phase.ANNOUNCED);
        // S is 0 here: nothing is at stake
        OrderSchedule tooMuch = TestMarket.schedule(TestMarket.sell(0, 230_584_301, 1_000_000_000));
        market.commit(S, "seller", 0, tooMuch).advance(S, Phase.QUOTATION);
        market.reveal(S, "seller", tooMuch);

        assertThat(market.get(Keys.orders(S, "seller", 1), RecordType.ORDERS).fault())
                .contains(Refusal.EXCHANGE_LIMIT_EXCEEDED);
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
