package org.gridbourse.optimizer;

import java.util.List;

/** One efficient compromise: no plan is cheaper without more carbon. */
public record ParetoPoint(double cost, double carbonKg, List<ScheduleStep> schedule) {
    public ParetoPoint {
        schedule = List.copyOf(schedule);
    }
}
