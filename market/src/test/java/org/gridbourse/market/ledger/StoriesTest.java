package org.gridbourse.market.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gridbourse.market.ledger.Stage.BID;
import static org.gridbourse.market.ledger.Stage.OFFER;
import static org.gridbourse.market.ledger.Stage.S;
import static org.gridbourse.market.ledger.TestMarket.NORTH_REPRESENTATIVE;
import static org.gridbourse.market.ledger.TestMarket.OPERATOR;
import static org.gridbourse.market.ledger.TestMarket.UNIT;
import static org.gridbourse.market.ledger.TestMarket.buy;
import static org.gridbourse.market.ledger.TestMarket.commitment;
import static org.gridbourse.market.ledger.TestMarket.hash;
import static org.gridbourse.market.ledger.TestMarket.prosumer;
import static org.gridbourse.market.ledger.TestMarket.request;
import static org.gridbourse.market.ledger.TestMarket.revelation;
import static org.gridbourse.market.ledger.TestMarket.schedule;
import static org.gridbourse.market.ledger.TestMarket.sell;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gridbourse.market.Refusal;
import org.gridbourse.market.credit.CreditCause;
import org.gridbourse.market.delivery.Registers;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonBoolean;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.order.OrderSchedule;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.record.Codecs;
import org.gridbourse.market.record.Keys;
import org.gridbourse.market.record.MeterReading;
import org.gridbourse.market.record.MeterReading.Quality;
import org.gridbourse.market.record.Phase;
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.record.StatementRecord;
import org.gridbourse.market.signature.MeterKey;
import org.gridbourse.market.state.StateEntry;
import org.gridbourse.market.transaction.RuleVersions;
import org.junit.jupiter.api.Test;

/** What can happen to honest and less honest participants, session by session. */
class StoriesTest {

    /** The market of {@link Stage} with its books checked after every transaction. */
    private static TestMarket begin() {
        return new TestMarket()
                .participant("buyer", 5_000, 10)
                .participant("seller", 5_000, 10)
                .announce(S, 2)
                .advance(S, Phase.ANNOUNCED);
    }

    private static TestMarket cleared() {
        return begin().commit(S, "seller", 2_000, OFFER)
                .commit(S, "buyer", 1_000, BID)
                .advance(S, Phase.QUOTATION)
                .reveal(S, "seller", OFFER)
                .reveal(S, "buyer", BID)
                .advance(S, Phase.REVEAL)
                .advance(S, Phase.CLEARED);
    }

    private static TestMarket delivering() {
        return cleared().prepay(S, "seller").prepay(S, "buyer").advance(S, Phase.PREPAYMENT);
    }

    @Test
    void the_same_request_again_is_answered_and_writes_nothing_in_any_later_phase() {
        TestMarket market = delivering();
        int events = market.events.size();

        for (JsonObject again : List.of(
                market.submit(
                        prosumer("seller"),
                        "commitOrders",
                        commitment(S, "seller", 1, hash(S, "seller", 1, OFFER), market.declaredNano(S, 2_000))),
                market.submit(prosumer("seller"), "revealOrders", revelation(S, "seller", 1, OFFER)),
                market.submit(prosumer("seller"), "prepay", TestMarket.prepayment(S, "seller")),
                market.submit(OPERATOR, "advanceSession", TestMarket.advancement(S, Phase.REVEAL, 0, 2_000)),
                market.submit(OPERATOR, "announceSession", TestMarket.announcement(S, 2)))) {
            assertThat(again.get("alreadyDone")).contains(JsonBoolean.TRUE);
        }
        assertThat(market.events).hasSize(events);
    }

    @Test
    void a_commitment_is_replaced_and_withdrawn_and_its_bond_follows() {
        // given a bond of 2 000 Wh x 2 periods x 0.17
        TestMarket market = begin().commit(S, "seller", 2_000, OFFER);
        assertThat(market.account("seller").lock(S).bidBond().nano()).isEqualTo(680_000_000);

        // when it is replaced by one of 1 000 Wh
        market.submit(
                prosumer("seller"),
                "commitOrders",
                commitment(S, "seller", 2, hash(S, "seller", 2, OFFER), market.declaredNano(S, 1_000)));
        assertThat(market.account("seller").lock(S).bidBond().nano()).isEqualTo(340_000_000);

        // and withdrawn
        market.submit(
                prosumer("seller"),
                "withdrawOrders",
                request().put("sessionId", S).put("participantId", "seller").put("revision", 3));

        // then all of it is back, and the gate closes on nothing
        assertThat(market.wallet("seller")).isEqualTo(10 * UNIT);
        market.advance(S, Phase.QUOTATION).advance(S, Phase.REVEAL);
        assertThat(market.account("seller").creditScore()).isEqualTo(600);
    }

