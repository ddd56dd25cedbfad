package org.gridbourse.market.transaction;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gridbourse.market.clearing.OrderBook;
import org.gridbourse.market.order.Order;
import org.gridbourse.market.order.PeriodOrder;
import org.gridbourse.market.order.StorageOrder;
import org.gridbourse.market.record.Keys;
import org.gridbourse.market.record.OrdersRecord;
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.market.state.StateEntry;
import org.gridbourse.market.storage.JointClearing;

/**
 * The order books of a session, period after period. Orders are revealed for all periods together, so each reading of them
 * keeps those of as many periods to come as memory allows.
 */
final class RevealedOrders {
    /** Orders of one participant in one period. */
    private static final int MOST_KEPT = 20_000;
    /** Of a session that a proposal clears, the periods that the first reading keeps: about what one step writes. */
    private static final int PERIODS_OF_A_STEP = 8;

    private final Transaction transaction;
    private final SessionRecord session;
    private final boolean idleStorages;
    private final String prefix;
    private final SortedMap<Integer, List<Order>> kept = new TreeMap<>();
    private final List<StorageOrder> storageOrders = new ArrayList<>();
    private int schedules;

    /**
     * @param idleStorages whether storage orders count as steps for their net positions, their storages being idle;
     *     otherwise they are left out
     */
    RevealedOrders(Transaction transaction, SessionRecord session, boolean idleStorages) {
        this.transaction = transaction;
        this.session = session;
        this.idleStorages = idleStorages;
        this.prefix = Keys.all("orders", session.sessionId());
    }

    /** The book of a period; periods are asked for in their order. */
    OrderBook book(int period) {
        if (!kept.containsKey(period)) {
            // how many schedules there are is known after the first reading
            int unknown = idleStorages ? 1 : PERIODS_OF_A_STEP;
            read(period, schedules == 0 ? unknown : Math.max(1, MOST_KEPT / schedules));
        }
        return OrderBook.of(
                Keys.tradeIdPrefix(session.sessionId(), period),
                session.tariffs().get(period),
                kept.remove(period));
    }

    /** All storage orders, in the order of the ledger's keys; they are known once a book was asked for. */
    List<StorageOrder> storageOrders() {
        return List.copyOf(storageOrders);
    }

    private void keepIdle(StorageOrder order) {
        kept.forEach((period, orders) ->
                JointClearing.idle(order, period, session.tariffs().get(period)).ifPresent(orders::add));
    }

    private void read(int first, int periods) {
        int end = Math.min(session.periods(), first + periods);
        for (int period = first; period < end; period++) {
            kept.put(period, new ArrayList<>());
        }
        schedules = 0;
        storageOrders.clear();
        Iterator<StateEntry> entries = transaction.entries(prefix, prefix);
        while (entries.hasNext()) {
            OrdersRecord record = RecordType.ORDERS.read(entries.next().value());
            schedules++;
            if (!record.isValid()) {
                continue;
            }
            record.storageOrder().ifPresent(idleStorages ? this::keepIdle : storageOrders::add);
            for (PeriodOrder order : record.schedule().orders()) {
                List<Order> orders = kept.get(order.period());
                if (orders != null) {
                    orders.add(record.order(order));
                }
            }
        }
    }
}
