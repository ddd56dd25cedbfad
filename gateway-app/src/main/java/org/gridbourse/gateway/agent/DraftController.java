package org.gridbourse.gateway.agent;

import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.gridbourse.gateway.access.Permission;
import org.gridbourse.gateway.quote.Quote;
import org.gridbourse.gateway.quote.Quoting;
import org.gridbourse.gateway.quote.WrittenOrder;
import org.gridbourse.gateway.web.Told;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.node.rule.Decision;
import org.gridbourse.node.rule.SureOrders;
import org.gridbourse.node.trading.Outlook;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What a participant's node would order in a session, why, and what that would lock and cost. */
@Tag(name = "Own orders")
@RestController
@RequestMapping("/api/sessions/{sessionId}/draft")
class DraftController {
    private final Outlooks outlooks;
    private final Quoting quoting;
    private final Permission permission;

    DraftController(Outlooks outlooks, Quoting quoting, Permission permission) {
        this.outlooks = outlooks;
        this.quoting = quoting;
        this.permission = permission;
    }

    record Reason(int period, String sentence) {}

    /** @param reasons one per period; empty where no node of this instance plans for the participant */
    record Draft(
            String sessionId,
            String participantId,
            List<WrittenOrder> orders,
            String declared,
            String bond,
            String prepayment,
            String wallet,
            String worstCase,
            String likely,
            List<Reason> reasons) {}

    @GetMapping
    Draft draft(@PathVariable("sessionId") String sessionId, @RequestParam("participantId") String participantId) {
        permission.requireAct(participantId);
        SessionRecord session = quoting.session(sessionId);
        List<Decision> decisions =
                outlooks.of(participantId, session).map(Outlook::decisions).orElse(List.of());
        Quote quote = quoting.quote(participantId, session, SureOrders.orders(decisions));
        return new Draft(
                sessionId,
                participantId,
                quote.orders(),
                quote.declared(),
                quote.bond(),
                quote.prepayment(),
                quote.wallet(),
                quote.worstCase(),
                quote.likely(),
                decisions.stream()
                        .map(decision -> new Reason(decision.period(), Told.now(decision.sentence())))
                        .toList());
    }
}
