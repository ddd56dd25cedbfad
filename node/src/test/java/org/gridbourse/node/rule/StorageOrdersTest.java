package org.gridbourse.node.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.gridbourse.market.order.StorageLimits;
import org.gridbourse.market.order.StorageOffer;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.record.ExchangeLimits;
import org.gridbourse.market.rules.RuleSet;
import org.gridbourse.market.tariff.Tariff;
import org.gridbourse.optimizer.DayTime;
import org.gridbourse.optimizer.Site;
import org.gridbourse.optimizer.Storage;
import org.gridbourse.optimizer.TieLine;
import org.gridbourse.optimizer.Vehicle;
import org.junit.jupiter.api.Test;

class StorageOrdersTest {
    private static final Tariff TARIFF = new Tariff(new UnitPrice(300_000), new UnitPrice(80_000), UnitPrice.ZERO);
    private static final OpenSession SESSION = new OpenSession(
            "s-1", new Span(Instant.parse("2026-06-15T00:00:00Z"), 60, 4), Collections.nCopies(4, TARIFF));
    /** 1 kW of load; in the third hour 3 kW of sun. */
    private static final SiteForecast FORECAST = new SiteForecast(
            Collections.nCopies(4, kw(1)), List.of(kw(0), kw(0), kw(3), kw(0)), Collections.nCopies(4, kw(0)));

    private static Expected kw(double mean) {
        return new Expected(mean, mean, mean);
    }

    private static Site battery() {
        Storage storage = new Storage(
                10,
                new Storage.Power(4, 4, 0.95, 0.95),
                new Storage.Window(0.1, 0.9, 0.5, 0.5),
                0.01,
                0,
                Storage.Running.FREE,
                List.of());
        return new Site("home", 6, Optional.empty(), Optional.empty(), Optional.of(storage), 0.5);
    }

    private static Site car() {
        Vehicle vehicle = new Vehicle(
                "car",
                new Vehicle.Charging(3, 0, 0, 0.9, 0.9, 0),
                List.of(new Vehicle.Trip(DayTime.ofClock(1, 0), DayTime.ofClock(3, 30), 4.5, 0, 40)));
        return new Site("home", TieLine.ofKw(6), Optional.empty(), Optional.empty(), List.of(), List.of(vehicle), 0.5);
    }

    private static OrderBudget budget(long importWh, long exportWh, long walletUnits) {
        return new OrderBudget(
                RuleSet.version1().termsAt(600),
                new ExchangeLimits(new Energy(importWh), new Energy(exportWh)),
                new Money(walletUnits * 1_000_000_000L));
    }

    private static Optional<StorageOffer> decide(Site site, StandingRule rule, OrderBudget budget) {
        return new StorageOrders(site, rule).decide(SESSION, FORECAST, Map.of(), budget);
    }

    @Test
    void a_battery_is_ordered_between_its_lowest_and_highest_charge_never_better_than_it_is() {
        StorageOffer offer = decide(battery(), StandingRule.followTariff(), budget(6_000, 6_000, 100))
                .orElseThrow();

        assertThat(offer.net().netWh()).containsExactly(1_000L, 1_000L, -2_000L, 1_000L);
        assertThat(offer.store().levels().capacityWh()).isEqualTo(8_000);
        assertThat(offer.store().levels().startMilliWh()).isEqualTo(4_000_000);
        assertThat(offer.store().levels().endMinMilliWh()).isEqualTo(4_000_000);
        // 950 of 1 000 are stored; 1 000 / 0.95 is 1 052.6: 1 053 are drawn
        assertThat(offer.store().power().storedMilliPerWh()).isEqualTo(950);
        assertThat(offer.store().power().drawnMilliPerWh()).isEqualTo(1_053);
        assertThat(offer.store().wearMicroPerKwh()).isEqualTo(10_000);
        // a cycle and a half
        assertThat(offer.store().throughputMaxWh()).isEqualTo(24_000);
        assertThat(offer.store().power().chargeMaxWh()).containsOnly(4_000L);
    }

    @Test
    void wires_and_class_bound_what_it_may_do_so_that_the_ledger_takes_the_order() {
        StorageOffer offer = decide(battery(), StandingRule.followTariff(), budget(3_000, 2_500, 100))
                .orElseThrow();

        // 3 000 less the load; 2 500 less what is left over
        assertThat(offer.store().power().chargeMaxWh()).containsExactly(2_000L, 2_000L, 4_000L, 2_000L);
        assertThat(offer.store().power().dischargeMaxWh()).containsExactly(3_500L, 3_500L, 500L, 3_500L);
        assertThatCode(() -> offer.order("st", "home")
                        .requireWithin(
                                SESSION.tariffs(),
                                StorageLimits.of(4, new Energy(3_000), new Energy(2_500), new Energy(3_000))))
                .doesNotThrowAnyException();
    }

