package org.gridbourse.market.order;

import java.util.List;
import java.util.function.Supplier;
import org.gridbourse.market.Refusal;
import org.gridbourse.market.RefusedException;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.tariff.Tariff;

/**
 * One participant's order for a whole session: a storage, and what stands behind the same meter (rulebook, section 5).
 *
 * @param orderId unique in its session; ascending ids (UTF-8 bytes) decide as in a book
 * @param participantId owner; one who gives a storage order gives no step orders in the session
 * @param net consumption less generation, and its margins
 * @param store the storage
 */
public record StorageOrder(String orderId, String participantId, NetPosition net, Store store) {
    /** No quantity of an order is larger [Wh]: what a meter is believed per period. */
    static final long MOST_WH = 1_000_000_000L;

    private static final long PICO_PER_NANO = 1000;
    /** Of a 64-bit number, what the bound of one order may take up at sensible values. */
    private static final long MOST_PICO = Long.MAX_VALUE / 4;

    public StorageOrder {
        int periods = net.netWh().size();
        if (store.power().chargeMaxWh().size() != periods
                || store.power().dischargeMaxWh().size() != periods) {
            throw new RefusedException(
                    Refusal.STORAGE_ORDER_INVALID,
                    "storage order '%s': netWh, chargeMaxWh and dischargeMaxWh must be equally long"
                            .formatted(orderId));
        }
    }

    /** For how many periods it is made. */
    public int periods() {
        return net.netWh().size();
    }

    /**
     * The least money that its owner must have declared with the commitment: sum of |net| x spread, and what the
     * throughput can move at the largest spread. Periods that take no orders count nothing.
     */
    public Money declared(List<Tariff> tariffs) {
        return exactly(() -> {
            long nano = 0;
            long largest = 0;
            for (int t = 0; t < periods(); t++) {
                Tariff tariff = tariffs.get(t);
                if (tariff.takesOrders()) {
                    long spread = tariff.spread().microPerKwh();
                    nano = Math.addExact(
                            nano, Math.multiplyExact(Math.abs(net.netWh().get(t)), spread));
                    largest = Math.max(largest, spread);
                }
            }
            return new Money(Math.addExact(nano, Math.multiplyExact(store.throughputMaxWh(), largest)));
        });
    }

    /** Refuses an order that breaks a rule of its session, or that could keep all others from being cleared jointly. */
    public void requireWithin(List<Tariff> tariffs, StorageLimits limits) {
        require(
                periods() == tariffs.size(),
                Refusal.STORAGE_ORDER_INVALID,
                "it is made for %s periods, the session has %s".formatted(periods(), tariffs.size()));
        for (int t = 0; t < periods(); t++) {
            requireWithin(t, limits);
        }
        require(
                store.canReachItsEnd(),
                Refusal.STORAGE_END_OUT_OF_REACH,
                "charging all it can does not reach endMinMilliWh (%s)"
                        .formatted(store.levels().endMinMilliWh()));
        requireComputable(tariffs);
    }

    private void requireWithin(int t, StorageLimits limits) {
        long mostImportWh = limits.importMaxWh().get(t);
        long mostExportWh = limits.exportMaxWh().get(t);
        long importWh = net.netWh().get(t) + store.power().chargeMaxWh().get(t);
        long exportWh = store.power().dischargeMaxWh().get(t) - net.netWh().get(t);
        require(
                importWh <= mostImportWh,
                Refusal.STORAGE_LIMIT_EXCEEDED,
                "period %s: it may import %s Wh, more than the %s allowed".formatted(t, importWh, mostImportWh));
        require(
                exportWh <= mostExportWh,
                Refusal.STORAGE_LIMIT_EXCEEDED,
                "period %s: it may export %s Wh, more than the %s allowed".formatted(t, exportWh, mostExportWh));
    }

    /** Whatever values a sensible proposal gives, its sums must fit into 64 bits. */
    private void requireComputable(List<Tariff> tariffs) {
        long pico = exactly(() -> {
            long price = Math.addExact(highest(tariffs), store.wearMicroPerKwh());
            long value =
                    Math.multiplyExact(PICO_PER_NANO, price) / store.power().storedMilliPerWh() + 1;
            long sum = Math.multiplyExact(
                    Math.multiplyExact(value, 2 + periods() / 2), store.levels().capacityMilliWh());
            for (int t = 0; t < periods(); t++) {
                long movedWh = Math.abs(net.netWh().get(t))
                        + store.power().chargeMaxWh().get(t)
                        + store.power().dischargeMaxWh().get(t);
                long worth = Math.multiplyExact(value, Math.max(store.power().drawnMilliPerWh(), 4 * PICO_PER_NANO));
                sum = Math.addExact(sum, Math.multiplyExact(worth, movedWh));
            }
            return sum;
        });
        require(
                pico <= MOST_PICO,
                Refusal.AMOUNT_OUT_OF_RANGE,
                "its quantities at the session's prices are beyond what can be computed");
    }

    private static long highest(List<Tariff> tariffs) {
        long highest = 0;
        for (Tariff tariff : tariffs) {
            highest = Math.max(highest, Math.abs(tariff.retail().microPerKwh()));
            highest = Math.max(highest, Math.abs(tariff.feedIn().microPerKwh()));
        }
        return highest;
    }

    private void require(boolean condition, Refusal refusal, String detail) {
        if (!condition) {
            throw new RefusedException(refusal, "storage order '%s': %s".formatted(orderId, detail));
        }
    }

    /** Computes exactly, or refuses what leaves 64 bits. */
    public <T> T exactly(Supplier<T> computation) {
        try {
            return computation.get();
        } catch (ArithmeticException overflow) {
            throw new RefusedException(
                    Refusal.AMOUNT_OUT_OF_RANGE,
                    "storage order '%s': a sum is beyond the range of 64 bits".formatted(orderId));
        }
    }

    static void requireWithin(String name, long value, long lowest, long highest) {
        if (value < lowest || value > highest) {
            throw new RefusedException(
                    Refusal.STORAGE_ORDER_INVALID,
                    "%s (%s) must be within %s..%s".formatted(name, value, lowest, highest));
        }
    }
}
