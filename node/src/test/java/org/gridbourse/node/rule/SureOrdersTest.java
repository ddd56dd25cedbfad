package org.gridbourse.node.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gridbourse.market.order.PeriodOrder;
import org.gridbourse.market.order.Side;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.record.ExchangeLimits;
import org.gridbourse.market.rules.RuleSet;
import org.gridbourse.market.tariff.Tariff;
import org.gridbourse.optimizer.DispatchPlan;
import org.gridbourse.optimizer.ScheduleStep;
import org.gridbourse.optimizer.Site;
import org.gridbourse.optimizer.input.SiteFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a node orders by its plan, and what it then tells its devices. */
class SureOrdersTest {
    /** Retail 0.30, feed-in 0.08, no grid fee. */
    private static final Tariff FLAT = new Tariff(new UnitPrice(300_000), new UnitPrice(80_000), UnitPrice.ZERO);

    private static final Tariff DEAR = new Tariff(new UnitPrice(450_000), new UnitPrice(80_000), UnitPrice.ZERO);
    private static final Instant MIDNIGHT = Instant.parse("2026-06-01T00:00:00Z");

    @TempDir
    private Path folder;

    private List<Decision> kept = List.of();
    private StandingRule rule = StandingRule.followTariff();
    private double stateOfCharge = 0.5;
    private SiteForecast forecast;
    private long[] contractedWh;
    private Optional<OrderBudget> budget = Optional.empty();
    private List<Tariff> tariffs;

    @BeforeEach
    void four_hours_of_2_kW_load_and_in_the_second_half_5_kW_sun() {
        forecast = new SiteForecast(
                Collections.nCopies(4, new Expected(2, 1.7, 2.4)),
                List.of(Expected.NOTHING, Expected.NOTHING, new Expected(5, 4.6, 5.2), new Expected(5, 1, 6)),
                Collections.nCopies(4, Expected.NOTHING));
        contractedWh = new long[4];
        tariffs = Collections.nCopies(4, FLAT);
    }

    @Test
    void it_bids_for_and_offers_what_it_is_sure_of() {
        decide(plainSite());

        // load 2 kW, at least 1.7: 1.7 kWh are sure to be needed
        assertThat(order(0).side()).isEqualTo(Side.BUY);
        assertThat(order(0).quantity().wh()).isEqualTo(1700);
        assertThat(order(0).steps().get(0).limit()).isEqualTo(new UnitPrice(278_000));
        // 3 kWh over, less the root of 0.4 x 0.4 + 0.4 x 0.4 = 0.566
        assertThat(order(2).side()).isEqualTo(Side.SELL);
        assertThat(order(2).quantity().wh()).isEqualTo(2434);
        assertThat(order(2).steps().get(0).limit()).isEqualTo(new UnitPrice(102_000));
        // 3 kWh over, and as much may be missing: nothing is sure
        assertThat(SureOrders.orders(kept).orders())
                .extracting(PeriodOrder::period)
                .containsExactly(0, 1, 2);
        assertThat(kept)
                .extracting(Decision::sentence)
                .containsExactly(
                        "00:00: bids for 1.700 kWh of the 2.000 kWh that it expects to need, at most 0.278: load 2.0 kW",
                        "01:00: bids for 1.700 kWh of the 2.000 kWh that it expects to need, at most 0.278: load 2.0 kW",
                        "02:00: offers 2.434 kWh of the 3.000 kWh that it expects to have over, at least 0.102: load 2.0 kW, sun 5.0 kW",
                        "03:00: orders nothing, none of the 3.000 kWh that it expects to have over is sure: load 2.0 kW, sun 5.0 kW");
    }

    @Test
    void the_owners_prices_bound_its_orders() {
        rule = new StandingRule(
                StandingRule.Mode.AUTOMATIC,
                Optional.of(new UnitPrice(70_000)),
                Optional.of(new UnitPrice(150_000)),
                Optional.empty());

        decide(plainSite());

        assertThat(SureOrders.orders(kept).orders())
                .extracting(PeriodOrder::period)
                .containsExactly(2);
        assertThat(order(2).steps().get(0).limit()).isEqualTo(new UnitPrice(150_000));
        assertThat(kept.get(0).sentence())
                .isEqualTo("00:00: orders nothing, no peer may sell below 0.08 and its owner buys at most at 0.07");
    }

    @Test
    void bids_end_where_the_limit_for_the_day_is_reached() {
        // 0.60 buy 2.158 kWh at 0.278: 1.7 in the first hour, 0.458 in the second
        rule = new StandingRule(
                StandingRule.Mode.AUTOMATIC, Optional.empty(), Optional.empty(), Optional.of(new Money(600_000_000)));

        decide(plainSite());

        assertThat(order(0).quantity().wh()).isEqualTo(1700);
        assertThat(order(1).quantity().wh()).isEqualTo(458);
        assertThat(kept.get(1).sentence()).contains("as much as its owner's limit for the day leaves");
    }

