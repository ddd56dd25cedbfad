package org.gridbourse.gateway.agent;

import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.gridbourse.gateway.access.Permission;
import org.gridbourse.gateway.quote.Quoting;
import org.gridbourse.gateway.quote.WrittenOrder;
import org.gridbourse.gateway.web.Told;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.node.rule.Decision;
import org.gridbourse.node.rule.Expected;
import org.gridbourse.node.rule.SureOrders;
import org.gridbourse.node.trading.Outlook;
import org.gridbourse.optimizer.ScheduleStep;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** How a participant's node sees the day of a session: what it expects, what its battery will do, what it will offer. */
@Tag(name = "Own orders")
@RestController
@RequestMapping("/api/sessions/{sessionId}/day")
class DayController {
    private static final double WH_OF_KWH = 1000;
    private static final double MINUTES_OF_HOUR = 60;

    private final Outlooks outlooks;
    private final Quoting quoting;
    private final Permission permission;

    DayController(Outlooks outlooks, Quoting quoting, Permission permission) {
        this.outlooks = outlooks;
        this.quoting = quoting;
        this.permission = permission;
    }

    /** An energy that is expected, with a band meant to hold 80 %. */
    record Band(long meanWh, long lowWh, long highWh) {}

    /**
     * @param generation of sun and wind together; the bands of both are added
     * @param storageWh charging positive, discharging negative
     * @param stateOfChargePermille at its end; null without a battery
     * @param gridWh what remains: taken positive, fed in negative
     * @param order null: none
     */
    record Period(
            int period,
            String startUtc,
            Band load,
            Band generation,
            long storageWh,
            Integer stateOfChargePermille,
            long gridWh,
            WrittenOrder order,
            String sentence) {}

    /** @param periods none where no node of this instance plans for the participant */
    record Day(String sessionId, String participantId, int periodMinutes, List<Period> periods) {}

    @GetMapping
    Day day(@PathVariable("sessionId") String sessionId, @RequestParam("participantId") String participantId) {
        permission.requireAct(participantId);
        SessionRecord session = quoting.session(sessionId);
        Optional<Outlook> outlook = outlooks.of(participantId, session);
        return new Day(
                sessionId,
                participantId,
                session.periodMinutes(),
                outlook.map(seen -> periods(session, seen)).orElse(List.of()));
    }

    private static List<Period> periods(SessionRecord session, Outlook outlook) {
        Map<Integer, WrittenOrder> orders = WrittenOrder.of(SureOrders.orders(outlook.decisions())).stream()
                .collect(Collectors.toMap(WrittenOrder::period, Function.identity()));
        boolean hasStorage =
                outlook.plan().schedule().stream().anyMatch(step -> step.stateOfCharge() > 0 || step.storageKw() != 0);
        return IntStream.range(0, outlook.decisions().size())
                .mapToObj(number -> period(session, outlook, number, orders, hasStorage))
                .toList();
    }

    private static Period period(
            SessionRecord session, Outlook outlook, int number, Map<Integer, WrittenOrder> orders, boolean hasStorage) {
        int minutes = session.periodMinutes();
        Decision decision = outlook.decisions().get(number);
        ScheduleStep step = outlook.plan().schedule().get(number);
        Expected sun = outlook.forecast().pv().get(number);
        Expected wind = outlook.forecast().wind().get(number);
        Expected generation =
                new Expected(sun.meanKw() + wind.meanKw(), sun.lowKw() + wind.lowKw(), sun.highKw() + wind.highKw());
        return new Period(
                decision.period(),
                session.startOf(decision.period()).toString(),
                band(outlook.forecast().load().get(number), minutes),
                band(generation, minutes),
                wh(step.storageKw(), minutes),
                hasStorage ? (int) Math.round(step.stateOfCharge() * 1000) : null,
                wh(step.gridKw(), minutes),
                orders.get(decision.period()),
                Told.now(decision.sentence()));
    }

    private static Band band(Expected expected, int minutes) {
        return new Band(wh(expected.meanKw(), minutes), wh(expected.lowKw(), minutes), wh(expected.highKw(), minutes));
    }

    /** For people to look at; orders are made elsewhere. */
    private static long wh(double kw, int minutes) {
        return Math.round(kw * minutes * WH_OF_KWH / MINUTES_OF_HOUR);
    }
}
