package org.gridbourse.gateway.orders;

import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Optional;
import org.gridbourse.gateway.access.Permission;
import org.gridbourse.gateway.orders.OwnOrders.Kept;
import org.gridbourse.gateway.projection.LedgerView;
import org.gridbourse.gateway.projection.TradeView;
import org.gridbourse.gateway.quote.Quote;
import org.gridbourse.gateway.quote.Quoting;
import org.gridbourse.gateway.quote.WrittenOrder;
import org.gridbourse.gateway.quote.WrittenStorage;
import org.gridbourse.gateway.web.BadInputException;
import org.gridbourse.market.order.OrderSchedule;
import org.gridbourse.market.quantity.Decimals;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.record.CommitRecord;
import org.gridbourse.market.record.CommitRecord.Sealed;
import org.gridbourse.market.record.OrdersRecord;
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.record.SessionRecord;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** One's own orders of a session: written, sent, replaced, withdrawn, and what became of them. */
@Tag(name = "Own orders")
@RestController
@RequestMapping("/api/sessions/{sessionId}")
class OrdersController {
    private final OrdersDesk desk;
    private final OwnOrders own;
    private final Quoting quoting;
    private final Permission permission;
    private final LedgerView view;
    private final TradeView trades;

    OrdersController(
            OrdersDesk desk, OwnOrders own, Quoting quoting, Permission permission, LedgerView view, TradeView trades) {
        this.desk = desk;
        this.own = own;
        this.quoting = quoting;
        this.permission = permission;
        this.view = view;
        this.trades = trades;
    }

    /**
     * Orders of periods, or one storage order for all of them.
     *
     * @param storageOrder instead of {@code orders}
     * @param autoPrepay whether what is matched is prepaid from the wallet; absent: it is
     */
    record Wish(List<WrittenOrder> orders, WrittenStorage storageOrder, Boolean autoPrepay) {
        OrderSchedule schedule(SessionRecord session) {
            if (storageOrder == null) {
                return WrittenOrder.schedule(BadInputException.required("orders", orders), session);
            }
            if (orders != null && !orders.isEmpty()) {
                throw new BadInputException("storageOrder", "takes the place of orders: give one of them");
            }
            return storageOrder.schedule();
        }
    }

    /** A trade of theirs. */
    record Fill(int period, String tradeId, String partner, long quantityWh, String price, String status) {}

    /**
     * @param state NONE, SEALED, WITHDRAWN, REVEALED, or INVALID: a rule was broken, as {@code reason} says
     * @param orders null where the node sealed them and they are not open yet
     * @param storageOrder null where there is none, or where it is not open yet
     * @param byOwner whether these are what the owner wrote
     */
    record State(
            String sessionId,
            String participantId,
            String phase,
            String state,
            String reason,
            int revision,
            boolean byOwner,
            boolean autoPrepay,
            String bidBond,
            List<WrittenOrder> orders,
            WrittenStorage storageOrder,
            List<Fill> trades) {}

    @PutMapping(path = "/orders/{participantId}", consumes = MediaType.APPLICATION_JSON_VALUE)
    State put(
            @PathVariable("sessionId") String sessionId,
            @PathVariable("participantId") String participantId,
            @RequestBody Wish body) {
        permission.requireAct(participantId);
        SessionRecord session = quoting.session(sessionId);
        return put(participantId, session, body.schedule(session), body.autoPrepay() == null || body.autoPrepay());
    }

    /** The same as a table: {@code period,side,quantity_kwh,limit_price}. */
    @PutMapping(path = "/orders/{participantId}", consumes = "text/csv")
    State putTable(
            @PathVariable("sessionId") String sessionId,
            @PathVariable("participantId") String participantId,
            @RequestBody String table) {
        permission.requireAct(participantId);
        List<WrittenOrder> written = OrdersCsv.read(table);
        SessionRecord session = quoting.session(sessionId);
        return put(participantId, session, WrittenOrder.schedule(written, session), true);
    }

