package org.gridbourse.market.record;

import java.util.ArrayList;
import java.util.List;
import org.gridbourse.market.clearing.OrderBook;
import org.gridbourse.market.order.Order;
import org.gridbourse.market.order.PeriodOrder;
import org.gridbourse.market.order.StorageOrder;
import org.gridbourse.market.storage.SessionBook;

/** All orders of a session as they stand on the ledger, for whoever wants to propose how to clear it. */
public final class RevealedBook {
    private RevealedBook() {}

    /** The book of a session; orders that broke a rule are left out. */
    public static SessionBook of(SessionRecord session, List<OrdersRecord> revealed) {
        List<List<Order>> perPeriod = new ArrayList<>(session.periods());
        session.tariffs().forEach(tariff -> perPeriod.add(new ArrayList<>()));
        List<StorageOrder> storages = new ArrayList<>();
        for (OrdersRecord record : revealed) {
            if (record.isValid()) {
                record.storageOrder().ifPresent(storages::add);
                for (PeriodOrder order : record.schedule().orders()) {
                    perPeriod.get(order.period()).add(record.order(order));
                }
            }
        }
        List<OrderBook> books = new ArrayList<>(session.periods());
        for (int t = 0; t < session.periods(); t++) {
            books.add(OrderBook.of(
                    Keys.tradeIdPrefix(session.sessionId(), t),
                    session.tariffs().get(t),
                    perPeriod.get(t)));
        }
        return new SessionBook(session.tariffs(), books, storages);
    }
}
