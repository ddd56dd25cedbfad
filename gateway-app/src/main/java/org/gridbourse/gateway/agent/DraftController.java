package org.gridbourse.gateway.agent;

import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Optional;
import org.gridbourse.gateway.access.Permission;
import org.gridbourse.gateway.quote.Quote;
import org.gridbourse.gateway.quote.Quoting;
import org.gridbourse.gateway.quote.WrittenOrder;
import org.gridbourse.gateway.web.RefusedCall;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.node.rule.Decision;
import org.gridbourse.node.rule.SureOrders;
import org.gridbourse.node.trading.NotReadyException;
import org.gridbourse.optimizer.InputRefusedException;
import org.springframework.http.HttpStatus;
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
    private final Nodes nodes;
    private final Quoting quoting;
    private final Permission permission;

    DraftController(Nodes nodes, Quoting quoting, Permission permission) {
        this.nodes = nodes;
        this.quoting = quoting;
        this.permission = permission;
    }

    record Reason(int period, String sentence) {}

    /** @param reasons one per period; empty where no node of this instance plans for the participant */
    record Draft(
            String sessionId,
            String participantId,
            List<WrittenOrder> orders,
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
        List<Decision> decisions = decisions(participantId, session);
        Quote quote = quoting.quote(participantId, session, SureOrders.orders(decisions));
        return new Draft(
                sessionId,
                participantId,
                quote.orders(),
                quote.bond(),
                quote.prepayment(),
                quote.wallet(),
                quote.worstCase(),
                quote.likely(),
                decisions.stream()
                        .map(decision -> new Reason(decision.period(), decision.sentence()))
                        .toList());
    }

    private List<Decision> decisions(String participantId, SessionRecord session) {
        Optional<HostedNode> node = nodes.all().stream()
                .filter(each -> each.participantId().equals(participantId))
                .findFirst();
        try {
            return node.map(each -> each.agent().draft(session)).orElse(List.of());
        } catch (InputRefusedException | NotReadyException | IllegalArgumentException problem) {
            throw new RefusedCall(HttpStatus.CONFLICT, "NO_FORECAST", problem.getMessage());
        }
    }
}
