package org.gridbourse.gateway.agent;

import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.order.OrderSchedule;
import org.gridbourse.market.order.OrderStep;
import org.gridbourse.market.order.PeriodOrder;

/** A schedule as the request of a reveal carries it. */
final class ScheduleJson {
    private ScheduleJson() {}

    static JsonArray of(OrderSchedule schedule) {
        return JsonArray.of(schedule.orders().stream().map(ScheduleJson::order).toList());
    }

    private static JsonObject order(PeriodOrder order) {
        return JsonObject.builder()
                .put("period", order.period())
                .put("side", order.side().name())
                .put(
                        "steps",
                        JsonArray.of(
                                order.steps().stream().map(ScheduleJson::step).toList()))
                .build();
    }

    private static JsonObject step(OrderStep step) {
        return JsonObject.builder()
                .put("quantityWh", step.quantity().wh())
                .put("limitPriceMicroPerKwh", step.limit().microPerKwh())
                .build();
    }
}