    @Test
    void it_declares_no_more_than_its_wallet_answers_for_at_the_dearest_prices() {
        // 3 000 Wh at 0.30 and 2 000 at 0.22 are 1.34 of 3; the rest over 0.30 is 5 533 Wh
        OrderBudget budget = budget(6_000, 6_000, 3);
        StorageOffer offer =
                decide(battery(), StandingRule.followTariff(), budget).orElseThrow();

        assertThat(offer.store().throughputMaxWh()).isEqualTo(5_533);
        assertThat(offer.declared("home", SESSION.tariffs()).compareTo(budget.wallet()))
                .isNegative();
        assertThat(decide(battery(), StandingRule.followTariff(), budget(6_000, 6_000, 1)))
                .as("it does not reach for the net position")
                .isEmpty();
    }

    @Test
    void the_measured_charge_counts_and_the_end_is_what_can_be_reached_from_it() {
        StorageOffer offer = new StorageOrders(battery(), StandingRule.followTariff())
                .decide(SESSION, FORECAST, Map.of(Storage.ONLY, 0.1), budget(1_500, 6_000, 100))
                .orElseThrow();

        assertThat(offer.store().levels().startMilliWh()).isZero();
        // 500 + 500 + 3 500 + 500 Wh can be charged
        assertThat(offer.store().levels().endMinMilliWh()).isEqualTo(4_000_000);
        assertThat(offer.store().reachMilliWh()).isGreaterThanOrEqualTo(4_000_000);
    }

    @Test
    void a_car_charges_in_the_hours_that_lie_wholly_within_its_stay() {
        StorageOffer offer = decide(car(), StandingRule.followTariff(), budget(6_000, 6_000, 100))
                .orElseThrow();

        assertThat(offer.store().power().chargeMaxWh()).containsExactly(0L, 3_000L, 3_000L, 0L);
        assertThat(offer.store().power().dischargeMaxWh()).containsOnly(0L);
        assertThat(offer.store().levels().endMinMilliWh()).isEqualTo(4_500_000);
        assertThat(offer.store().power().storedMilliPerWh()).isEqualTo(900);
    }

    @Test
    void limit_prices_that_no_price_of_the_session_can_meet_keep_nobody_from_a_storage_order() {
        // peers' prices lie within 0.08 and 0.30
        StandingRule wide = new StandingRule(
                StandingRule.Mode.AUTOMATIC,
                Optional.of(new UnitPrice(300_000)),
                Optional.of(new UnitPrice(80_000)),
                Optional.empty());

        assertThat(decide(battery(), wide, budget(6_000, 6_000, 100)))
                .isEqualTo(decide(battery(), StandingRule.followTariff(), budget(6_000, 6_000, 100)))
                .isPresent();
    }

    @Test
    void a_battery_that_should_end_full_keeps_the_room_of_a_charged_Wh() {
        Storage full = new Storage(
                10,
                new Storage.Power(4, 4, 0.95, 0.95),
                new Storage.Window(0.1, 0.9, 0.9, 0.9),
                0.01,
                0,
                Storage.Running.FREE,
                List.of());
        Site site = new Site("home", 6, Optional.empty(), Optional.empty(), Optional.of(full), 0.5);

        StorageOffer offer = decide(site, StandingRule.followTariff(), budget(6_000, 6_000, 100))
                .orElseThrow();

        assertThat(offer.store().levels().capacityWh()).isEqualTo(8_000);
        assertThat(offer.store().levels().endMinMilliWh()).isEqualTo(8_000_000 - 950);
    }

    @Test
    void whose_limit_prices_bind_or_who_has_no_such_device_orders_period_by_period() {
        StandingRule limited = new StandingRule(
                StandingRule.Mode.AUTOMATIC, Optional.of(new UnitPrice(200_000)), Optional.empty(), Optional.empty());
        StandingRule off =
                new StandingRule(StandingRule.Mode.OFF, Optional.empty(), Optional.empty(), Optional.empty());
        Site plain = new Site("home", 6, Optional.empty(), Optional.empty(), Optional.empty(), 0.5);
        Storage costly = new Storage(
                10,
                new Storage.Power(4, 4, 0.95, 0.95),
                new Storage.Window(0.1, 0.9, 0.5, 0.5),
                0.01,
                0,
                new Storage.Running(0.1, 0, OptionalDouble.empty()),
                List.of());
        OrderBudget budget = budget(6_000, 6_000, 100);

        assertThat(decide(battery(), limited, budget)).isEmpty();
        assertThat(decide(battery(), off, budget)).isEmpty();
        assertThat(decide(plain, StandingRule.followTariff(), budget)).isEmpty();
        assertThat(decide(
                        new Site("home", 6, Optional.empty(), Optional.empty(), Optional.of(costly), 0.5),
                        StandingRule.followTariff(),
                        budget))
                .isEmpty();
    }
}
