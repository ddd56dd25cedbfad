package org.gridbourse.node.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gridbourse.market.order.Side;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.optimizer.DispatchPlan;
import org.gridbourse.optimizer.Position;
import org.gridbourse.optimizer.ScheduleStep;

/**
 * The one place where the dispatcher's kilowatts become the market's watt-hours: kW x hours x 1000, to the nearest, half
 * up.
 */
public final class PositionPlanner {
    static final double WH_PER_KWH = 1e3;

    private PositionPlanner() {}

    /** What a site is expected to consume less what it generates in a period [Wh]; below 0 where energy is left over. */
    static long netWh(SiteForecast forecast, int period, double minutes) {
        double kw = forecast.load().get(period).meanKw()
                - forecast.pv().get(period).meanKw()
                - forecast.wind().get(period).meanKw();
        long wh = energy(Math.abs(kw), minutes).wh();
        return kw < 0 ? -wh : wh;
    }

    /**
     * What the node exchanges in a step of its plan; empty where it needs nothing and has nothing over. What it would
     * curtail is over as well: a peer may want it.
     */
    static Optional<NetPosition> position(ScheduleStep step, double minutes, SiteForecast forecast) {
        boolean buys = step.gridKw() > 0;
        double plannedKw = buys ? step.gridKw() : step.curtailedKw() - step.gridKw();
        double doubtKw = buys ? forecast.lessDrawnKw(step.step()) : forecast.moreDrawnKw(step.step());
        Energy planned = energy(Math.max(0, plannedKw), minutes);
        return planned.isZero()
                ? Optional.empty()
                : Optional.of(new NetPosition(
                        step.step(),
                        buys ? Side.BUY : Side.SELL,
                        planned,
                        energy(Math.max(0, plannedKw - doubtKw), minutes)));
    }

    /** The periods of a plan in which the node needs energy or has some over, in order. */
    static List<NetPosition> positions(DispatchPlan plan, SiteForecast forecast) {
        List<NetPosition> positions = new ArrayList<>();
        for (ScheduleStep step : plan.schedule()) {
            position(step, plan.stepMinutes(), forecast).ifPresent(positions::add);
        }
        return List.copyOf(positions);
    }

    /** The energy of a mean power that is not negative. */
    public static Energy energy(double powerKw, double minutes) {
        return new Energy(Position.of(0, powerKw, minutes).netWh());
    }
}
