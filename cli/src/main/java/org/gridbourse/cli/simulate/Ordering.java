package org.gridbourse.cli.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.gridbourse.market.clearing.OrderBook;
import org.gridbourse.market.order.NetPosition;
import org.gridbourse.market.order.Order;
import org.gridbourse.market.order.OrderStep;
import org.gridbourse.market.order.Side;
import org.gridbourse.market.order.StorageOrder;
import org.gridbourse.market.record.Keys;
import org.gridbourse.market.storage.CheckedStorage;
import org.gridbourse.market.storage.ClearedPeriod;
import org.gridbourse.market.storage.JointClearing;
import org.gridbourse.market.storage.SessionBook;
import org.gridbourse.market.tariff.Tariff;
import org.gridbourse.market.trade.Trade;
import org.gridbourse.solver.JointSolver;

/**
 * The orders of a day and what becomes of them, by the market's own classes.
 *
 * @param session its name, which its trades bear
 * @param tariffs one per period
 * @param marginPermille of the spread, that plain orders keep where the day is only expected
 * @param margins of who keeps others, by participant
 */
record Ordering(String session, List<Tariff> tariffs, long marginPermille, Map<String, Lie.Change> margins) {
    private static final String DAY_AHEAD = "s";

    /** For a whole day. */
    Ordering(List<Tariff> tariffs, long marginPermille) {
        this(DAY_AHEAD, tariffs, marginPermille, Map.of());
    }

    /** For the rest of the day, from a period on. */
    Ordering from(int first) {
        return new Ordering(DAY_AHEAD + first, tariffs.subList(first, tariffs.size()), marginPermille, margins);
    }

    /** The same with other margins of one participant. */
    Ordering with(String participantId, Lie.Change other) {
        return new Ordering(session, tariffs, marginPermille, Map.of(participantId, other));
    }

    private NetPosition position(String participantId, List<Long> netWh, long otherwisePermille) {
        Lie.Change own = margins.get(participantId);
        return own == null
                ? new NetPosition(netWh, otherwisePermille, otherwisePermille)
                : new NetPosition(
                        netWh,
                        Math.max(otherwisePermille, own.bidMarginPermille()),
                        Math.max(otherwisePermille, own.askMarginPermille()));
    }

    /** Steps for what own plans leave over or need, period by period. */
    Deal net(Map<String, long[]> positionsWh) {
        List<List<Order>> steps = noSteps();
        positionsWh.forEach((id, wh) -> addSteps(steps, id, wh));
        SessionBook book = new SessionBook(tariffs, books(steps), List.of());
        return deal(JointClearing.withIdleStorages(book), Map.of(), 0, 0);
    }

    /** Storage orders of those that have a battery, steps of the others, cleared jointly. */
    Deal storage(List<StorageOrder> storages, Map<String, Battery> batteries, Map<String, long[]> plainWh) {
        List<List<Order>> steps = noSteps();
        plainWh.forEach((id, wh) -> addSteps(steps, id, wh));
        SessionBook book = new SessionBook(tariffs, books(steps), storages);
        if (storages.isEmpty()) {
            return deal(JointClearing.withIdleStorages(book), Map.of(), 0, 0);
        }
        long started = System.nanoTime();
        Optional<JointSolver.Found> found = JointSolver.propose(book);
        long solved = System.nanoTime();
        if (found.isEmpty()) {
            return deal(JointClearing.withIdleStorages(book), Map.of(), solved - started, 0);
        }
        JointClearing clearing = JointClearing.of(book, found.get().proposal());
        long checked = System.nanoTime();
        Map<String, Running> running = new TreeMap<>();
        for (CheckedStorage each : clearing.storage()) {
            String id = each.order().participantId();
            running.put(
                    id,
                    Running.cleared(
                            batteries.get(id),
                            each.order().store().levels().startMilliWh(),
                            each.schedule().chargeWh(),
                            each.schedule().dischargeWh()));
        }
        return deal(clearing, running, solved - started, checked - solved);
    }

    /** A storage order as its owner's node would write it. */
    StorageOrder order(String id, long[] netWh, Battery battery, long levelMilliWh) {
        List<Long> net = new ArrayList<>(tariffs.size());
        for (long wh : netWh) {
            net.add(wh);
        }
        return new StorageOrder("st-" + id, id, position(id, net, 0), battery.store(tariffs.size(), levelMilliWh));
    }

    private List<List<Order>> noSteps() {
        List<List<Order>> steps = new ArrayList<>(tariffs.size());
        tariffs.forEach(tariff -> steps.add(new ArrayList<>()));
        return steps;
    }

    private void addSteps(List<List<Order>> steps, String id, long[] positionsWh) {
        NetPosition limits = position(id, List.of(), marginPermille);
        for (int t = 0; t < positionsWh.length; t++) {
            long wh = positionsWh[t];
            Tariff tariff = tariffs.get(t);
            if (wh != 0 && tariff.takesOrders()) {
                Side side = wh > 0 ? Side.BUY : Side.SELL;
                long limit = wh > 0 ? limits.bidMicro(tariff) : limits.askMicro(tariff);
                steps.get(t).add(new Order("o-" + id, id, side, List.of(OrderStep.of(Math.abs(wh), limit))));
            }
        }
    }

    private List<OrderBook> books(List<List<Order>> steps) {
        List<OrderBook> books = new ArrayList<>(tariffs.size());
        for (int t = 0; t < tariffs.size(); t++) {
            books.add(OrderBook.of(Keys.tradeIdPrefix(session, t), tariffs.get(t), steps.get(t)));
        }
        return books;
    }

    private Deal deal(JointClearing clearing, Map<String, Running> running, long solver, long check) {
        List<List<Trade>> trades =
                clearing.periods().stream().map(ClearedPeriod::trades).toList();
        return new Deal(
                trades,
                running,
                PriceSetters.of(clearing, tariffs),
                clearing.score().gapNano(),
                solver,
                check);
    }
}
