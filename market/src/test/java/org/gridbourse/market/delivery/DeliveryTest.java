package org.gridbourse.market.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gridbourse.market.Refusals.assertRefused;

import java.util.List;
import org.gridbourse.market.Refusal;
import org.gridbourse.market.order.Side;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.tariff.Tariff;
import org.junit.jupiter.api.Test;

class DeliveryTest {

    @Test
    void energy_of_a_period_is_the_difference_of_the_registers() {
        assertThat(registers(1_250, 700).since(registers(1_000, 700))).isEqualTo(metered(250, 0));
        assertThat(registers(1_000, 700).since(registers(1_000, 700))).isEqualTo(MeteredEnergy.NONE);
    }

    @Test
    void a_register_never_falls() {
        assertRefused(Refusal.REGISTER_FALLS, "import register falls from 1000 Wh to 999 Wh", () -> registers(999, 700)
                .since(registers(1_000, 700)));
        assertRefused(Refusal.REGISTER_FALLS, "export register falls from 700 Wh to 699 Wh", () -> registers(1_000, 699)
                .since(registers(1_000, 700)));
    }

    @Test
    void several_meters_of_a_participant_are_netted_inside_the_period() {
        MeteredEnergy all = MeteredEnergy.sum(List.of(metered(300, 20), metered(0, 400)));

        assertThat(all).isEqualTo(metered(300, 420));
        assertThat(all.towards(Side.SELL)).isEqualTo(new Energy(120));
        assertThat(all.towards(Side.BUY)).isEqualTo(Energy.ZERO);
        assertThat(metered(420, 300).towards(Side.BUY)).isEqualTo(new Energy(120));
    }

    @Test
    void inside_a_connection_point_meters_are_netted_between_points_the_wires_count() {
        // 300 exported and 100 imported at the one point, 150 imported at the other: 50 exported in all, 150 on the
        // wires
        PeriodEnergy energy = PeriodEnergy.ofPoints(List.of(metered(100, 300), metered(150, 0)));

        assertThat(energy.metered().netExported()).isEqualTo(new Energy(50));
        assertThat(energy.betweenPoints()).isEqualTo(new Energy(150));
        assertThat(PeriodEnergy.ofPoints(List.of(metered(250, 300))).betweenPoints())
                .isEqualTo(Energy.ZERO);
    }

    @Test
    void energy_over_a_gap_costs_the_highest_retail_and_earns_the_lowest_feed_in_each_for_itself() {
        List<Tariff> covered = List.of(tariff(310, 80), tariff(1_200, -50), tariff(400, 100));
        Unmeasured gap = Unmeasured.over(covered, metered(15, 4));

        assertThat(gap.cost()).isEqualTo(new Money(15 * 1_200));
        assertThat(gap.revenue()).isEqualTo(new Money(4 * -50));
        assertThat(gap.plus(Unmeasured.over(covered.subList(0, 1), metered(1, 1))))
                .isEqualTo(new Unmeasured(metered(16, 5), new Money(15 * 1_200 + 310), new Money(4 * -50 + 80)));
        assertThat(Unmeasured.NONE.isNone()).isTrue();
        assertThat(gap.isNone()).isFalse();
    }

    private static Registers registers(long imported, long exported) {
        return new Registers(new Energy(imported), new Energy(exported));
    }

    private static MeteredEnergy metered(long imported, long exported) {
        return new MeteredEnergy(new Energy(imported), new Energy(exported));
    }

    private static Tariff tariff(long retail, long feedIn) {
        return new Tariff(new UnitPrice(retail), new UnitPrice(feedIn), UnitPrice.ZERO);
    }
}
