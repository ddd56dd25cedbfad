package org.gridbourse.gateway.orders;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.gridbourse.gateway.access.Custodies;
import org.gridbourse.gateway.fabric.FabricConnection;
import org.gridbourse.gateway.fabric.MarketContract;
import org.gridbourse.gateway.fabric.SubmitOutcome;
import org.gridbourse.gateway.fabric.SubmitOutcome.Refused;
import org.gridbourse.gateway.fabric.Wallet;
import org.gridbourse.gateway.orders.OwnOrders.Kept;
import org.gridbourse.gateway.projection.Arrivals;
import org.gridbourse.gateway.projection.LedgerView;
import org.gridbourse.gateway.web.RefusedCall;
import org.gridbourse.gateway.web.SubmitProblem;
import org.gridbourse.market.Refusal;
import org.gridbourse.market.order.OrderSchedule;
import org.gridbourse.market.record.CanonicalBytes;
import org.gridbourse.market.record.CanonicalBytes.Binding;
import org.gridbourse.market.record.CommitRecord;
import org.gridbourse.market.record.CommitRecord.Sealed;
import org.gridbourse.market.record.ParticipantRecord.Custody;
import org.gridbourse.market.record.Phase;
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.market.request.Answer;
import org.gridbourse.market.request.CommitOrders;
import org.gridbourse.market.request.Prepay;
import org.gridbourse.market.request.WithdrawOrders;
import org.gridbourse.node.rule.OrderBudget;
import org.gridbourse.node.trading.SealedOrders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Seals and commits what people wrote, in the name of participants in the organisation's custody. */
@Component
class OrdersDesk {
    private static final int SALT_BYTES = 32;
    private static final int ATTEMPTS = 3;
    private static final int TURNS = 64;

    private final OwnOrders own;
    private final LedgerView view;
    private final MarketContract contract;
    private final Wallet wallet;
    private final Custodies custodies;
    private final Arrivals arrivals;
    private final String channel;
    private final SecureRandom random = new SecureRandom();
    private final List<Object> turns =
            IntStream.range(0, TURNS).mapToObj(i -> new Object()).toList();

    OrdersDesk(
            OwnOrders own,
            LedgerView view,
            MarketContract contract,
            Wallet wallet,
            Custodies custodies,
            Arrivals arrivals,
            FabricConnection connection) {
        this.own = own;
        this.view = view;
        this.contract = contract;
        this.wallet = wallet;
        this.custodies = custodies;
        this.arrivals = arrivals;
        this.channel = connection.profile().channel();
    }

    /** Replaces whatever was ordered; the same again changes nothing. */
    void put(String participantId, SessionRecord session, OrderSchedule schedule, boolean autoPrepay) {
        requireOrganisations(participantId);
        synchronized (turn(participantId)) {
            putAlone(participantId, session, schedule, autoPrepay);
        }
    }

    /** A participant's calls act one after the other: the salt of a revision that was sent must never be written over. */
    private Object turn(String participantId) {
        return turns.get(Math.floorMod(participantId.hashCode(), TURNS));
    }

    private void putAlone(String participantId, SessionRecord session, OrderSchedule schedule, boolean autoPrepay) {
        requireOpen(session.sessionId());
        for (int attempt = 1; ; attempt++) {
            Optional<CommitRecord> inForce = inForce(participantId, session.sessionId());
            if (isSame(participantId, session.sessionId(), inForce, schedule, autoPrepay)) {
                return;
            }
            SealedOrders sealed = seal(participantId, session, next(inForce), schedule, autoPrepay);
            own.keep(participantId, session.sessionId(), sealed);
            SubmitOutcome outcome = contract.submit(
                    wallet.prosumer(participantId),
                    new CommitOrders(session.sessionId(), participantId, sealed.revision(), sealed.sealed()));
            if (outcome instanceof Refused refused) {
                own.discard(participantId, session.sessionId(), sealed.revision());
                if (attempt < ATTEMPTS && othersWereFaster(refused)) {
                    continue;
                }
            }
            arrived(outcome);
            return;
        }
    }

