package org.gridbourse.market.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gridbourse.market.ledger.StorageStage.GOOD;
import static org.gridbourse.market.ledger.StorageStage.S;
import static org.gridbourse.market.ledger.StorageStage.SOUTH_REPRESENTATIVE;
import static org.gridbourse.market.ledger.StorageStage.proof;
import static org.gridbourse.market.ledger.StorageStage.propose;
import static org.gridbourse.market.ledger.StorageStage.requests;
import static org.gridbourse.market.ledger.StorageStage.run;
import static org.gridbourse.market.ledger.StorageStage.submit;
import static org.gridbourse.market.ledger.TestMarket.NORTH_REPRESENTATIVE;
import static org.gridbourse.market.ledger.TestMarket.OPERATOR;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.gridbourse.market.Refusal;
import org.gridbourse.market.clearing.Equilibrium;
import org.gridbourse.market.json.JsonBoolean;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.order.OrderSchedule;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.record.ChoiceRecord;
import org.gridbourse.market.record.ChoiceRecord.Winner;
import org.gridbourse.market.record.ClearingRecord;
import org.gridbourse.market.record.FillRecord;
import org.gridbourse.market.record.Keys;
import org.gridbourse.market.record.Phase;
import org.gridbourse.market.record.ProposalChunkRecord;
import org.gridbourse.market.record.ProposalHead;
import org.gridbourse.market.record.ProposalRecord;
import org.gridbourse.market.record.ProposalRecord.Checked;
import org.gridbourse.market.record.ProposalRecord.Status;
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.request.ProposalRequests;
import org.gridbourse.market.request.ProposeSchedules;
import org.gridbourse.market.storage.Proposal;
import org.gridbourse.market.storage.ProposalScore;
import org.gridbourse.market.storage.StorageSchedule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Storage orders on the ledger: sealed, revealed, cleared by the best proposal, delivered and settled. */
class StorageSessionTest {
    private static final List<Long> ALL = List.of(19_952L, 0L);
    private static final List<Long> GIVEN = List.of(0L, 18_000L);
    private static final List<Long> NONE = List.of(0L, 0L);
    private static final ProposalScore CLAIMED = new ProposalScore(1, 1);

    @Test
    void a_storage_buys_at_noon_what_is_missing_in_the_evening_and_is_settled_like_everybody() {
        // given the session with its window of proposals open, and North's proposal
        TestMarket market = StorageStage.proposing();
        propose(market, NORTH_REPRESENTATIVE, requests(market, 1, GOOD));
        // when it is cleared, prepaid, delivered and settled
        market.advance(S, Phase.REVEAL).advance(S, Phase.CLEARED);
        market.prepay(S, "noon").prepay(S, "evening").prepay(S, "st").advance(S, Phase.PREPAYMENT);
        StorageStage.deliver(market);
        market.advance(S, Phase.DELIVERY).advance(S, Phase.SETTLED);
        // then the storage has 18 000 x 88 674 - 19 952 x 80 000
        assertThat(market.wallet("st")).isEqualTo(1_000 * TestMarket.UNIT + 18_000 * 88_674L - 19_952 * 80_000L);
        assertThat(market.wallet("evening")).isEqualTo(1_000 * TestMarket.UNIT - 18_000 * 88_674L);
        assertThat(market.wallet("noon")).isEqualTo(1_000 * TestMarket.UNIT + 30_000 * 80_000L);
        assertThat(market.account("st").creditScore()).isGreaterThan(600);
        ClearingRecord evening = market.get(Keys.clearing(S, 1), RecordType.CLEARING);
        UnitPrice price = new UnitPrice(88_674);
        assertThat(evening.equilibrium()).contains(new Equilibrium(price, price));
        FillRecord fill = market.get(Keys.fill(S, "st", 0), RecordType.FILL);
        assertThat(fill.filled().wh()).isEqualTo(19_952);
        ChoiceRecord choice = market.get(Keys.choice(S), RecordType.CHOICE);
        assertThat(choice.winner().map(Winner::mspId)).contains("NorthMSP");
    }

