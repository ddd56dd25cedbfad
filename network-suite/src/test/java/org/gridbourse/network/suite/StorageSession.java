package org.gridbourse.network.suite;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.gridbourse.market.clearing.OrderBook;
import org.gridbourse.market.json.Json;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.order.NetPosition;
import org.gridbourse.market.order.Order;
import org.gridbourse.market.order.OrderSchedule;
import org.gridbourse.market.order.OrderStep;
import org.gridbourse.market.order.PeriodOrder;
import org.gridbourse.market.order.Side;
import org.gridbourse.market.order.StorageOffer;
import org.gridbourse.market.order.StorageOrder;
import org.gridbourse.market.order.Store;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.record.CanonicalBytes;
import org.gridbourse.market.record.CommitRecord.Sealed;
import org.gridbourse.market.record.Keys;
import org.gridbourse.market.request.AskProposals;
import org.gridbourse.market.request.AskSchedules;
import org.gridbourse.market.request.CommitOrders;
import org.gridbourse.market.request.Paging;
import org.gridbourse.market.request.ProposalRequests;
import org.gridbourse.market.request.ProveProposal;
import org.gridbourse.market.request.Request;
import org.gridbourse.market.request.RevealOrders;
import org.gridbourse.market.storage.JointClearing;
import org.gridbourse.market.storage.Proposal;
import org.gridbourse.market.storage.SessionBook;
import org.gridbourse.market.storage.StorageSchedule;
import org.gridbourse.market.tariff.Tariff;

/**
 * The worked session of docs/rules.md with a tenth of its energy: what South has over at noon, North's storage keeps for
 * Grid's evening. North proposes how to clear it; South sends a chunk of it again and proves another's revision.
 */
final class StorageSession {
    private static final String STORE = "north-1";
    private static final Tariff TARIFF = new Tariff(new UnitPrice(300_000), new UnitPrice(80_000), UnitPrice.ZERO);
    private static final Map<String, OrderSchedule> SCHEDULES = new TreeMap<>(Map.of(
            STORE,
            OrderSchedule.of(storage()),
            "south-1",
            OrderSchedule.of(List.of(order(0, Side.SELL, 3_000, 80_000))),
            "grid-1",
            OrderSchedule.of(List.of(order(1, Side.BUY, 1_800, 300_000)))));

    private final Twins twins;
    private final String session;

    StorageSession(Twins twins, String session) {
        this.twins = twins;
        this.session = session;
    }

    private static StorageOffer storage() {
        List<Long> power = Collections.nCopies(2, 4_000L);
        return new StorageOffer(
                NetPosition.withoutMargin(List.of(0L, 0L)),
                new Store(new Store.Levels(10_000, 0, 0), new Store.Power(power, power, 950, 1053), 0, 30_000));
    }

    private static PeriodOrder order(int period, Side side, long wh, long limitMicro) {
        return new PeriodOrder(period, side, List.of(OrderStep.of(wh, limitMicro)));
    }

    /** One tariff for noon and evening. */
    static JsonArray tariffs() {
        JsonObject tariff = JsonObject.builder()
                .put("retailMicroPerKwh", TARIFF.retail().microPerKwh())
                .put("feedInMicroPerKwh", TARIFF.feedIn().microPerKwh())
                .put("gridFeeMicroPerKwh", TARIFF.gridFee().microPerKwh())
                .build();
        return JsonArray.of(List.of(tariff, tariff));
    }

    void commit() throws Exception {
        List<Step> steps = new ArrayList<>();
        SCHEDULES.forEach((id, schedule) -> {
            CanonicalBytes.Binding binding = new CanonicalBytes.Binding(NetworkUnderTest.CHANNEL, session, id, 1);
            Sealed sealed = new Sealed(
                    CanonicalBytes.ordersHash(binding, salt(id), schedule), new Money(10_000 * 220_000L), true);
            steps.add(MarketHistory.prosumer(id, new CommitOrders(session, id, 1, sealed)));
        });
        twins.run(steps);
    }

    void reveal() throws Exception {
        List<Step> steps = new ArrayList<>();
        SCHEDULES.forEach((id, schedule) ->
                steps.add(MarketHistory.prosumer(id, new RevealOrders(session, id, 1, salt(id), schedule))));
        twins.run(steps);
    }

    void propose() throws Exception {
        SessionBook book = book();
        StorageSchedule run = new StorageSchedule(
                Keys.storageOrderId(session, STORE),
                List.of(1_996L, 0L),
                List.of(0L, 1_800L),
                List.of(84_210L, 84_210L),
                0);
        Proposal proposal = new Proposal(List.of(80_000L, 88_674L), List.of(run));
        ProposalRequests requests = ProposalRequests.of(
                new ProposalRequests.Place(NetworkUnderTest.CHANNEL, session, 1),
                book.storageOrders(),
                proposal,
                JointClearing.of(book, proposal).score());
        representative("North", requests.head());
        for (Request chunk : requests.chunks()) {
            representative("South", chunk);
            representative("North", chunk);
        }
        representative("South", new ProveProposal(session, 1, 0));
        representative("North", new ProveProposal(session, 1, 0));
        twins.run(List.of(
                question("Grid", new AskProposals(session, Paging.FIRST)),
                question("South", new AskSchedules(session, "NorthMSP", 1, 0)),
                question("South", new AskSchedules(session, "SouthMSP", 1, 0))));
    }

    private void representative(String organisation, Request request) throws Exception {
        twins.run(Step.submit(organisation, "operator", request.function(), Json.write(request.toJson())));
    }

    private static Step question(String organisation, Request request) {
        return Step.query(organisation, "operator", request.function(), Json.write(request.toJson()));
    }

    private SessionBook book() {
        List<OrderBook> books = new ArrayList<>();
        for (int t = 0; t < 2; t++) {
            List<Order> orders = new ArrayList<>();
            for (Map.Entry<String, OrderSchedule> entry : SCHEDULES.entrySet()) {
                for (PeriodOrder order : entry.getValue().orders()) {
                    if (order.period() == t) {
                        orders.add(new Order(
                                Keys.orderId(session, t, entry.getKey()), entry.getKey(), order.side(), order.steps()));
                    }
                }
            }
            books.add(OrderBook.of(Keys.tradeIdPrefix(session, t), TARIFF, orders));
        }
        StorageOffer offer = storage();
        StorageOrder order = new StorageOrder(Keys.storageOrderId(session, STORE), STORE, offer.net(), offer.store());
        return new SessionBook(List.of(TARIFF, TARIFF), books, List.of(order));
    }

    private static String salt(String id) {
        return MarketHistory.salt(id);
    }
}
