package org.gridbourse.gateway.participant;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.gridbourse.gateway.projection.LedgerView;
import org.gridbourse.gateway.web.NotFoundException;
import org.gridbourse.gateway.web.Told;
import org.gridbourse.market.bill.Bill;
import org.gridbourse.market.bill.BillLine;
import org.gridbourse.market.bill.BillPart;
import org.gridbourse.market.bill.Explanation;
import org.gridbourse.market.money.Reason;
import org.gridbourse.market.order.Side;
import org.gridbourse.market.quantity.Decimals;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.record.ChoiceRecord;
import org.gridbourse.market.record.JournalRecord;
import org.gridbourse.market.record.Keys;
import org.gridbourse.market.record.Phase;
import org.gridbourse.market.record.ProposalChunkRecord;
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.market.record.StatementRecord.Figures;
import org.gridbourse.market.trade.Trade;

/** Shows bills, drawn up from the statements in force and from the defaults of a session. */
final class Billing {
    private final LedgerView view;

    Billing(LedgerView view) {
        this.view = view;
    }

    /** Of a session; of the one to which it adds, where it does. */
    BillView bill(String participantId, String askedSessionId) {
        String sessionId = session(askedSessionId).baseSessionId();
        SessionRecord session = session(sessionId);
        Bill bill = draw(participantId, session);
        return new BillView(
                participantId,
                sessionId,
                session.currency(),
                view.phase(sessionId).orElseThrow().phase().name(),
                bill.lines().stream().map(line -> line(line, session)).toList(),
                Decimals.exact(bill.settled()),
                Decimals.exact(bill.other(Reason.BID_BOND_FORFEITED)),
                Decimals.exact(bill.other(Reason.DEFAULT_COMPENSATION)),
                Decimals.exact(bill.other(Reason.FUND_SHARE)),
                Decimals.exact(bill.other(Reason.OUTAGE_COMPENSATION)),
                Decimals.exact(bill.total()),
                Decimals.exact(bill.gridOnly()),
                Decimals.exact(bill.saved()),
                credit(participantId, sessionId),
                storage(participantId, sessionId).orElse(null));
    }

    private SessionRecord session(String sessionId) {
        return view.session(sessionId).orElseThrow(() -> new NotFoundException("session " + sessionId));
    }

    /** What the owner's storage was proven to earn by the proposal that cleared the session. */
    private Optional<BillView.Storage> storage(String participantId, String sessionId) {
        String orderId = Keys.storageOrderId(sessionId, participantId);
        return view.find(Keys.choice(sessionId), RecordType.CHOICE)
                .flatMap(ChoiceRecord::winner)
                .flatMap(winner -> view.ofSession(RecordType.CHUNK, sessionId).stream()
                        .filter(chunk -> chunk.mspId().equals(winner.mspId()) && chunk.revision() == winner.revision())
                        .flatMap(chunk -> chunk.storage().stream())
                        .filter(run -> run.schedule().orderId().equals(orderId))
                        .findFirst())
                .flatMap(ProposalChunkRecord.Run::proof)
                .map(proof -> new BillView.Storage(
                        Decimals.exact(new Money(proof.profitNano())), Decimals.exact(new Money(proof.boundNano()))));
    }

