package org.gridbourse.node.trading;

import java.util.List;
import org.gridbourse.node.rule.Decision;
import org.gridbourse.node.rule.SiteForecast;
import org.gridbourse.optimizer.DispatchPlan;

/**
 * How a node sees a session that is to come.
 *
 * @param forecast of load and plants, before storage
 * @param plan the cheapest day as far as it can be foreseen
 * @param decisions what it would order in each period, and why
 */
public record Outlook(SiteForecast forecast, DispatchPlan plan, List<Decision> decisions) {
    public Outlook {
        decisions = List.copyOf(decisions);
    }
}