    @Test
    void switched_off_it_orders_nothing() {
        rule = new StandingRule(StandingRule.Mode.OFF, Optional.empty(), Optional.empty(), Optional.empty());

        decide(plainSite());

        assertThat(SureOrders.orders(kept).orders()).isEmpty();
        assertThat(kept.get(0).sentence()).isEqualTo("00:00: orders nothing, its owner has switched it off");
    }

    @Test
    void where_the_wallet_is_short_it_orders_less_in_proportion_and_says_so() {
        // class B, retail 0.30: 1.7 + 1.7 kWh bought at 0.278 and a bond on 2.434 kWh sold cost more than 0.60
        budget = Optional.of(new OrderBudget(
                RuleSet.version1().termsAt(600),
                new ExchangeLimits(new Energy(10_000), new Energy(10_000)),
                new Money(600_000_000)));

        decide(plainSite());

        assertThat(SureOrders.orders(kept).orders()).hasSize(3);
        assertThat(order(0).quantity()).isEqualTo(order(1).quantity()).isLessThan(new Energy(1_700));
        assertThat(budget.get().needed(SureOrders.orders(kept), tariffs)).isLessThanOrEqualTo(new Money(600_000_000));
        assertThat(kept.get(0).sentence()).contains(", as much as its class, wires and wallet allow: load");
    }

    @Test
    void setpoints_follow_the_measured_state_of_charge() {
        tariffs = List.of(FLAT, DEAR, DEAR, DEAR);
        forecast = new SiteForecast(
                Collections.nCopies(4, new Expected(2, 1.7, 2.4)),
                Collections.nCopies(4, Expected.NOTHING),
                Collections.nCopies(4, Expected.NOTHING));
        Site site = siteWithStorage(0.1);
        Instant atOne = MIDNIGHT.plusSeconds(3600);

        stateOfCharge = 0.9;
        Setpoint full = setpoint(site, 1);
        stateOfCharge = 0.1;
        Setpoint empty = setpoint(site, 1);

        assertThat(full.from()).isEqualTo(atOne);
        assertThat(full.minutes()).isEqualTo(60);
        assertThat(full.storageKw()).isNegative();
        assertThat(empty.storageKw()).isNotNegative();
    }

    @Test
    void what_is_contracted_is_kept_to() {
        // 2 kWh are bought for each hour: nothing is left for the storage to do at a flat price
        contractedWh = new long[] {2000, 2000, 2000, 2000};
        forecast = new SiteForecast(
                Collections.nCopies(4, new Expected(2, 1.7, 2.4)),
                Collections.nCopies(4, Expected.NOTHING),
                Collections.nCopies(4, Expected.NOTHING));

        Setpoint setpoint = setpoint(siteWithStorage(0.5), 0);

        assertThat(setpoint.storageKw()).isZero();
    }

    private PeriodOrder order(int period) {
        return SureOrders.orders(kept).orders().stream()
                .filter(each -> each.period() == period)
                .findFirst()
                .orElseThrow();
    }

    private void decide(Site site) {
        DispatchPlan plan = new SitePlanner(site, 42, 0.01).plan(outlook());
        kept = new SureOrders(rule, ZoneOffset.UTC)
                .decide(new OpenSession("s-1", span(), tariffs), forecast, plan, budget);
    }

    private Setpoint setpoint(Site site, int period) {
        DispatchPlan plan = new SitePlanner(site, 42, 0.01).replan(outlook(), period, contractedWh, Optional.empty());
        ScheduleStep step = plan.schedule().stream()
                .filter(each -> each.step() == period)
                .findFirst()
                .orElseThrow();
        return Setpoint.of(span(), step);
    }

    private SitePlanner.Outlook outlook() {
        return new SitePlanner.Outlook(forecast, tariffs, 60, Map.of("storage", stateOfCharge));
    }

    private static Span span() {
        return new Span(MIDNIGHT, 60, 4);
    }

    private Site plainSite() {
        return site(
                "name: house\ntieLineKw: 10\npv: {ratedKw: 10, costPerKwh: 0, carbonKgPerKwh: 0}\ngrid: {carbonKgPerKwh: 0}\n");
    }

    private Site siteWithStorage(double socTerminal) {
        return site(
                "name: house\ntieLineKw: 10\npv: {ratedKw: 10, costPerKwh: 0, carbonKgPerKwh: 0}\nstorage: {capacityKwh: 10, chargeMaxKw: 5,"
                        + " dischargeMaxKw: 5, chargeEfficiency: 0.95, dischargeEfficiency: 0.95, socMin: 0.1, socMax: 0.95,"
                        + " socInitial: 0.5, socTerminal: " + socTerminal
                        + ", wearCostPerKwh: 0.01, carbonKgPerDischargedKwh: 0}\ngrid: {carbonKgPerKwh: 0}\n");
    }

    private Site site(String yaml) {
        try {
            return SiteFile.read(Files.writeString(folder.resolve("site.yaml"), yaml));
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