    /** Takes back whatever was ordered, by the owner or by the node. */
    void withdraw(String participantId, String sessionId) {
        requireOrganisations(participantId);
        synchronized (turn(participantId)) {
            withdrawAlone(participantId, sessionId);
        }
    }

    private void withdrawAlone(String participantId, String sessionId) {
        requireOpen(sessionId);
        Optional<CommitRecord> inForce = inForce(participantId, sessionId);
        if (inForce.flatMap(CommitRecord::sealed).isPresent()) {
            arrived(contract.submit(
                    wallet.prosumer(participantId), new WithdrawOrders(sessionId, participantId, next(inForce))));
        }
    }

    /** Prepays what was matched, where the orders did not say that this happens by itself. */
    void prepay(String participantId, String sessionId) {
        requireOrganisations(participantId);
        arrived(contract.submit(wallet.prosumer(participantId), new Prepay(sessionId, participantId)));
    }

    private void arrived(SubmitOutcome outcome) {
        Answer.read(SubmitProblem.require(outcome).response()).key().ifPresent(arrivals::await);
    }

    private static boolean othersWereFaster(Refused refused) {
        return refused.refusal()
                .filter(code -> code == Refusal.REVISION_OUT_OF_ORDER || code == Refusal.CONFLICTING_DUPLICATE)
                .isPresent();
    }

    private boolean isSame(
            String participantId,
            String sessionId,
            Optional<CommitRecord> inForce,
            OrderSchedule schedule,
            boolean autoPrepay) {
        Optional<Kept> last = own.last(participantId, sessionId);
        return last.isPresent()
                && inForce.flatMap(CommitRecord::sealed)
                        .equals(Optional.of(last.get().sealed().sealed()))
                && last.get().sealed().schedule().equals(schedule)
                && last.get().sealed().sealed().autoPrepay() == autoPrepay;
    }

    private SealedOrders seal(
            String participantId, SessionRecord session, int revision, OrderSchedule schedule, boolean autoPrepay) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        String hex = HexFormat.of().formatHex(salt);
        return new SealedOrders(
                revision,
                hex,
                schedule,
                new Sealed(
                        hash(participantId, session, revision, hex, schedule),
                        OrderBudget.declared(schedule, session.tariffs()),
                        autoPrepay));
    }

    /** What a seal of these orders is. */
    String hash(String participantId, SessionRecord session, int revision, String salt, OrderSchedule schedule) {
        return CanonicalBytes.ordersHash(
                new Binding(channel, session.sessionId(), participantId, revision), salt, schedule);
    }

    /** The last revision of a commitment; a withdrawal is one too. */
    Optional<CommitRecord> inForce(String participantId, String sessionId) {
        return view.ofSession(RecordType.COMMIT, sessionId, participantId).stream()
                .reduce((one, other) -> one.revision() > other.revision() ? one : other);
    }

    private static int next(Optional<CommitRecord> inForce) {
        return inForce.map(CommitRecord::revision).orElse(0) + 1;
    }

    private void requireOrganisations(String participantId) {
        if (custodies.of(participantId) == Custody.OWN) {
            throw new RefusedCall(
                    HttpStatus.CONFLICT,
                    "OWN_KEY",
                    "participant %s holds its own key: its transactions are signed by it, at /api/transactions"
                            .formatted(participantId));
        }
    }

    private void requireOpen(String sessionId) {
        boolean open = view.phase(sessionId)
                .filter(phase -> phase.phase() == Phase.QUOTATION && !phase.closing())
                .isPresent();
        if (!open) {
            throw new RefusedCall(
                    HttpStatus.CONFLICT,
                    "GATE_CLOSED",
                    "session %s takes no orders now; what was sent before the gate stands".formatted(sessionId));
        }
    }
}
