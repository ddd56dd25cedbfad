package org.gridbourse.market.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gridbourse.market.delivery.Registers;
import org.gridbourse.market.json.Json;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonBoolean;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.order.OrderSchedule;
import org.gridbourse.market.order.OrderStep;
import org.gridbourse.market.order.PeriodOrder;
import org.gridbourse.market.order.Side;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.record.Keys;
import org.gridbourse.market.record.MeterReading;
import org.gridbourse.market.record.MeterReading.Quality;
import org.gridbourse.market.record.Phase;
import org.gridbourse.market.record.PhaseRecord;
import org.gridbourse.market.record.PositionRecord;
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.record.StateRecord;
import org.gridbourse.market.signature.MeterKey;
import org.gridbourse.market.signature.SignatureVerifier;
import org.gridbourse.market.state.Caller;
import org.gridbourse.market.state.InMemoryWorldState;
import org.gridbourse.market.state.Invocation;
import org.gridbourse.market.transaction.Outcome;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Sessions of many participants, in steps that each stay within what one transaction may write. */
class LargeSessionTest {
    private static final String S = "s-1";
    private static final int BATCH = 1_000;

    @Test
    void five_hundred_participants_in_two_periods_come_to_the_end_in_bounded_steps() {
        assertThat(run(500, 2, 300)).isLessThanOrEqualTo(2 * 300 + 10);
    }

    @Test
    @Tag("long")
    void ten_thousand_participants_in_one_period() {
        assertThat(run(10_000, 1, 2_000)).isLessThanOrEqualTo(3 * 2_000 + 10);
    }

    @Test
    @Tag("long")
    void ten_thousand_participants_in_a_day_of_24_periods() {
        assertThat(run(10_000, 24, 2_000)).isLessThanOrEqualTo(3 * 2_000 + 10);
    }

