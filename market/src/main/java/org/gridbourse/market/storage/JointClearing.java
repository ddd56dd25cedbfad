package org.gridbourse.market.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.gridbourse.market.Refusal;
import org.gridbourse.market.RefusedException;
import org.gridbourse.market.Utf8Order;
import org.gridbourse.market.clearing.Clearing;
import org.gridbourse.market.clearing.ClearingResult;
import org.gridbourse.market.clearing.Fill;
import org.gridbourse.market.clearing.OrderBook;
import org.gridbourse.market.order.Order;
import org.gridbourse.market.order.OrderStep;
import org.gridbourse.market.order.Side;
import org.gridbourse.market.order.StorageOrder;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.tariff.Tariff;

/**
 * A whole session cleared at once (rulebook, section 5): by a proposal that proves itself, or, where there is none, period
 * by period with idle storages.
 *
 * @param periods one per period of the session
 * @param storage one per storage order, in ascending order id; empty where the storages are idle
 * @param score of the proposal
 */
public record JointClearing(List<ClearedPeriod> periods, List<CheckedStorage> storage, ProposalScore score) {
    public JointClearing {
        periods = List.copyOf(periods);
        storage = List.copyOf(storage);
    }

    /** What a proposal leads to, refused where it breaks a rule or proves too little. */
    public static JointClearing of(SessionBook book, Proposal proposal) {
        requirePrices(book.tariffs(), proposal.pricesMicroPerKwh());
        requireSchedules(book, proposal);
        try {
            return close(book, proposal);
        } catch (ArithmeticException overflow) {
            throw new RefusedException(Refusal.AMOUNT_OUT_OF_RANGE, "a sum is beyond the range of 64 bits");
        }
    }

    /** Check (1): a price within floor..cap for each period that takes orders, 0 for any other. */
    public static void requirePrices(List<Tariff> tariffs, List<Long> pricesMicro) {
        if (pricesMicro.size() != tariffs.size()) {
            throw new RefusedException(
                    Refusal.PROPOSAL_INCOMPLETE,
                    "it has %s prices for %s periods".formatted(pricesMicro.size(), tariffs.size()));
        }
        for (int t = 0; t < tariffs.size(); t++) {
            long price = pricesMicro.get(t);
            Tariff tariff = tariffs.get(t);
            boolean allowed = tariff.takesOrders() ? tariff.limits().contains(new UnitPrice(price)) : price == 0;
            if (!allowed) {
                throw new RefusedException(
                        Refusal.PROPOSAL_PRICE_OUT_OF_BAND,
                        "period %s: price %s must be %s"
                                .formatted(t, price, tariff.takesOrders() ? "within " + tariff.limits() : "0"));
            }
        }
    }

    private static void requireSchedules(SessionBook book, Proposal proposal) {
        List<StorageOrder> orders = book.storageOrders();
        requireScheduleEach(orders, proposal.storage());
        StorageCheck check = new StorageCheck(book.tariffs(), proposal.pricesMicroPerKwh());
        for (int i = 0; i < orders.size(); i++) {
            check.requireFeasible(orders.get(i), proposal.storage().get(i));
        }
    }

    /** Refuses schedules that are not one per storage order, in their order. */
    public static void requireScheduleEach(List<StorageOrder> orders, List<StorageSchedule> schedules) {
        if (schedules.size() != orders.size()) {
            throw new RefusedException(
                    Refusal.PROPOSAL_INCOMPLETE,
                    "there are schedules for %s storage orders, not for %s".formatted(schedules.size(), orders.size()));
        }
        for (int i = 0; i < orders.size(); i++) {
            String orderId = orders.get(i).orderId();
            if (!orderId.equals(schedules.get(i).orderId())) {
                throw new RefusedException(
                        Refusal.PROPOSAL_INCOMPLETE,
                        "in the place of order '%s' there is a schedule of '%s'"
                                .formatted(orderId, schedules.get(i).orderId()));
            }
        }
    }

