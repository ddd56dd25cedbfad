package org.gridbourse.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.gridbourse.optimizer.dispatch.Dispatcher;
import org.jfree.chart.JFreeChart;
import org.jfree.data.xy.IntervalXYDataset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlanPlotsTest {
    private static Map<String, JFreeChart> charts(int steps) {
        Days.Case day = Days.paper().resampled(steps);
        return PlanPlots.charts(new Dispatcher().plan(DispatchRequest.cheapest(day.site(), day.day())));
    }

    @ParameterizedTest
    @ValueSource(ints = {24, 48, 96, 288})
    void every_bar_is_as_wide_as_its_step_and_begins_with_it(int steps) {
        // quarter hours: the bar of step 7 spans 1.75 h to 2.00 h
        double hours = 24.0 / steps;
        charts(steps).forEach((name, chart) -> {
            IntervalXYDataset bars = (IntervalXYDataset) chart.getXYPlot().getDataset(0);
            assertThat(bars.getStartXValue(0, 7)).as(name).isCloseTo(7 * hours, within(1e-9));
            assertThat(bars.getEndXValue(0, 7)).as(name).isCloseTo(8 * hours, within(1e-9));
        });
    }

    @Test
    void several_devices_are_bands_of_their_own() {
        DispatchPlan plan = new Dispatcher().plan(FleetTest.request(FleetTest.SITE, FleetTest.day()));
        JFreeChart devices = PlanPlots.charts(plan).get("devices");
        assertThat(devices.getXYPlot().getDataset(0).getSeriesCount())
                .isEqualTo(plan.devices().size());
        assertThat(PlanCsv.of(plan).lines().findFirst().orElseThrow())
                .endsWith(",net_wh,big kw,small kw,car kw,bus kw,pump kw,wash kw");
    }
}