    @Test
    void nobody_opens_the_commitment_of_another_or_of_another_session_by_copying_its_hash() {
        // given a thief who commits the seller's hash as his own
        TestMarket market = begin().participant("thief", 5_000, 10).commit(S, "seller", 2_000, OFFER);
        market.submit(prosumer("thief"), "commitOrders", commitment(S, "thief", 1, hash(S, "seller", 1, OFFER), 2_000));
        market.advance(S, Phase.QUOTATION).reveal(S, "seller", OFFER);

        // when he sends the salt and the orders that the seller has revealed
        JsonObject.Builder copied = request()
                .put("sessionId", S)
                .put("participantId", "thief")
                .put("revision", 1)
                .put("salt", TestMarket.salt("seller"))
                .put("schedule", Codecs.json(OFFER));

        // then they do not open it
        assertThat(market.refusal(prosumer("thief"), "revealOrders", copied))
                .isEqualTo(Refusal.COMMITMENT_HASH_MISMATCH);
    }

    @Test
    void who_does_not_reveal_loses_the_whole_bid_bond_to_the_fund_and_100_points_a_day() {
        TestMarket market = begin().commit(S, "seller", 2_000, OFFER)
                .advance(S, Phase.QUOTATION)
                .advance(S, Phase.REVEAL);

        assertThat(market.wallet("seller")).isEqualTo(10 * UNIT - 680_000_000);
        assertThat(Books.fromJournals(market.state)).containsEntry("fund", 680_000_000L);
        // two hours: 100 x 2 / 24
        assertThat(market.account("seller").creditMilli()).isEqualTo(600_000 - 8_334);
    }

    @Test
    void a_buyer_that_does_not_prepay_makes_its_seller_good_out_of_a_bond_of_exactly_its_loss() {
        // given 1 000 Wh at 0.70, of which the seller alone prepays
        TestMarket market = cleared().prepay(S, "seller").advance(S, Phase.PREPAYMENT);

        // then its performance bond is back, and the buyer's bid bond of 1 000 x (0.70 - 0.65) is held
        assertThat(market.wallet("seller")).isEqualTo(10 * UNIT);
        assertThat(market.account("buyer").lock(S).bidBond().nano()).isEqualTo(50_000_000);
        // two hours: 150 x 2 / 24
        assertThat(market.account("buyer").creditMilli()).isEqualTo(600_000 - 12_500);
        // and when the seller's energy has met the grid at feed-in, it is paid the difference, and nothing is left
        market.read(S, "seller", 0, 0, 1_000).advance(S, Phase.DELIVERY);
        assertThat(market.wallet("seller")).isEqualTo(10 * UNIT + 650_000_000);
        market.advance(S, Phase.SETTLED);
        assertThat(market.wallet("seller")).isEqualTo(10 * UNIT + 650_000_000 + 50_000_000);
        assertThat(market.wallet("buyer")).isEqualTo(10 * UNIT - 50_000_000);
        assertThat(Books.fromJournals(market.state)).doesNotContainKey("fund");
    }