    private static JointClearing close(SessionBook book, Proposal proposal) {
        List<ClearedPeriod> periods = new ArrayList<>(book.periods());
        Map<String, long[]> filledWh = new TreeMap<>(Utf8Order.BYTES);
        book.storageOrders().forEach(order -> filledWh.put(order.orderId(), new long[book.periods()]));
        long priceNano = 0;
        for (int t = 0; t < book.periods(); t++) {
            Tariff tariff = book.tariffs().get(t);
            if (!tariff.takesOrders()) {
                periods.add(new ClearedPeriod(0, Optional.empty(), List.of(), List.of()));
                continue;
            }
            JointPeriod period = period(book, t, proposal);
            ClearedPeriod cleared = period.clear();
            for (Fill fill : cleared.fills()) {
                long[] filled = filledWh.get(fill.order().orderId());
                if (filled != null) {
                    filled[t] = fill.filled().wh();
                }
            }
            periods.add(cleared);
            priceNano = Math.addExact(priceNano, period.priceNano());
        }
        List<CheckedStorage> storage = prove(book, proposal, filledWh);
        long gapNano = 0;
        for (CheckedStorage each : storage) {
            gapNano = Math.addExact(gapNano, each.gapNano());
        }
        return new JointClearing(periods, storage, new ProposalScore(gapNano, priceNano));
    }

    private static JointPeriod period(SessionBook book, int t, Proposal proposal) {
        Tariff tariff = book.tariffs().get(t);
        long priceMicro = proposal.pricesMicroPerKwh().get(t);
        JointPeriod period = new JointPeriod(t, book.books().get(t), tariff, new UnitPrice(priceMicro));
        for (int i = 0; i < book.storageOrders().size(); i++) {
            StorageSchedule schedule = proposal.storage().get(i);
            StorageOrder order = book.storageOrders().get(i);
            period.add(
                    order,
                    OwnerPeriod.of(order, t, tariff, priceMicro)
                            .position(
                                    schedule.chargeWh().get(t),
                                    schedule.dischargeWh().get(t)));
        }
        return period;
    }

    private static List<CheckedStorage> prove(SessionBook book, Proposal proposal, Map<String, long[]> filledWh) {
        StorageCheck check = new StorageCheck(book.tariffs(), proposal.pricesMicroPerKwh());
        List<CheckedStorage> checked = new ArrayList<>(book.storageOrders().size());
        for (int i = 0; i < book.storageOrders().size(); i++) {
            StorageOrder order = book.storageOrders().get(i);
            checked.add(check.prove(order, proposal.storage().get(i), filledWh.get(order.orderId())));
        }
        return checked;
    }

    /** What happens without a valid proposal: storages are idle, their net positions are steps at their limits. */
    public static JointClearing withIdleStorages(SessionBook book) {
        List<ClearedPeriod> periods = new ArrayList<>(book.periods());
        for (int t = 0; t < book.periods(); t++) {
            Tariff tariff = book.tariffs().get(t);
            OrderBook steps = book.books().get(t);
            List<Order> orders = new ArrayList<>(steps.orders());
            for (StorageOrder order : book.storageOrders()) {
                idle(order, t, tariff).ifPresent(orders::add);
            }
            ClearingResult result = Clearing.clear(OrderBook.of(steps.tradeIdPrefix(), tariff, orders));
            periods.add(new ClearedPeriod(
                    result.volume().wh(),
                    result.equilibrium().map(interval -> interval.price()),
                    result.fills(),
                    result.trades()));
        }
        return new JointClearing(periods, List.of(), new ProposalScore(0, 0));
    }

    /** The net position of an idle storage as a step at its limit. */
    public static Optional<Order> idle(StorageOrder order, int t, Tariff tariff) {
        long net = order.net().netWh().get(t);
        if (!tariff.takesOrders() || net == 0) {
            return Optional.empty();
        }
        Side side = net > 0 ? Side.BUY : Side.SELL;
        long limit = net > 0 ? order.net().bidMicro(tariff) : order.net().askMicro(tariff);
        return Optional.of(
                new Order(order.orderId(), order.participantId(), side, List.of(OrderStep.of(Math.abs(net), limit))));
    }
}