    /** Answers the most keys that any step wrote. */
    private static int run(int participants, int periods, int maxItems) {
        Ledger ledger = new Ledger();
        ledger.submit(TestMarket.OPERATOR, "openLedger", TestMarket.request().put("simulated", true));
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < participants; i++) {
            ids.add("p-%05d".formatted(i));
        }
        ids.forEach(id -> register(ledger, id));
        ledger.submit(TestMarket.OPERATOR, "announceSession", TestMarket.announcement(S, periods));
        ledger.advance(Phase.ANNOUNCED, maxItems);
        ids.forEach(id -> ledger.submit(
                TestMarket.prosumer(id),
                "commitOrders",
                TestMarket.commitment(
                        S, id, 1, TestMarket.hash(S, id, 1, schedule(id, periods)), 3_000L * 170_000 * periods)));
        ledger.advance(Phase.QUOTATION, maxItems);
        ids.forEach(id -> ledger.submit(
                TestMarket.prosumer(id), "revealOrders", TestMarket.revelation(S, id, 1, schedule(id, periods))));
        ledger.advance(Phase.REVEAL, maxItems);
        ledger.advance(Phase.CLEARED, maxItems);
        ids.forEach(id -> {
            boolean matched = ledger.find(Keys.position(S, id, 1), RecordType.POSITION)
                    .filter(PositionRecord::isMatched)
                    .isPresent();
            if (matched) {
                ledger.submit(TestMarket.prosumer(id), "prepay", TestMarket.prepayment(S, id));
            }
        });
        ledger.advance(Phase.PREPAYMENT, maxItems);
        for (int start = 0; start < participants; start += BATCH / periods) {
            read(ledger, ids.subList(start, Math.min(participants, start + BATCH / periods)), periods);
        }
        ledger.advance(Phase.DELIVERY, maxItems);
        ledger.advance(Phase.SETTLED, maxItems);
        Books.assertBalanced(ledger.state);
        assertThat(ledger.find(Keys.phase(S), RecordType.PHASE).map(PhaseRecord::phase))
                .contains(Phase.CLOSED);
        return ledger.mostWrites;
    }

    private static void register(Ledger ledger, String id) {
        ledger.submit(
                TestMarket.OPERATOR,
                "registerParticipant",
                TestMarket.request()
                        .put("participantId", id)
                        .put("ownerId", "o-" + id)
                        .put("mspId", "NorthMSP")
                        .put("importLimitWh", 5_000)
                        .put("exportLimitWh", 5_000));
        ledger.submit(
                TestMarket.OPERATOR,
                "registerMeter",
                TestMarket.request()
                        .put("participantId", id)
                        .put("meterId", "m-" + id)
                        .put("algorithm", "ED25519")
                        .put("publicKey", "AAAA")
                        .put("importRegisterWh", 0)
                        .put("exportRegisterWh", 0));
        ledger.submit(
                TestMarket.OPERATOR,
                "deposit",
                TestMarket.request()
                        .put("depositId", "d-" + id)
                        .put("participantId", id)
                        .put("amountNano", 100 * TestMarket.UNIT));
    }

    /** Five steps a period, sides and prices by the participant's number. */
    private static OrderSchedule schedule(String id, int periods) {
        int number = Integer.parseInt(id.substring(2));
        Side side = number % 2 == 0 ? Side.BUY : Side.SELL;
        List<PeriodOrder> orders = new ArrayList<>();
        for (int period = 0; period < periods; period++) {
            List<OrderStep> steps = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                long away = 15_000L * i + number % 97 * 100L;
                steps.add(OrderStep.of(300 + number % 13, side == Side.BUY ? 815_000 - away : 655_000 + away));
            }
            orders.add(new PeriodOrder(period, side, steps));
        }
        return OrderSchedule.of(orders);
    }

    private static void read(Ledger ledger, List<String> ids, int periods) {
        List<JsonObject> readings = new ArrayList<>();
        for (String id : ids) {
            boolean buys = Integer.parseInt(id.substring(2)) % 2 == 0;
            for (int period = 0; period < periods; period++) {
                Energy register = new Energy(900L * (period + 1));
                readings.add(TestMeter.json(
                        new MeterReading(
                                "m-" + id,
                                S,
                                period,
                                TestMarket.START.plusSeconds(3_600L * (period + 1)),
                                1,
                                new Registers(buys ? register : Energy.ZERO, buys ? Energy.ZERO : register),
                                period + 1,
                                Quality.MEASURED,
                                ""),
                        "AA=="));
            }
        }
        ledger.submit(
                TestMarket.NORTH_METERS,
                "submitReadings",
                TestMarket.request().put("readings", JsonArray.of(readings)));
    }

    /** A ledger without checks, whose signatures are all valid. */
    private static final class Ledger {
        final InMemoryWorldState state = new InMemoryWorldState();
        int mostWrites;
        private final MarketLedger ledger = new MarketLedger(new SignatureVerifier() {
            @Override
            public boolean accepts(MeterKey key) {
                return true;
            }

            @Override
            public boolean verify(MeterKey key, byte[] message, byte[] signature) {
                return true;
            }
        });
        private int transactions;

        Outcome submit(Caller caller, String function, JsonObject.Builder request) {
            transactions++;
            Outcome outcome = ledger.submit(
                    new Invocation(
                            TestMarket.CHANNEL,
                            function,
                            Json.write(request.build()),
                            caller,
                            Instant.EPOCH,
                            "tx-" + transactions),
                    state);
            state.apply(outcome.writes());
            return outcome;
        }

        void advance(Phase from, int maxItems) {
            boolean done = false;
            for (int step = 0; !done; step++) {
                Outcome outcome =
                        submit(TestMarket.OPERATOR, "advanceSession", TestMarket.advancement(S, from, step, maxItems));
                mostWrites = Math.max(mostWrites, outcome.writes().size());
                done = ((JsonObject) Json.parse(outcome.response()))
                        .get("done")
                        .orElseThrow()
                        .equals(JsonBoolean.TRUE);
            }
        }

        <T extends StateRecord> Optional<T> find(String key, RecordType<T> type) {
            return state.get(key).map(value -> type.read(value));
        }
    }
}