    @Test
    void for_whom_the_phase_change_prepays_is_no_defaulter_whatever_the_size_of_its_steps() {
        for (int maxItems : new int[] {1, 2, 2_000}) {
            // given both let the phase change prepay from their wallets
            TestMarket market = new TestMarket()
                    .participant("buyer", 5_000, 10)
                    .participant("seller", 5_000, 10)
                    .announce(S, 1)
                    .advance(S, Phase.ANNOUNCED);
            autoCommit(market, "seller", OFFER);
            autoCommit(market, "buyer", BID);
            market.advance(S, Phase.QUOTATION)
                    .reveal(S, "seller", OFFER)
                    .reveal(S, "buyer", BID)
                    .advance(S, Phase.REVEAL)
                    .advance(S, Phase.CLEARED)
                    .advance(S, Phase.PREPAYMENT, maxItems);

            // then both are in, 1 kWh at 0.70 and the wires, and nobody has broken his word
            assertThat(market.account("buyer").lock(S).escrow().nano()).isEqualTo(710_000_000L);
            assertThat(market.account("seller").lock(S).bond().nano()).isEqualTo(120_000_000L);
            assertThat(market.state.scan("default/", "default/~")).isEmpty();
            market.read(S, "seller", 0, 0, 1_000).read(S, "buyer", 0, 1_000, 0);
            market.advance(S, Phase.DELIVERY).advance(S, Phase.SETTLED);
            assertThat(market.wallet("seller")).isEqualTo(10 * UNIT + 700_000_000L);
        }
    }

    private static void autoCommit(TestMarket market, String id, OrderSchedule schedule) {
        market.submit(
                prosumer(id),
                "commitOrders",
                request()
                        .put("sessionId", S)
                        .put("participantId", id)
                        .put("revision", 1)
                        .put("hash", TestMarket.hash(S, id, 1, schedule))
                        .put("declaredNano", market.declaredNano(S, 1_000))
                        .put("autoPrepay", true));
    }

    @Test
    void where_neither_prepays_both_bonds_go_to_the_fund() {
        TestMarket market = cleared()
                .advance(S, Phase.PREPAYMENT)
                .advance(S, Phase.DELIVERY)
                .advance(S, Phase.SETTLED);

        // 1 000 x (0.70 - 0.65) of the buyer, 1 000 x (0.82 - 0.70) of the seller
        assertThat(Books.fromJournals(market.state)).containsEntry("fund", 170_000_000L);
        assertThat(market.account("seller").locks()).isEmpty();
    }

    @Test
    void a_cancelled_session_returns_every_lock_in_as_many_steps_as_it_takes() {
        TestMarket market = begin().commit(S, "seller", 2_000, OFFER).commit(S, "buyer", 1_000, BID);

        // when it is cancelled one participant at a time
        JsonObject first = market.submit(OPERATOR, "cancelSession", cancellation(0));
        assertThat(first.get("done")).contains(JsonBoolean.FALSE);
        assertThat(market.refusal(
                        prosumer("buyer"), "commitOrders", commitment(S, "buyer", 2, hash(S, "buyer", 2, BID), 1_000)))
                .isEqualTo(Refusal.WRONG_PHASE);
        market.submit(OPERATOR, "cancelSession", cancellation(1));
        JsonObject last = market.submit(OPERATOR, "cancelSession", cancellation(2));

        // then nobody has lost anything
        assertThat(last.get("done")).contains(JsonBoolean.TRUE);
        assertThat(market.wallet("seller")).isEqualTo(10 * UNIT);
        assertThat(market.wallet("buyer")).isEqualTo(10 * UNIT);
        assertThat(market.account("seller").locks()).isEmpty();
    }

    private static JsonObject.Builder cancellation(int step) {
        return request()
                .put("sessionId", S)
                .put("reason", "no wind")
                .put("step", step)
                .put("maxItems", 1);
    }

    @Test
    void a_missing_reading_is_estimated_against_a_seller_and_corrected_when_it_comes() {
        // given a seller whose meter is silent: delivered 0, so it pays 1 000 x 0.12
        TestMarket market = delivering().read(S, "buyer", 0, 1_000, 0).advance(S, Phase.DELIVERY);
        assertThat(market.wallet("seller")).isEqualTo(10 * UNIT - 120_000_000);
        assertThat(market.get(Keys.statement(S, "seller", 0, 1), RecordType.STATEMENT)
                        .quality())
                .isEqualTo(Quality.ESTIMATED);

        // when the reading of 1 000 Wh comes late
        market.read(S, "seller", 0, 0, 1_000);

        // then the difference is posted: 1 000 x 0.70 in all
        assertThat(market.wallet("seller")).isEqualTo(10 * UNIT + 700_000_000);
        StatementRecord corrected = market.get(Keys.statement(S, "seller", 0, 2), RecordType.STATEMENT);
        assertThat(corrected.figures().net().nano()).isEqualTo(700_000_000);
        // and it has earned its credit: 20 x 2 / 24
        market.quiet(S).advance(S, Phase.SETTLED);
        assertThat(market.account("seller").creditMilli()).isEqualTo(600_000 + 1_666);
    }

