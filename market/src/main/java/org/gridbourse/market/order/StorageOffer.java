package org.gridbourse.market.order;

import java.util.List;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.tariff.Tariff;

/**
 * The storage order of a schedule, for all periods of its session: a storage, and what stands behind the same meter
 * (rulebook, section 5).
 *
 * @param net consumption less generation, and its margins
 * @param store the storage
 */
public record StorageOffer(NetPosition net, Store store) {

    /** In a book, under an id and with its owner. */
    public StorageOrder order(String orderId, String participantId) {
        return new StorageOrder(orderId, participantId, net, store);
    }

    /** The least money that must be declared with it, of its owner {@code participantId}. */
    public Money declared(String participantId, List<Tariff> tariffs) {
        return order(participantId, participantId).declared(tariffs);
    }
}