    @Test
    void the_bond_covers_the_declared_money_then_what_the_order_risks_then_what_its_partners_would_lose() {
        // 200 000 Wh x 220 000 in each of two periods are declared; at risk are 300 000 x 220 000
        TestMarket market = StorageStage.proposing();
        assertThat(market.get(Keys.commit(S, "st", 1), RecordType.COMMIT)
                        .bidBond()
                        .nano())
                .isEqualTo(2 * 200_000L * 220_000);
        assertThat(market.account("st").lock(S).bidBond().nano()).isEqualTo(300_000L * 220_000);
        propose(market, OPERATOR, requests(market, 1, GOOD));
        market.advance(S, Phase.REVEAL).advance(S, Phase.CLEARED);
        // a buyer at F loses its partner nothing; in the evening 18 000 x (300 000 - 88 674)
        assertThat(market.account("st").lock(S).bidBond().nano()).isEqualTo(18_000L * (300_000 - 88_674));
    }

    @Test
    void without_a_valid_proposal_the_storages_are_idle_and_the_session_clears_all_the_same() {
        TestMarket market = StorageStage.proposing();
        submit(market, OPERATOR, requests(market, 1, GOOD).head());

        market.advance(S, Phase.REVEAL);

        assertThat(market.get(Keys.choice(S), RecordType.CHOICE).winner()).isEmpty();
        assertThat(market.get(Keys.clearing(S, 0), RecordType.CLEARING).volume().isZero())
                .isTrue();
        assertThat(market.phase(S)).isEqualTo(Phase.CLEARED);
        assertThat(market.refusal(OPERATOR, "proveProposal", proof(1, 0))).isEqualTo(Refusal.WRONG_PHASE);
    }

    @Test
    void net_positions_of_idle_storages_are_steps_of_the_fallback() {
        TestMarket market = StorageStage.quotation();
        OrderSchedule withNet = OrderSchedule.of(StorageStage.storage(List.of(500L, -700L), 10_000, 4_000));
        market.commit(S, "st", 40_000, withNet).commit(S, "noon", 30_000, StorageStage.NOON);
        market.advance(S, Phase.QUOTATION).reveal(S, "st", withNet).reveal(S, "noon", StorageStage.NOON);

        market.advance(S, Phase.REVEAL);

        // 500 bid at the cap meet 30 000 asked at the floor
        assertThat(market.get(Keys.fill(S, "st", 0), RecordType.FILL).filled().wh())
                .isEqualTo(500);
        assertThat(market.find(Keys.fill(S, "st", 1), RecordType.FILL)).isEmpty();
    }

    @Test
    void a_session_without_storage_orders_has_no_window() {
        TestMarket market = Stage.at(Phase.CLEARED);

        assertThat(market.find(Keys.window(S), RecordType.WINDOW)).isEmpty();
        assertThat(market.find(Keys.choice(S), RecordType.CHOICE)).isEmpty();
    }

    @Test
    void of_two_open_at_once_the_smaller_score_wins_and_nobody_comes_after_it_with_a_larger_one() {
        TestMarket market = StorageStage.proposing();
        // each micro nearer to the middle of 190 000 is 18 000 nano less, and a larger gap
        ProposalRequests first = requests(market, 1, priced(88_674));
        ProposalRequests second = requests(market, 1, priced(88_675));
        long firstNano = first.head().head().score().totalNano();
        long secondNano = second.head().head().score().totalNano();
        assertThat(firstNano).isLessThan(secondNano);
        submit(market, NORTH_REPRESENTATIVE, second.head());
        submit(market, SOUTH_REPRESENTATIVE, first.head());
        propose(market, NORTH_REPRESENTATIVE, second);
        propose(market, SOUTH_REPRESENTATIVE, first);

        assertThat(market.refusal(OPERATOR, second.head())).isEqualTo(Refusal.PROPOSAL_NOT_BETTER);
        assertThat(market.refusal(OPERATOR, first.head()))
                .as("the same one again is no better, whoever puts it")
                .isEqualTo(Refusal.PROPOSAL_NOT_BETTER);

        market.advance(S, Phase.REVEAL);
        ChoiceRecord choice = market.get(Keys.choice(S), RecordType.CHOICE);
        assertThat(choice.valid()).isEqualTo(2);
        assertThat(choice.winner())
                .contains(new Winner(
                        "SouthMSP",
                        1,
                        market.get(Keys.proposal(S, "SouthMSP", 1), RecordType.PROPOSAL)
                                .hash(),
                        first.head().head().score()));
    }

