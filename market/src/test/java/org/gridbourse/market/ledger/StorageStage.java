package org.gridbourse.market.ledger;

import static org.gridbourse.market.ledger.TestMarket.OPERATOR;
import static org.gridbourse.market.ledger.TestMarket.buy;
import static org.gridbourse.market.ledger.TestMarket.schedule;
import static org.gridbourse.market.ledger.TestMarket.sell;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.order.NetPosition;
import org.gridbourse.market.order.OrderSchedule;
import org.gridbourse.market.order.StorageOffer;
import org.gridbourse.market.order.Store;
import org.gridbourse.market.record.Keys;
import org.gridbourse.market.record.OrdersRecord;
import org.gridbourse.market.record.Phase;
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.record.RevealedBook;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.market.request.ProposalRequests;
import org.gridbourse.market.request.Request;
import org.gridbourse.market.state.Caller;
import org.gridbourse.market.storage.JointClearing;
import org.gridbourse.market.storage.Proposal;
import org.gridbourse.market.storage.ProposalScore;
import org.gridbourse.market.storage.SessionBook;
import org.gridbourse.market.storage.StorageSchedule;

/**
 * The worked session of docs/rules.md on a ledger: at noon {@code noon} has 30 kWh left over, in the evening {@code
 * evening} misses 18 kWh, and {@code st} has a storage of 100 kWh.
 */
final class StorageStage {
    static final String S = "s-1";
    static final String ST = Keys.storageOrderId(S, "st");
    static final Caller SOUTH_REPRESENTATIVE = new Caller("SouthMSP", Optional.of("operator"), Optional.empty());
    static final OrderSchedule NOON = schedule(sell(0, 30_000, 80_000));
    static final OrderSchedule EVENING = schedule(buy(1, 18_000, 300_000));
    static final OrderSchedule STORAGE = OrderSchedule.of(storage(100_000, 40_000));
    static final Proposal GOOD =
            new Proposal(List.of(80_000L, 88_674L), List.of(run(List.of(19_952L, 0L), List.of(0L, 18_000L), 84_210)));

    private StorageStage() {}

    /** Empty at both ends, 5 % lost each way, no wear, nothing else behind the meter. */
    static StorageOffer storage(long capacityWh, long powerWh) {
        return storage(List.of(0L, 0L), capacityWh, powerWh);
    }

    static StorageOffer storage(List<Long> netWh, long capacityWh, long powerWh) {
        List<Long> power = Collections.nCopies(netWh.size(), powerWh);
        return new StorageOffer(
                NetPosition.withoutMargin(netWh),
                new Store(
                        new Store.Levels(capacityWh, 0, 0),
                        new Store.Power(power, power, 950, 1053),
                        0,
                        3 * capacityWh));
    }

    static StorageSchedule run(List<Long> chargeWh, List<Long> dischargeWh, long value) {
        return new StorageSchedule(ST, chargeWh, dischargeWh, Collections.nCopies(chargeWh.size(), value), 0);
    }

    /** In QUOTATION, before anybody has committed. */
    static TestMarket quotation() {
        return quotation(80_000);
    }

    private static TestMarket quotation(long feedInMicro) {
        TestMarket market = new TestMarket();
        for (String id : List.of("evening", "noon", "st")) {
            market.participant(id, 100_000, 1_000);
        }
        market.submit(
                OPERATOR,
                "announceSession",
                TestMarket.announcement(
                        S,
                        TestMarket.START.toString(),
                        Collections.nCopies(2, TestMarket.tariff(300_000, feedInMicro, 0))));
        return market.advance(S, Phase.ANNOUNCED);
    }

    /** All revealed, and the window of proposals is open. */
    static TestMarket proposing() {
        return proposing(quotation(), NOON);
    }

    /** The same where energy that nobody takes costs 0.02 per kWh. */
    static TestMarket negativeFeedIn() {
        return proposing(quotation(-20_000), schedule(sell(0, 30_000, 0)));
    }

    private static TestMarket proposing(TestMarket market, OrderSchedule noon) {
        market.commit(S, "noon", 30_000, noon)
                .commit(S, "evening", 18_000, EVENING)
                .commit(S, "st", 200_000, STORAGE)
                .advance(S, Phase.QUOTATION)
                .reveal(S, "noon", noon)
                .reveal(S, "evening", EVENING)
                .reveal(S, "st", STORAGE);
        openWindow(market, S);
        return market;
    }

    /** What the meters show where everybody keeps what {@link #GOOD} says. */
    static void deliver(TestMarket market) {
        market.read(S, "noon", 0, 0, 30_000).read(S, "noon", 1, 0, 0);
        market.read(S, "evening", 0, 0, 0).read(S, "evening", 1, 18_000, 0);
        market.read(S, "st", 0, 19_952, 0).read(S, "st", 1, 0, 18_000);
    }

    /** The first step out of REVEAL, where proposals are awaited. */
    static void openWindow(TestMarket market, String sessionId) {
        market.submit(OPERATOR, "advanceSession", TestMarket.advancement(sessionId, Phase.REVEAL, 0, 2_000));
    }

    static SessionBook book(TestMarket market) {
        SessionRecord session = market.get(Keys.session(S), RecordType.SESSION);
        List<OrdersRecord> orders = List.of("evening", "noon", "st").stream()
                .flatMap(id -> market.find(Keys.orders(S, id, 1), RecordType.ORDERS).stream())
                .toList();
        return RevealedBook.of(session, orders);
    }

    /** What a proposal is sent with, claiming the score that the check of the whole would give it. */
    static ProposalRequests requests(TestMarket market, int revision, Proposal proposal) {
        return requests(
                market,
                revision,
                proposal,
                JointClearing.of(book(market), proposal).score());
    }

    static ProposalRequests requests(TestMarket market, int revision, Proposal proposal, ProposalScore score) {
        return ProposalRequests.of(
                new ProposalRequests.Place(TestMarket.CHANNEL, S, revision),
                book(market).storageOrders(),
                proposal,
                score);
    }

    static JsonObject submit(TestMarket market, Caller caller, Request request) {
        return market.submit(caller, request);
    }

    /** Head, chunks and the whole check. */
    static void propose(TestMarket market, Caller caller, ProposalRequests requests) {
        submit(market, caller, requests.head());
        requests.chunks().forEach(chunk -> submit(market, caller, chunk));
        prove(market, caller, requests.head().revision());
    }

    static JsonObject prove(TestMarket market, Caller caller, int revision) {
        return market.submit(caller, "proveProposal", proof(revision, 0));
    }

    static JsonObject.Builder proof(int revision, int step) {
        return TestMarket.request()
                .put("sessionId", S)
                .put("revision", revision)
                .put("step", step);
    }
}
