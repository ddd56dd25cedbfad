package org.gridbourse.gateway.orders;

import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Optional;
import org.gridbourse.gateway.access.Permission;
import org.gridbourse.gateway.orders.OwnOrders.Kept;
import org.gridbourse.gateway.quote.Quoting;
import org.gridbourse.gateway.quote.WrittenOrder;
import org.gridbourse.gateway.web.BadInputException;
import org.gridbourse.market.order.OrderSchedule;
import org.gridbourse.market.record.CommitRecord;
import org.gridbourse.market.record.CommitRecord.Sealed;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.node.trading.SealedOrders;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * What opens a seal that its owner has signed with its own key, left with the organisation, which then opens it in time.
 * The organisation sees the orders before the gate; it can neither change them nor order in the owner's name.
 */
@Tag(name = "Own key")
@RestController
@RequestMapping("/api/sessions/{sessionId}/opening/{participantId}")
class OpeningController {
    private final OrdersDesk desk;
    private final OwnOrders own;
    private final Quoting quoting;
    private final Permission permission;

    OpeningController(OrdersDesk desk, OwnOrders own, Quoting quoting, Permission permission) {
        this.desk = desk;
        this.own = own;
        this.quoting = quoting;
        this.permission = permission;
    }

    /**
     * @param revision of the seal that is in force
     * @param salt 64 hexadecimal digits, that went into the seal
     */
    record Opening(Integer revision, String salt, List<WrittenOrder> orders) {}

    @PutMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void leave(
            @PathVariable("sessionId") String sessionId,
            @PathVariable("participantId") String participantId,
            @RequestBody Opening body) {
        permission.requireAct(participantId);
        SessionRecord session = quoting.session(sessionId);
        OrderSchedule schedule = WrittenOrder.schedule(BadInputException.required("orders", body.orders()), session);
        int revision = BadInputException.required("revision", body.revision());
        String salt = BadInputException.required("salt", body.salt());
        Optional<CommitRecord> inForce = desk.inForce(participantId, sessionId);
        Sealed sealed = inForce.filter(commit -> commit.revision() == revision)
                .flatMap(CommitRecord::sealed)
                .orElseThrow(() -> new BadInputException(
                        "revision",
                        "must be that of the seal in force, %d, is %d"
                                .formatted(inForce.map(CommitRecord::revision).orElse(0), revision)));
        if (!desk.hash(participantId, session, revision, salt, schedule).equals(sealed.hash())) {
            throw new BadInputException("orders", "with this salt are not what was sealed");
        }
        Kept kept = new Kept(participantId, sessionId, new SealedOrders(revision, salt, schedule, sealed));
        if (!own.last(participantId, sessionId).equals(Optional.of(kept))) {
            own.keep(participantId, sessionId, kept.sealed());
        }
    }
}