    private static Proposal priced(long eveningMicro) {
        return new Proposal(List.of(80_000L, eveningMicro), GOOD.storage());
    }

    @Test
    void at_the_same_score_the_lower_hash_wins_in_whatever_order_they_came() {
        ProposalHead head = new ProposalHead(List.of(1L), new ProposalScore(3, 4), List.of());
        ProposalHead moved = new ProposalHead(List.of(2L), new ProposalScore(4, 3), List.of());
        ProposalRecord low = new ProposalRecord(S, "ZMSP", 1, "0a", head, Status.VALID, Checked.NOTHING);
        ProposalRecord high = new ProposalRecord(S, "AMSP", 1, "0b", moved, Status.VALID, Checked.NOTHING);

        assertThat(Stream.of(high, low).min(ProposalRecord.BEST_FIRST)).contains(low);
        assertThat(Stream.of(low, high).min(ProposalRecord.BEST_FIRST)).contains(low);
        assertThat(low.isBetterThan(high)).isTrue();
        assertThat(high.isBetterThan(low)).isFalse();
    }

    @Test
    void a_new_proposal_replaces_the_open_one_of_its_organisation_and_leaves_what_is_valid() {
        TestMarket market = StorageStage.proposing();
        submit(market, NORTH_REPRESENTATIVE, requests(market, 1, priced(88_675)).head());
        submit(market, NORTH_REPRESENTATIVE, requests(market, 2, priced(88_675)).head());
        assertThat(status(market, "NorthMSP", 1)).isEqualTo(Status.REPLACED);
        assertThat(market.refusal(NORTH_REPRESENTATIVE, "proveProposal", proof(1, 0)))
                .isEqualTo(Refusal.PROPOSAL_NOT_OPEN);
        propose(market, NORTH_REPRESENTATIVE, requests(market, 2, priced(88_675)));
        submit(market, NORTH_REPRESENTATIVE, requests(market, 3, GOOD).head());

        assertThat(status(market, "NorthMSP", 2)).isEqualTo(Status.VALID);
        market.advance(S, Phase.REVEAL);
        assertThat(market.get(Keys.choice(S), RecordType.CHOICE).winner().map(Winner::revision))
                .contains(2);
    }

    private static Status status(TestMarket market, String mspId, int revision) {
        return market.get(Keys.proposal(S, mspId, revision), RecordType.PROPOSAL)
                .status();
    }

    @Test
    void each_step_again_changes_nothing() {
        TestMarket market = StorageStage.proposing();
        ProposalRequests good = requests(market, 1, GOOD);
        propose(market, NORTH_REPRESENTATIVE, good);
        int before = market.state.size();

        for (JsonObject answer : List.of(
                submit(market, NORTH_REPRESENTATIVE, good.head()),
                submit(market, NORTH_REPRESENTATIVE, good.chunks().get(0)),
                market.submit(NORTH_REPRESENTATIVE, "proveProposal", proof(1, 0)))) {
            assertThat(answer.get("alreadyDone")).contains(JsonBoolean.TRUE);
        }
        assertThat(market.state.size()).isEqualTo(before);
    }