    @Test
    void readings_that_never_come_cost_50_points_and_what_is_missing() {
        TestMarket market = delivering()
                .read(S, "buyer", 0, 1_000, 0)
                .advance(S, Phase.DELIVERY)
                .advance(S, Phase.SETTLED);

        // both periods, 50 points, and 100 x 900 / 1 000 x 2 / 24 for all but the tolerance
        assertThat(market.account("seller").creditMilli()).isEqualTo(600_000 - 50_000 - 7_500);
        assertThat(market.get(Keys.creditEvent("seller", S, CreditCause.ESTIMATED.name()), RecordType.CREDIT_EVENT)
                        .change()
                        .after())
                .isEqualTo(542);
    }

    @Test
    void what_is_missed_in_a_declared_outage_is_paid_by_the_grid_and_costs_no_credit() {
        TestMarket market = delivering();
        market.submit(
                OPERATOR,
                "declareOutage",
                request()
                        .put("outageId", "o-1")
                        .put("sessionId", S)
                        .put("periods", JsonArray.ofNumbers(List.of(0)))
                        .put("participantIds", JsonArray.ofTexts(List.of("seller")))
                        .put("reason", "a tree on the line"));
        market.read(S, "seller", 0, 0, 0).read(S, "buyer", 0, 1_000, 0).quiet(S).advance(S, Phase.DELIVERY);

        assertThat(market.wallet("seller")).isEqualTo(10 * UNIT - 120_000_000);
        market.advance(S, Phase.SETTLED);
        assertThat(market.wallet("seller")).isEqualTo(10 * UNIT);
        assertThat(market.account("seller").creditScore()).isEqualTo(600);
        assertThat(market.account("buyer").creditMilli()).isEqualTo(601_666);
    }

    @Test
    void what_a_session_paid_stays_in_the_wallet_until_it_is_closed() {
        TestMarket market = delivering()
                .read(S, "seller", 0, 0, 1_000)
                .read(S, "buyer", 0, 1_000, 0)
                .advance(S, Phase.DELIVERY);

        // 10 were there before; 0.70 were paid by the session
        JsonObject.Builder tooMuch = request()
                .put("withdrawalId", "w-1")
                .put("participantId", "seller")
                .put("amountNano", 10 * UNIT + 1);
        assertThat(market.refusal(OPERATOR, "withdraw", tooMuch)).isEqualTo(Refusal.WITHDRAWAL_HELD);
        market.withdraw("w-2", "seller", 10 * UNIT);

        // when a correction takes back half of it, the wallet still reaches
        market.readings(market.meterOf("seller").measures(0, -500).reading(S, 0, 2));
        assertThat(market.wallet("seller")).isEqualTo(700_000_000 - 350_000_000 - 60_000_000);
        assertThat(market.account("seller").hasArrears()).isFalse();

        // and once the session is closed all of it may go
        market.advance(S, Phase.SETTLED);
        market.withdraw("w-3", "seller", market.wallet("seller"));
    }

    @Test
    void what_a_wallet_cannot_pay_becomes_arrears_and_income_repays_them_first() {
        // given a participant without money who imports 2 000 Wh at 0.83
        TestMarket market = begin().participant("poor", 5_000, 0);
        for (Phase phase : List.of(Phase.QUOTATION, Phase.REVEAL, Phase.CLEARED, Phase.PREPAYMENT)) {
            market.advance(S, phase);
        }
        market.read(S, "poor", 0, 2_000, 0).advance(S, Phase.DELIVERY);
        assertThat(market.account("poor").balances().arrears().nano()).isEqualTo(-1_660_000_000);
        market.advance(S, Phase.SETTLED);

        // when 1 is paid in, it goes to the grid; of 5 more the rest reaches the wallet
        market.submit(
                OPERATOR,
                "deposit",
                request().put("depositId", "d-1").put("participantId", "poor").put("amountNano", UNIT));
        assertThat(market.account("poor").balances().arrears().nano()).isEqualTo(-660_000_000);
        assertThat(market.wallet("poor")).isZero();
        market.submit(
                OPERATOR,
                "deposit",
                request().put("depositId", "d-2").put("participantId", "poor").put("amountNano", 5 * UNIT));
        assertThat(market.account("poor").hasArrears()).isFalse();
        assertThat(market.wallet("poor")).isEqualTo(5 * UNIT - 660_000_000);
    }