    SpanBill bill(String participantId, BillSpan span) {
        List<SessionRecord> sessions = view.all(RecordType.SESSION).stream()
                .filter(session -> span.holds(session.startOf(0)) && isClosed(session))
                .sorted(Comparator.comparing(session -> session.startOf(0)))
                .toList();
        Money total = Money.ZERO;
        Money gridOnly = Money.ZERO;
        long[] wh = new long[4];
        for (SessionRecord session : sessions) {
            Bill bill = draw(participantId, session);
            total = total.plus(bill.total());
            gridOnly = gridOnly.plus(bill.gridOnly());
            for (BillLine line : bill.lines()) {
                Figures figures = line.statement().figures();
                int side = figures.side().filter(Side.SELL::equals).isPresent() ? 1 : 0;
                wh[side] += figures.delivered().wh();
                wh[2] += figures.soldByGrid().wh();
                wh[3] += figures.boughtByGrid().wh();
            }
        }
        return new SpanBill(
                participantId,
                span.from().toString(),
                span.to().toString(),
                sessions.isEmpty() ? null : sessions.get(0).currency(),
                wh[0],
                wh[1],
                wh[2],
                wh[3],
                Decimals.exact(total),
                Decimals.exact(gridOnly),
                Decimals.exact(total.minus(gridOnly)),
                sessions.stream()
                        .map(session -> bill(participantId, session.sessionId()))
                        .toList());
    }

    private boolean isClosed(SessionRecord session) {
        return view.phase(session.sessionId())
                .filter(phase -> phase.phase() == Phase.CLOSED)
                .isPresent();
    }

    private Bill draw(String participantId, SessionRecord session) {
        List<SessionRecord> settled = new ArrayList<>(view.sessionsAddingTo(session.sessionId()));
        settled.add(session);
        return Bill.of(
                session,
                participantId,
                view.ofSession(RecordType.STATEMENT, session.sessionId(), participantId),
                settled.stream()
                        .flatMap(each -> view.ofSession(RecordType.FILL, each.sessionId(), participantId).stream()
                                .map(fill -> fill.inBase(each)))
                        .toList(),
                settled.stream()
                        .flatMap(each -> journals(each.sessionId()).stream())
                        .toList());
    }

    /** What moves money besides statements: defaults, what their partners got, and what was paid at the end. */
    private List<JournalRecord> journals(String sessionId) {
        List<JournalRecord> journals = new ArrayList<>(view.ofSession(RecordType.DEFAULT, sessionId));
        journals.addAll(view.ofSession(RecordType.COMPENSATION, sessionId));
        journals.addAll(view.ofSession(RecordType.PAYOUT, sessionId));
        return journals;
    }

    private static BillView.Line line(BillLine line, SessionRecord session) {
        Figures figures = line.statement().figures();
        Optional<Side> side = figures.side();
        return new BillView.Line(
                line.statement().period(),
                session.startOf(line.statement().period()).toString(),
                side.map(Side::name).orElse(null),
                figures.contracted().wh(),
                line.price().map(Decimals::exact).orElse(null),
                figures.meteredWh(),
                figures.delivered().wh(),
                figures.missed().wh(),
                figures.over().wh(),
                figures.soldByGrid().wh(),
                figures.boughtByGrid().wh(),
                line.statement().quality().name(),
                Decimals.exact(line.net()),
                Decimals.exact(line.gridOnly()),
                Decimals.exact(line.saved()),
                Decimals.exact(line.tariff().retail()),
                Decimals.exact(line.tariff().feedIn()),
                Decimals.exact(line.tariff().gridFee()),
                line.parts().stream()
                        .map(part -> part(part, line.statement().participantId()))
                        .toList(),
                Told.now(Explanation.of(line)));
    }

    private static BillView.Part part(BillPart part, String participantId) {
        Optional<Trade> trade = part.trade();
        return new BillView.Part(
                part.kind().name(),
                trade.map(Trade::tradeId).orElse(null),
                trade.map(each -> each.buyer().equals(participantId) ? each.seller() : each.buyer())
                        .orElse(null),
                part.energy().wh(),
                part.price().map(Decimals::exact).orElse(null),
                Decimals.exact(part.amount()));
    }

    private List<BillView.CreditStep> credit(String participantId, String sessionId) {
        return view.ofSession(RecordType.CREDIT_EVENT, sessionId, participantId).stream()
                .map(event -> event.change())
                .map(change -> new BillView.CreditStep(
                        change.cause().name(),
                        change.before(),
                        change.after(),
                        Explanation.points(change),
                        Told.now(Explanation.of(change))))
                .toList();
    }
}
