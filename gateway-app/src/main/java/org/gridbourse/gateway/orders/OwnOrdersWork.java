package org.gridbourse.gateway.orders;

import java.util.List;
import java.util.Optional;
import org.gridbourse.gateway.fabric.MarketContract;
import org.gridbourse.gateway.fabric.SubmitOutcome;
import org.gridbourse.gateway.fabric.Wallet;
import org.gridbourse.gateway.orders.OwnOrders.Kept;
import org.gridbourse.gateway.projection.LedgerAdvanced;
import org.gridbourse.gateway.projection.LedgerView;
import org.gridbourse.gateway.projection.StreamOpened;
import org.gridbourse.gateway.work.RepeatingWork;
import org.gridbourse.market.record.CommitRecord;
import org.gridbourse.market.record.CommitRecord.Sealed;
import org.gridbourse.market.record.Phase;
import org.gridbourse.market.record.PhaseRecord;
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.request.RevealOrders;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Reveals what people wrote as soon as the gate has closed. It looks at the ledger each time and may be asked as often as
 * one likes. Prepayment is the phase change's, as {@code autoPrepay} says.
 */
@Component
@Lazy(false)
class OwnOrdersWork extends RepeatingWork {
    private static final Logger log = LoggerFactory.getLogger(OwnOrdersWork.class);

    private final OwnOrders own;
    private final OrdersDesk desk;
    private final LedgerView view;
    private final MarketContract contract;
    private final Wallet wallet;

    OwnOrdersWork(OwnOrders own, OrdersDesk desk, LedgerView view, MarketContract contract, Wallet wallet) {
        super("own orders");
        this.own = own;
        this.desk = desk;
        this.view = view;
        this.contract = contract;
        this.wallet = wallet;
    }

    @Override
    protected void look() {
        for (PhaseRecord session : view.all(RecordType.PHASE)) {
            if (session.phase() == Phase.REVEAL && !session.closing()) {
                own.ofSession(session.sessionId()).forEach(this::reveal);
            }
        }
    }

    private void reveal(Kept kept) {
        Optional<Sealed> inForce =
                desk.inForce(kept.participantId(), kept.sessionId()).flatMap(CommitRecord::sealed);
        List<?> revealed = view.ofSession(RecordType.ORDERS, kept.sessionId(), kept.participantId());
        if (!inForce.equals(Optional.of(kept.sealed().sealed())) || !revealed.isEmpty()) {
            return;
        }
        SubmitOutcome outcome = contract.submit(
                wallet.reader(),
                new RevealOrders(
                        kept.sessionId(),
                        kept.participantId(),
                        kept.sealed().revision(),
                        kept.sealed().salt(),
                        kept.sealed().schedule()));
        if (outcome instanceof SubmitOutcome.Committed) {
            log.info("{} {} own orders are open", kept.participantId(), kept.sessionId());
        } else {
            throw new IllegalStateException(
                    "%s in %s is not revealed: %s".formatted(kept.participantId(), kept.sessionId(), outcome));
        }
    }

    @EventListener
    void onStreamOpened(StreamOpened opened) {
        poke();
    }

    @EventListener
    void onLedgerAdvanced(LedgerAdvanced advanced) {
        poke();
    }
}
