package org.gridbourse.market.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.gridbourse.market.Refusals.assertRefused;

import java.util.Collections;
import java.util.List;
import org.gridbourse.market.Refusal;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.tariff.Tariff;
import org.junit.jupiter.api.Test;

class StorageOrderTest {
    private static final List<Tariff> TARIFFS = List.of(tariff(300_000), tariff(400_000));
    private static final StorageLimits LIMITS =
            StorageLimits.of(2, new Energy(2_000), new Energy(1_500), new Energy(3_000));

    private static Tariff tariff(long retail) {
        return new Tariff(new UnitPrice(retail), new UnitPrice(80_000), UnitPrice.ZERO);
    }

    private static StorageOrder order(List<Long> netWh, long powerWh, Store.Levels levels, long throughputWh) {
        List<Long> power = Collections.nCopies(netWh.size(), powerWh);
        return new StorageOrder(
                "st",
                "home",
                NetPosition.withoutMargin(netWh),
                new Store(levels, new Store.Power(power, power, 950, 1053), 0, throughputWh));
    }

    private static StorageOrder ordinary(List<Long> netWh) {
        return order(netWh, 1_000, new Store.Levels(8_000, 4_000_000, 4_000_000), 24_000);
    }

    @Test
    void declared_money_is_net_times_spread_and_throughput_times_the_largest_spread() {
        // 900 x 220 000 + 300 x 320 000 + 24 000 x 320 000
        assertThat(ordinary(List.of(-900L, 300L)).declared(TARIFFS))
                .isEqualTo(new Money(900L * 220_000 + 300L * 320_000 + 24_000L * 320_000));
    }

    @Test
    void net_and_charging_must_be_within_the_import_limit_and_discharging_less_net_within_the_export_limit() {
        assertThatCode(() -> ordinary(List.of(-500L, 1_000L)).requireWithin(TARIFFS, LIMITS))
                .doesNotThrowAnyException();
        assertRefused(
                Refusal.STORAGE_LIMIT_EXCEEDED,
                "period 1: it may import 2001 Wh, more than the 2000",
                () -> ordinary(List.of(0L, 1_001L)).requireWithin(TARIFFS, LIMITS));
        assertRefused(
                Refusal.STORAGE_LIMIT_EXCEEDED,
                "period 0: it may export 1501 Wh, more than the 1500",
                () -> ordinary(List.of(-501L, 0L)).requireWithin(TARIFFS, LIMITS));
        assertRefused(Refusal.STORAGE_LIMIT_EXCEEDED, "more than the 999 allowed", () -> ordinary(List.of(0L, 0L))
                .requireWithin(TARIFFS, StorageLimits.of(2, new Energy(9_999), new Energy(9_999), new Energy(999))));
    }

    @Test
    void an_end_that_charging_cannot_reach_would_veto_the_joint_clearing_and_is_refused() {
        // 2 x 1 000 Wh store 1 900 000 milli-Wh
        StorageOrder reaches = order(List.of(0L, 0L), 1_000, new Store.Levels(8_000, 0, 1_900_000), 2_000);
        StorageOrder falls = order(List.of(0L, 0L), 1_000, new Store.Levels(8_000, 0, 1_900_001), 2_000);
        StorageOrder tired = order(List.of(0L, 0L), 1_000, new Store.Levels(8_000, 0, 1_900_000), 1_999);
        // 1 000 000 milli-Wh of room take 1 052 whole Wh, which store 999 400
        StorageOrder full = order(List.of(0L, 0L), 1_000, new Store.Levels(1_000, 0, 1_000_000), 9_000);

        assertThatCode(() -> reaches.requireWithin(TARIFFS, LIMITS)).doesNotThrowAnyException();
        for (StorageOrder order : List.of(falls, tired, full)) {
            assertRefused(
                    Refusal.STORAGE_END_OUT_OF_REACH, "endMinMilliWh", () -> order.requireWithin(TARIFFS, LIMITS));
        }
    }

    @Test
    void figures_out_of_range_are_refused() {
        Refusal invalid = Refusal.STORAGE_ORDER_INVALID;
        List<Long> power = List.of(1L, 1L);
        assertRefused(invalid, "startMilliWh", () -> new Store.Levels(8, 8_001, 0));
        assertRefused(invalid, "capacityWh", () -> new Store.Levels(-1, 0, 0));
        assertRefused(invalid, "capacityWh", () -> new Store.Levels(Long.MAX_VALUE, 0, 0));
        assertRefused(invalid, "storedMilliPerWh", () -> new Store.Power(power, power, 1_001, 1_053));
        assertRefused(invalid, "storedMilliPerWh", () -> new Store.Power(power, power, 0, 1_053));
        assertRefused(invalid, "drawnMilliPerWh", () -> new Store.Power(power, power, 950, 999));
        assertRefused(invalid, "chargeMaxWh", () -> new Store.Power(List.of(-1L), List.of(0L), 950, 1_053));
        assertRefused(invalid, "netWh", () -> NetPosition.withoutMargin(List.of(Long.MIN_VALUE)));
        assertRefused(invalid, "askMarginPermille", () -> new NetPosition(List.of(0L), 0, 1_001));
        assertRefused(invalid, "equally long", () -> ordinary(List.of(0L, 0L))
                .getClass()
                .cast(new StorageOrder(
                        "st",
                        "home",
                        NetPosition.withoutMargin(List.of(0L)),
                        ordinary(List.of(0L, 0L)).store())));
        assertRefused(invalid, "made for 1 periods", () -> ordinary(List.of(0L)).requireWithin(TARIFFS, LIMITS));
    }

    @Test
    void an_order_whose_sums_could_leave_64_bits_is_refused_when_it_is_revealed() {
        List<Tariff> dear = List.of(new Tariff(new UnitPrice(9_000_000_000L), UnitPrice.ZERO, UnitPrice.ZERO));
        StorageOrder large = order(List.of(0L), 50_000_000, new Store.Levels(100_000_000, 0, 0), 300_000_000);
        StorageLimits wide =
                StorageLimits.of(1, new Energy(1_000_000_000), new Energy(1_000_000_000), new Energy(1_000_000_000));

        assertRefused(Refusal.AMOUNT_OUT_OF_RANGE, "st", () -> large.requireWithin(dear, wide));
        assertThatCode(() -> large.requireWithin(List.of(tariff(300_000)), wide))
                .doesNotThrowAnyException();
    }
}