    /** Where a bad proposal is found out. */
    private enum At {
        HEAD,
        CHUNK,
        PROOF
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badProposals")
    void is_refused(String what, At at, Refusal refusal, Proposal proposal) {
        TestMarket market = StorageStage.proposing();
        ProposalRequests requests = requests(market, 1, proposal, CLAIMED);
        int before = market.state.size();
        if (at == At.HEAD) {
            assertThat(market.refusal(OPERATOR, requests.head())).isEqualTo(refusal);
            assertThat(market.state.size()).isEqualTo(before);
            return;
        }
        submit(market, OPERATOR, requests.head());
        ProposeSchedules chunk = requests.chunks().get(0);
        if (at == At.CHUNK) {
            assertThat(market.refusal(OPERATOR, chunk)).isEqualTo(refusal);
        } else {
            submit(market, OPERATOR, chunk);
        }
        assertThat(market.refusal(OPERATOR, "proveProposal", proof(1, 0)))
                .isEqualTo(at == At.CHUNK ? Refusal.PROPOSAL_INCOMPLETE : refusal);
        market.advance(S, Phase.REVEAL);
        assertThat(market.get(Keys.choice(S), RecordType.CHOICE).winner()).isEmpty();
    }

    static Stream<Arguments> badProposals() {
        List<Long> good = GOOD.pricesMicroPerKwh();
        List<Long> cap = List.of(80_000L, 300_000L);
        Refusal gap = Refusal.PROPOSAL_GAP_TOO_LARGE;
        Refusal band = Refusal.PROPOSAL_PRICE_OUT_OF_BAND;
        Refusal infeasible = Refusal.PROPOSAL_NOT_FEASIBLE;
        Refusal unbalanced = Refusal.PROPOSAL_NOT_BALANCED;
        Refusal incomplete = Refusal.PROPOSAL_INCOMPLETE;
        return Stream.of(
                bad("idle stores", At.CHUNK, gap, cap, NONE, NONE, 84_210),
                bad("half used", At.CHUNK, gap, cap, List.of(9_976L, 0L), List.of(0L, 9_000L), 284_900),
                bad("95 percent used", At.CHUNK, gap, cap, List.of(18_955L, 0L), List.of(0L, 17_100L), 284_900),
                bad("99 percent used", At.CHUNK, gap, cap, List.of(19_753L, 0L), List.of(0L, 17_820L), 284_900),
                bad("one owner short", At.PROOF, unbalanced, good, List.of(17_957L, 0L), List.of(0L, 16_200L), 84_210),
                bad("prices + 1 %", At.CHUNK, gap, List.of(80_000L, 89_561L), ALL, GIVEN, 84_210),
                bad("noon price + 1 %", At.CHUNK, gap, List.of(80_800L, 88_674L), ALL, GIVEN, 84_210),
                bad("equal welfare, mid band", At.CHUNK, gap, List.of(80_000L, 190_000L), ALL, GIVEN, 84_210),
                bad("a negative value", At.CHUNK, Refusal.PROPOSAL_VALUE_NEGATIVE, good, ALL, GIVEN, -1),
                bad("huge values", At.CHUNK, Refusal.AMOUNT_OUT_OF_RANGE, good, ALL, GIVEN, Long.MAX_VALUE / 1000),
                bad("overflow of power", At.CHUNK, infeasible, good, List.of(Long.MAX_VALUE, 0L), GIVEN, 84_210),
                bad("more given than stored", At.CHUNK, infeasible, good, List.of(19_951L, 0L), GIVEN, 84_210),
                bad("negative charging", At.CHUNK, infeasible, good, List.of(19_952L, -1L), GIVEN, 84_210),
                bad("charging of one period", At.CHUNK, incomplete, good, List.of(1L), GIVEN, 84_210),
                bad("below the floor", At.HEAD, band, List.of(79_999L, 88_674L), ALL, GIVEN, 84_210),
                bad("above the cap", At.HEAD, band, List.of(80_000L, 300_001L), ALL, GIVEN, 84_210),
                bad("one price", At.HEAD, incomplete, List.of(80_000L), ALL, GIVEN, 84_210),
                bad("the score is another", At.PROOF, Refusal.PROPOSAL_SCORE_WRONG, good, ALL, GIVEN, 84_210));
    }