    private State put(String participantId, SessionRecord session, OrderSchedule schedule, boolean autoPrepay) {
        if (schedule.isEmpty()) {
            throw new BadInputException("orders", "is empty; to take orders back, DELETE them");
        }
        quoting.requireWithinLimits(participantId, session, schedule);
        desk.put(participantId, session, schedule, autoPrepay);
        return state(session.sessionId(), participantId);
    }

    @GetMapping("/orders/{participantId}")
    State get(@PathVariable("sessionId") String sessionId, @PathVariable("participantId") String participantId) {
        permission.requireAct(participantId);
        quoting.session(sessionId);
        return state(sessionId, participantId);
    }

    @DeleteMapping("/orders/{participantId}")
    State withdraw(@PathVariable("sessionId") String sessionId, @PathVariable("participantId") String participantId) {
        permission.requireAct(participantId);
        quoting.session(sessionId);
        desk.withdraw(participantId, sessionId);
        return state(sessionId, participantId);
    }

    /** For orders that were sent with {@code autoPrepay} false; the same again changes nothing. */
    @PostMapping("/prepay/{participantId}")
    State prepay(@PathVariable("sessionId") String sessionId, @PathVariable("participantId") String participantId) {
        permission.requireAct(participantId);
        quoting.session(sessionId);
        desk.prepay(participantId, sessionId);
        return state(sessionId, participantId);
    }

    /** What orders would lock and cost; sends nothing. */
    @PostMapping("/preview/{participantId}")
    Quote preview(
            @PathVariable("sessionId") String sessionId,
            @PathVariable("participantId") String participantId,
            @RequestBody Wish body) {
        permission.requireAct(participantId);
        SessionRecord session = quoting.session(sessionId);
        OrderSchedule schedule = body.schedule(session);
        quoting.requireWithinLimits(participantId, session, schedule);
        return quoting.quote(participantId, session, schedule);
    }

    private State state(String sessionId, String participantId) {
        Optional<CommitRecord> commit = desk.inForce(participantId, sessionId);
        Optional<Sealed> sealed = commit.flatMap(CommitRecord::sealed);
        Optional<Kept> written = own.last(participantId, sessionId)
                .filter(kept -> sealed.equals(Optional.of(kept.sealed().sealed())));
        Optional<OrdersRecord> revealed = view.ofSession(RecordType.ORDERS, sessionId, participantId).stream()
                .findFirst();
        Optional<OrderSchedule> schedule = revealed.map(OrdersRecord::schedule)
                .or(() -> written.map(kept -> kept.sealed().schedule()));
        return new State(
                sessionId,
                participantId,
                view.phase(sessionId).orElseThrow().phase().name(),
                name(commit, revealed),
                revealed.flatMap(OrdersRecord::fault).map(Enum::name).orElse(null),
                commit.map(CommitRecord::revision).orElse(0),
                written.isPresent(),
                sealed.map(Sealed::autoPrepay).orElse(false),
                commit.map(CommitRecord::bidBond).map(Decimals::exact).orElse("0"),
                schedule.map(WrittenOrder::of).orElse(null),
                schedule.map(WrittenStorage::of).orElse(null),
                fills(sessionId, participantId));
    }

    private static String name(Optional<CommitRecord> commit, Optional<OrdersRecord> revealed) {
        if (revealed.isPresent()) {
            return revealed.get().isValid() ? "REVEALED" : "INVALID";
        }
        return commit.map(record -> record.sealed().isPresent() ? "SEALED" : "WITHDRAWN")
                .orElse("NONE");
    }

    private List<Fill> fills(String sessionId, String participantId) {
        return trades.of(sessionId, Optional.of(participantId)).stream()
                .map(trade -> new Fill(
                        trade.period(),
                        trade.tradeId(),
                        trade.buyer().equals(participantId) ? trade.seller() : trade.buyer(),
                        trade.quantityWh(),
                        Decimals.exact(new UnitPrice(trade.priceMicroPerKwh())),
                        trade.status().name()))
                .toList();
    }
}