    @Test
    void an_exchanged_meter_counts_to_its_closing_registers_and_the_new_one_from_its_opening_ones() {
        // given a seller whose meter is changed in period 1
        TestMarket market = delivering().read(S, "seller", 0, 0, 1_000).read(S, "buyer", 0, 1_000, 0);
        TestMeter replacement =
                new TestMeter("m-2", MeterKey.Algorithm.ECDSA_P256).of(market).measures(70, 40);
        JsonObject.Builder exchange = request()
                .put("participantId", "seller")
                .put("meterId", "m-seller")
                .put("closingImportRegisterWh", 0)
                .put("closingExportRegisterWh", 1_100)
                .put("newMeterId", "m-2")
                .put("algorithm", replacement.algorithm.name())
                .put("publicKey", replacement.publicKey())
                .put("importRegisterWh", 70)
                .put("exportRegisterWh", 40)
                .put("sessionId", S)
                .put("period", 1);
        market.consent("seller", "exchangeMeter", "m-2", exchange).submit(OPERATOR, "exchangeMeter", exchange);

        // when the new one reads 200 Wh more at the period's end
        market.readings(replacement.measures(0, 200).reading(S, 1)).advance(S, Phase.DELIVERY);

        // then period 1 has 100 Wh of the old and 200 Wh of the new one
        StatementRecord statement = market.get(Keys.statement(S, "seller", 1, 1), RecordType.STATEMENT);
        assertThat(statement.figures().metered().exported().wh()).isEqualTo(300);
        assertThat(statement.quality()).isEqualTo(Quality.SUBSTITUTED);
    }

    @Test
    void the_key_of_a_period_s_end_signs_its_reading_whenever_that_comes() {
        // given a key that holds from the end of the second hour on
        TestMarket market = delivering();
        JsonObject first = market.meterOf("seller").measures(0, 1_000).reading(S, 0);
        JsonObject secondWithOldKey = market.meterOf("seller").reading(S, 1);
        market.meterOf("seller").newKey();
        JsonObject.Builder rotation = request()
                .put("meterId", "m-seller")
                .put("revision", 2)
                .put("fromUtc", "2026-01-15T02:00:00Z")
                .put("algorithm", "ED25519")
                .put("publicKey", market.meterOf("seller").publicKey());
        market.consent("seller", "rotateMeterKey", "m-seller-2", rotation).submit(OPERATOR, "rotateMeterKey", rotation);

        // then the first hour is the old key's, the second the new one's
        market.readings(first);
        assertThat(market.refusal(
                        TestMarket.NORTH_METERS,
                        "submitReadings",
                        request().put("readings", JsonArray.of(List.of(secondWithOldKey)))))
                .isEqualTo(Refusal.SIGNATURE_INVALID);
        market.readings(market.meterOf("seller").reading(S, 1));
    }

    @Test
    void two_meters_of_a_participant_are_netted_and_what_the_one_measured_counts_while_the_other_is_silent() {
        TestMarket market = delivering();
        TestMeter roof = market.meter("seller", "m-roof", MeterKey.Algorithm.ECDSA_P256);
        market.read(S, "seller", 0, 200, 0).readings(roof.measures(0, 1_200).reading(S, 0));
        market.read(S, "seller", 1, 10, 0).read(S, "buyer", 0, 1_000, 0).advance(S, Phase.DELIVERY);

        // period 0: 1 200 out less 200 in; period 1: the roof is silent, the 10 Wh of the other are billed at once
        assertThat(market.get(Keys.statement(S, "seller", 0, 1), RecordType.STATEMENT)
                        .figures()
                        .meteredWh())
                .isEqualTo(1_000);
        assertThat(market.get(Keys.statement(S, "seller", 1, 1), RecordType.STATEMENT)
                        .figures()
                        .net()
                        .nano())
                .isEqualTo(-8_300_000);
        // when it speaks, both together have exported 90 Wh
        market.readings(roof.measures(0, 100).reading(S, 1));
        assertThat(market.get(Keys.statement(S, "seller", 1, 2), RecordType.STATEMENT)
                        .figures()
                        .net()
                        .nano())
                .isEqualTo(90 * 650_000);
    }

