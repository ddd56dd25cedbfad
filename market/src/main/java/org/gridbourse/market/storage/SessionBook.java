package org.gridbourse.market.storage;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.gridbourse.market.Refusal;
import org.gridbourse.market.RefusedException;
import org.gridbourse.market.Utf8Order;
import org.gridbourse.market.clearing.OrderBook;
import org.gridbourse.market.order.Order;
import org.gridbourse.market.order.StorageOrder;
import org.gridbourse.market.tariff.Tariff;

/**
 * All orders of a session: a book of step orders per period, and storage orders for all of them.
 *
 * @param tariffs one per period
 * @param books one per period
 * @param storageOrders sorted by id here, so that nothing depends on the order of arrival
 */
public record SessionBook(List<Tariff> tariffs, List<OrderBook> books, List<StorageOrder> storageOrders) {
    public SessionBook {
        tariffs = List.copyOf(tariffs);
        books = List.copyOf(books);
        List<StorageOrder> sorted = new ArrayList<>(storageOrders);
        sorted.sort(Comparator.comparing(StorageOrder::orderId, Utf8Order.BYTES));
        storageOrders = List.copyOf(sorted);
        if (tariffs.size() != books.size() || tariffs.isEmpty()) {
            throw new IllegalArgumentException(
                    "tariffs (%s) and books (%s) must be one per period".formatted(tariffs.size(), books.size()));
        }
        requireOneOrderEach(books, storageOrders);
    }

    /** How many delivery periods the session has. */
    public int periods() {
        return tariffs.size();
    }

    private static void requireOneOrderEach(List<OrderBook> books, List<StorageOrder> storageOrders) {
        TreeSet<String> orderIds = new TreeSet<>(Utf8Order.BYTES);
        TreeSet<String> owners = new TreeSet<>(Utf8Order.BYTES);
        for (StorageOrder order : storageOrders) {
            require(orderIds.add(order.orderId()), Refusal.DUPLICATE_ORDER_ID, "order id", order.orderId());
            require(
                    owners.add(order.participantId()),
                    Refusal.MORE_THAN_ONE_ORDER,
                    "participant",
                    order.participantId());
        }
        for (OrderBook book : books) {
            for (Order order : book.orders()) {
                require(!orderIds.contains(order.orderId()), Refusal.DUPLICATE_ORDER_ID, "order id", order.orderId());
                require(
                        !owners.contains(order.participantId()),
                        Refusal.MORE_THAN_ONE_ORDER,
                        "participant",
                        order.participantId());
            }
        }
    }

    private static void require(boolean condition, Refusal refusal, String what, String id) {
        if (!condition) {
            throw new RefusedException(refusal, "%s '%s' has a storage order and another order".formatted(what, id));
        }
    }
}
