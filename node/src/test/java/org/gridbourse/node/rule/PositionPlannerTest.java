package org.gridbourse.node.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.gridbourse.market.order.Side;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.tariff.Tariff;
import org.gridbourse.node.trading.DayPlanner;
import org.gridbourse.optimizer.Day;
import org.gridbourse.optimizer.DayStep;
import org.gridbourse.optimizer.DispatchPlan;
import org.gridbourse.optimizer.Plant;
import org.gridbourse.optimizer.Site;
import org.junit.jupiter.api.Test;

class PositionPlannerTest {

    @Test
    void half_an_hour_of_1_2345_kW_is_617_Wh_and_a_half_Wh_goes_up() {
        assertThat(PositionPlanner.energy(1.2345, 30)).isEqualTo(new Energy(617));
        assertThat(PositionPlanner.energy(0.0025, 60)).isEqualTo(new Energy(3));
        assertThat(PositionPlanner.energy(0.0024, 60)).isEqualTo(new Energy(2));
    }

    @Test
    void what_a_site_lacks_is_bought_what_it_has_over_is_sold_and_a_balanced_period_is_no_position() {
        // given load 3, 1 and 2 kW beside a PV plant of 0, 2.5 and 2 kW
        Site site = site();
        Day day = new Day(60, List.of(step(3, 0), step(1, 2.5), step(2, 2)));
        Tariff tariff = new Tariff(new UnitPrice(830_000), new UnitPrice(650_000), new UnitPrice(10_000));
        // when
        List<NetPosition> positions = PositionPlanner.positions(
                new DayPlanner(site, 1).plan(day, Collections.nCopies(3, tariff), Map.of()), SiteForecast.certain(day));
        // then
        assertThat(positions)
                .containsExactly(
                        new NetPosition(0, Side.BUY, new Energy(3_000), new Energy(3_000)),
                        new NetPosition(1, Side.SELL, new Energy(1_500), new Energy(1_500)));
    }

    @Test
    void what_would_be_curtailed_where_feeding_in_costs_money_is_over_for_peers() {
        // given 7 kW of sun beyond the load, and feed-in at -0.03
        Day day = new Day(60, List.of(step(1, 8)));
        Tariff tariff = new Tariff(new UnitPrice(250_000), new UnitPrice(-30_000), UnitPrice.ZERO);
        DispatchPlan plan = new DayPlanner(site(), 1).plan(day, List.of(tariff), Map.of());
        assertThat(plan.schedule().get(0).curtailedKw()).isEqualTo(7);
        // when the forecast may miss 2 kW of sun
        SiteForecast forecast = new SiteForecast(
                List.of(new Expected(1, 1, 1)), List.of(new Expected(8, 6, 9)), List.of(Expected.NOTHING));
        // then
        assertThat(PositionPlanner.positions(plan, forecast))
                .containsExactly(new NetPosition(0, Side.SELL, new Energy(7_000), new Energy(5_000)));
    }

    private static Site site() {
        return new Site(
                "home",
                10,
                Optional.of(new Plant(OptionalDouble.empty(), 0, 0)),
                Optional.empty(),
                Optional.empty(),
                0);
    }

    private static DayStep step(double loadKw, double pvKw) {
        return new DayStep(loadKw, pvKw, 0, 0.83, 0.65, OptionalDouble.empty());
    }
}