    @Test
    void a_gap_fills_no_contract_and_a_late_reading_in_between_resolves_it() {
        // given a buyer's meter that is read at the end of period 1 only: 1 500 Wh in two periods
        TestMarket market = delivering().read(S, "seller", 0, 0, 1_000);
        market.meterOf("buyer").measures(1_500, 0);
        JsonObject atTheEnd = market.meterOf("buyer").reading(S, 1);
        market.readings(atTheEnd).advance(S, Phase.DELIVERY);

        // then it took nothing of its contract, and the 1 500 Wh cost the highest retail
        assertThat(market.get(Keys.statement(S, "buyer", 0, 1), RecordType.STATEMENT)
                        .figures()
                        .delivered()
                        .wh())
                .isZero();
        assertThat(market.get(Keys.statement(S, "buyer", 1, 1), RecordType.STATEMENT)
                        .figures()
                        .net()
                        .nano())
                .isEqualTo(-1_500 * 830_000);

        // when the register at the end of period 0 is known after all: 1 100 Wh
        MeterReading between = new MeterReading(
                "m-buyer",
                S,
                0,
                TestMarket.START.plusSeconds(3_600L * (0 + 1)),
                1,
                new Registers(new Energy(1_100), Energy.ZERO),
                1,
                Quality.MEASURED,
                "");
        market.readings(market.meterOf("buyer").signed(between));

        // then each period has its own
        assertThat(market.get(Keys.statement(S, "buyer", 0, 2), RecordType.STATEMENT)
                        .figures()
                        .metered()
                        .imported()
                        .wh())
                .isEqualTo(1_100);
        assertThat(market.get(Keys.statement(S, "buyer", 1, 2), RecordType.STATEMENT)
                        .figures()
                        .metered()
                        .imported()
                        .wh())
                .isEqualTo(400);
    }

    @Test
    void a_new_version_of_the_rules_is_in_force_from_its_first_session_on_and_not_before() {
        // given version 2 with a gain of 10 points, from s-2 on, approved by North
        TestMarket market = delivering();
        market.submit(OPERATOR, "proposeRules", RefusalTableTest.proposal(2, "s-2", 10));
        market.submit(NORTH_REPRESENTATIVE, "approveRules", request().put("ruleVersion", 2));
        assertThat(RuleVersions.inForce(market.state).version()).isEqualTo(1);
        market.announce("s-2", 1);
        assertThat(RuleVersions.inForce(market.state).version()).isEqualTo(2);
        assertThat(RuleVersions.version(market.state, 2).credit().gain()).isEqualTo(10);

        // when the running session closes
        market.read(S, "seller", 0, 0, 1_000)
                .read(S, "buyer", 0, 1_000, 0)
                .quiet(S)
                .advance(S, Phase.DELIVERY)
                .advance(S, Phase.SETTLED);

        // then it does so under version 1
        assertThat(market.account("seller").creditMilli()).isEqualTo(601_666);
        assertThat(market.get(Keys.session("s-2"), RecordType.SESSION).ruleVersion())
                .isEqualTo(2);
        assertThat(market.get(Keys.session(S), RecordType.SESSION).ruleVersion())
                .isEqualTo(1);
    }

    @Test
    void after_72_hours_of_sessions_in_which_it_kept_out_a_suspended_participant_comes_back_with_200() {
        TestMarket market = begin();
        // given 69 hours waited; the sessions last two hours and one
        market.put(market.account("buyer").withCredit(120_000, 69 * 60));
        for (String session : List.of(S, "s-2")) {
            if (!session.equals(S)) {
                market.announce(session, 1).advance(session, Phase.ANNOUNCED);
            }
            assertThat(market.account("buyer").creditScore()).isEqualTo(120);
            for (Phase phase = Phase.QUOTATION; phase != Phase.CLOSED; phase = phase.next()) {
                if (phase == Phase.DELIVERY) {
                    market.quiet(session);
                }
                market.advance(session, phase);
            }
        }

        assertThat(market.account("buyer").creditScore()).isEqualTo(200);
        assertThat(market.get(Keys.creditEvent("buyer", "s-2", CreditCause.REINSTATED.name()), RecordType.CREDIT_EVENT)
                        .change()
                        .before())
                .isEqualTo(120);
    }

