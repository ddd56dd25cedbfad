package org.gridbourse.node.trading;

import java.util.ArrayList;
import java.util.List;
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
    private PositionPlanner() {}

    /** The periods of a plan in which the node exchanges energy, in order. */
    static List<NetPosition> positions(DispatchPlan plan) {
        List<NetPosition> positions = new ArrayList<>();
        for (ScheduleStep step : plan.schedule()) {
            Side side = step.gridKw() > 0 ? Side.BUY : Side.SELL;
            Energy energy = energy(Math.abs(step.gridKw()), plan.stepMinutes());
            if (!energy.isZero()) {
                positions.add(new NetPosition(step.step(), side, energy));
            }
        }
        return List.copyOf(positions);
    }

    /** The energy of a mean power that is not negative. */
    public static Energy energy(double powerKw, double minutes) {
        return new Energy(Position.of(0, powerKw, minutes).netWh());
    }
}