    private static Arguments bad(
            String what,
            At at,
            Refusal refusal,
            List<Long> prices,
            List<Long> charge,
            List<Long> discharge,
            long value) {
        return Arguments.of(what, at, refusal, new Proposal(prices, List.of(run(charge, discharge, value))));
    }

    @Test
    void a_chunk_that_is_not_the_one_of_the_head_is_refused_so_is_one_of_another_session() {
        TestMarket market = StorageStage.proposing();
        ProposalRequests good = requests(market, 1, GOOD);
        submit(market, OPERATOR, good.head());
        StorageSchedule other = run(List.of(19_952L, 0L), List.of(0L, 17_999L), 84_210);
        ProposalRequests replayed = ProposalRequests.of(
                new ProposalRequests.Place(TestMarket.CHANNEL, "s-0", 1),
                StorageStage.book(market).storageOrders(),
                GOOD,
                CLAIMED);

        assertThat(market.refusal(OPERATOR, new ProposeSchedules(S, 1, 0, List.of(other))))
                .isEqualTo(Refusal.PROPOSAL_CHUNK_MISMATCH);
        assertThat(market.refusal(
                        OPERATOR,
                        new ProposeSchedules(S, 1, 1, good.chunks().get(0).storage())))
                .isEqualTo(Refusal.PROPOSAL_CHUNK_MISMATCH);
        assertThat(replayed.head().head().chunkHashes())
                .isNotEqualTo(good.head().head().chunkHashes());
    }

    @Test
    void where_sales_at_a_floor_above_a_negative_feed_in_may_find_nobody_the_proof_waits_for_the_fills() {
        // given F -20 000: the floor is 0, and what nobody takes would cost its owner
        TestMarket market = StorageStage.negativeFeedIn();
        // all of it is given away in the evening; were it not taken, that would cost 18 000 x 20 000
        Proposal free = new Proposal(List.of(0L, 0L), List.of(run(ALL, GIVEN, 0)));
        ProposalRequests requests = requests(market, 1, free);
        submit(market, OPERATOR, requests.head());
        submit(market, OPERATOR, requests.chunks().get(0));
        assertThat(chunk(market).gapNano()).isEmpty();

        assertThat(StorageStage.prove(market, OPERATOR, 1).get("done")).contains(JsonBoolean.FALSE);
        assertThat(market.submit(OPERATOR, "proveProposal", proof(1, 1)).get("done"))
                .contains(JsonBoolean.TRUE);

        assertThat(chunk(market).gapNano())
                .contains(requests.head().head().score().gapNano());
        market.advance(S, Phase.REVEAL);
        assertThat(market.get(Keys.choice(S), RecordType.CHOICE).winner()).isPresent();
    }

    private static ProposalChunkRecord chunk(TestMarket market) {
        return market.get(Keys.proposalChunk(S, "GridMSP", 1, 0), RecordType.CHUNK);
    }

    @Test
    void on_a_real_ledger_everybody_has_ten_minutes_to_propose() {
        RealMarket real = new RealMarket();
        TestMarket market = real.market;
        OrderSchedule storage = OrderSchedule.of(StorageStage.storage(List.of(0L), 1_000, 1_000));
        market.submit(OPERATOR, "announceSession", RealMarket.announcement(RealMarket.earliest()));
        real.leave(Phase.ANNOUNCED, "2026-01-14T09:00:00Z");
        market.commit(S, "x", 10_000, storage);
        real.leave(Phase.QUOTATION, "2026-01-14T12:00:00Z");
        market.reveal(S, "x", storage);
        market.now = Instant.parse("2026-01-14T12:14:59Z");
        StorageStage.openWindow(market, S);

        market.now = Instant.parse("2026-01-14T12:24:58Z");
        assertThat(market.refusal(OPERATOR, "advanceSession", TestMarket.advancement(S, Phase.REVEAL, 1, 100)))
                .isEqualTo(Refusal.TOO_EARLY);
        market.submit(OPERATOR, "advanceSession", TestMarket.advancement(S, Phase.REVEAL, 1, 100));
        assertThat(market.phase(S)).isEqualTo(Phase.CLEARED);
    }
}