    @Test
    void who_has_left_left_nothing_behind() {
        TestMarket market = delivering()
                .read(S, "seller", 0, 0, 1_000)
                .read(S, "buyer", 0, 1_000, 0)
                .advance(S, Phase.DELIVERY);
        JsonObject.Builder leave = request().put("participantId", "seller");
        assertThat(market.refusal(OPERATOR, "deregisterParticipant", leave)).isEqualTo(Refusal.OPEN_OBLIGATIONS);

        market.advance(S, Phase.SETTLED);
        market.withdraw("w", "seller", market.wallet("seller"));
        market.submit(OPERATOR, "deregisterParticipant", leave);

        assertThat(market.get(Keys.participant("seller"), RecordType.PARTICIPANT)
                        .active())
                .isFalse();
    }

    @Test
    void the_steps_of_a_change_may_be_as_small_as_one_participant_and_come_to_the_same_state() {
        SortedMap<String, String> whole = stateOf(2_000);

        assertThat(stateOf(1)).isEqualTo(whole);
        assertThat(stateOf(3)).isEqualTo(whole);
    }

    /** A day of six participants in three periods, two of whom break their word, changed in steps of a size. */
    private static SortedMap<String, String> stateOf(int maxItems) {
        TestMarket market = new TestMarket();
        // One name is the beginning of another: their keys sort apart from the names.
        List<String> sellers = List.of("a", "a-b", "s-late");
        List<String> buyers = List.of("a-b-c", "b", "c");
        sellers.forEach(id -> market.participant(id, 5_000, 100));
        buyers.forEach(id -> market.participant(id, 5_000, 100));
        OrderSchedule offer = schedule(sell(0, 900, 660_000), sell(1, 700, 700_000), sell(2, 1_000, 690_000));
        OrderSchedule bid = schedule(buy(0, 1_000, 800_000), buy(1, 600, 710_000), buy(2, 500, 650_000));
        market.announce(S, 3).advance(S, Phase.ANNOUNCED, maxItems);
        sellers.forEach(id -> market.commit(S, id, 1_000, offer));
        buyers.forEach(id -> market.commit(S, id, 1_000, bid));
        market.advance(S, Phase.QUOTATION, maxItems);
        sellers.stream().filter(id -> !id.equals("s-late")).forEach(id -> market.reveal(S, id, offer));
        buyers.forEach(id -> market.reveal(S, id, bid));
        market.advance(S, Phase.REVEAL, maxItems).advance(S, Phase.CLEARED, maxItems);
        List.of("a", "a-b", "a-b-c", "c").forEach(id -> market.prepay(S, id));
        market.advance(S, Phase.PREPAYMENT, maxItems);
        for (int period = 0; period < 3; period++) {
            market.read(S, "a", period, 0, 800).read(S, "a-b-c", period, 700, 0).read(S, "b", period, 50, 0);
        }
        market.advance(S, Phase.DELIVERY, maxItems).advance(S, Phase.SETTLED, maxItems);
        SortedMap<String, String> texts = new TreeMap<>();
        for (StateEntry entry : market.state.scan("", "~")) {
            boolean depends = entry.key().startsWith("progress/")
                    || entry.key().startsWith("phase/")
                    || entry.key().startsWith("reading/")
                    || entry.key().startsWith("meter/");
            if (!depends) {
                texts.put(entry.key(), new String(entry.value(), StandardCharsets.UTF_8));
            }
        }
        assertThat(market.find(
                        Keys.creditEvent("b", S, CreditCause.PREPAYMENT_DEFAULT.name()), RecordType.CREDIT_EVENT))
                .isPresent();
        assertThat(Optional.of(market.phase(S))).contains(Phase.CLOSED);
        return texts;
    }
}
