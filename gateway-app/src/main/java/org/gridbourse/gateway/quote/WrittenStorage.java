package org.gridbourse.gateway.quote;

import java.util.List;
import org.gridbourse.gateway.web.BadInputException;
import org.gridbourse.market.RefusedException;
import org.gridbourse.market.order.NetPosition;
import org.gridbourse.market.order.OrderSchedule;
import org.gridbourse.market.order.StorageOffer;
import org.gridbourse.market.order.Store;

/**
 * A storage order as people write it, for all periods of a session: the fields of the rulebook's section 5.
 *
 * @param netWh consumption less generation per period
 * @param bidMarginPermille what bids keep of the spread; absent: 0
 * @param askMarginPermille what offers keep of the spread; absent: 0
 * @param wearMicroPerKwh on charged and discharged energy; absent: 0
 */
public record WrittenStorage(
        List<Long> netWh,
        Long bidMarginPermille,
        Long askMarginPermille,
        Long capacityWh,
        Long startMilliWh,
        Long endMinMilliWh,
        List<Long> chargeMaxWh,
        List<Long> dischargeMaxWh,
        Long storedMilliPerWh,
        Long drawnMilliPerWh,
        Long wearMicroPerKwh,
        Long throughputMaxWh) {
    private static final String PLACE = "storageOrder.";

    /** A schedule's storage order as it is written; null where it has none. */
    public static WrittenStorage of(OrderSchedule schedule) {
        return schedule.storage().map(WrittenStorage::of).orElse(null);
    }

    private static WrittenStorage of(StorageOffer offer) {
        Store store = offer.store();
        return new WrittenStorage(
                offer.net().netWh(),
                offer.net().bidMarginPermille(),
                offer.net().askMarginPermille(),
                store.levels().capacityWh(),
                store.levels().startMilliWh(),
                store.levels().endMinMilliWh(),
                store.power().chargeMaxWh(),
                store.power().dischargeMaxWh(),
                store.power().storedMilliPerWh(),
                store.power().drawnMilliPerWh(),
                store.wearMicroPerKwh(),
                store.throughputMaxWh());
    }

    /**
     * The schedule that a session takes.
     *
     * @throws BadInputException naming the field that is missing or wrong
     */
    public OrderSchedule schedule() {
        try {
            NetPosition net = new NetPosition(numbers("netWh", netWh), or0(bidMarginPermille), or0(askMarginPermille));
            Store store = new Store(
                    new Store.Levels(
                            required("capacityWh", capacityWh),
                            required("startMilliWh", startMilliWh),
                            required("endMinMilliWh", endMinMilliWh)),
                    new Store.Power(
                            numbers("chargeMaxWh", chargeMaxWh),
                            numbers("dischargeMaxWh", dischargeMaxWh),
                            required("storedMilliPerWh", storedMilliPerWh),
                            required("drawnMilliPerWh", drawnMilliPerWh)),
                    or0(wearMicroPerKwh),
                    required("throughputMaxWh", throughputMaxWh));
            return OrderSchedule.of(new StorageOffer(net, store));
        } catch (RefusedException refused) {
            throw new BadInputException("storageOrder", refused.detail());
        }
    }

    private static <T> T required(String field, T value) {
        return BadInputException.required(PLACE + field, value);
    }

    private static List<Long> numbers(String field, List<Long> values) {
        List<Long> given = required(field, values);
        for (int t = 0; t < given.size(); t++) {
            BadInputException.required("%s%s[%d]".formatted(PLACE, field, t), given.get(t));
        }
        return given;
    }

    private static long or0(Long value) {
        return value == null ? 0 : value;
    }
}
