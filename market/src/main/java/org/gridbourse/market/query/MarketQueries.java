package org.gridbourse.market.query;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.gridbourse.market.Refusal;
import org.gridbourse.market.Require;
import org.gridbourse.market.credit.CreditCause;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.record.CommitRecord;
import org.gridbourse.market.record.FillRecord;
import org.gridbourse.market.record.FillRecord.Part;
import org.gridbourse.market.record.Keys;
import org.gridbourse.market.record.PhaseRecord;
import org.gridbourse.market.record.ProgressRecord;
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.market.record.TradeStatus;
import org.gridbourse.market.request.AskClearing;
import org.gridbourse.market.request.AskConsents;
import org.gridbourse.market.request.AskInSession;
import org.gridbourse.market.request.AskList;
import org.gridbourse.market.request.AskOrders;
import org.gridbourse.market.request.AskParticipant;
import org.gridbourse.market.request.AskProposals;
import org.gridbourse.market.request.AskSchedules;
import org.gridbourse.market.request.AskSession;
import org.gridbourse.market.request.AskTrade;
import org.gridbourse.market.state.Access;
import org.gridbourse.market.state.StateEntry;
import org.gridbourse.market.state.StateView;
import org.gridbourse.market.trade.Trade;
import org.gridbourse.market.transaction.Prepayments;
import org.gridbourse.market.transaction.ProposalWindow;
import org.gridbourse.market.transaction.Quotation;
import org.gridbourse.market.transaction.SessionChange;
import org.gridbourse.market.transaction.SessionWalk;

/** What everybody with a role may ask: sessions, participants, and the public part of the market. */
public final class MarketQueries {
    /** The most entries that a query adds up; Fabric itself cuts ranges silently at this number. */
    static final int ENTRIES_MAX = 100_000;

    private MarketQueries() {}

    public static List<Query<?>> queries() {
        return List.of(
                new Query<>(AskSession.FUNCTION, AskSession::read, MarketQueries::session),
                all(AskList.SESSIONS, RecordType.PHASE),
                new Query<>(
                        AskParticipant.PARTICIPANT,
                        AskParticipant.of(AskParticipant.PARTICIPANT),
                        MarketQueries::participant),
                all(AskList.PARTICIPANTS, RecordType.PARTICIPANT),
                new Query<>(AskParticipant.METERS, AskParticipant.of(AskParticipant.METERS), MarketQueries::meters),
                new Query<>(
                        AskInSession.COMMITMENT, AskInSession.of(AskInSession.COMMITMENT), MarketQueries::commitment),
                new Query<>(AskOrders.FUNCTION, AskOrders::read, MarketQueries::orders),
                new Query<>(AskProposals.FUNCTION, AskProposals::read, MarketQueries::proposals),
                new Query<>(AskSchedules.FUNCTION, AskSchedules::read, MarketQueries::schedules),
                new Query<>(AskClearing.FUNCTION, AskClearing::read, MarketQueries::clearing),
                new Query<>(AskInSession.FILLS, AskInSession.of(AskInSession.FILLS), MarketQueries::fills),
                new Query<>(AskTrade.FUNCTION, AskTrade::read, MarketQueries::trade),
                all(AskList.RULES, RecordType.RULES),
                new Query<>(AskConsents.FUNCTION, AskConsents::read, MarketQueries::consents));
    }

    private static Query<AskList> all(String function, RecordType<?> type) {
        return new Query<>(function, AskList.of(function), (view, request) -> {
            Access.requireMayRead(view);
            return Page.of(request.page()).list(view, type.keyPrefix());
        });
    }

    private static JsonObject session(StateView view, AskSession request) {
        Access.requireMayRead(view);
        SessionRecord session = view.session(request.sessionId());
        PhaseRecord phase = view.phase(request.sessionId());
        Optional<ProgressRecord> progress = view.find(Keys.progress(request.sessionId()), RecordType.PROGRESS);
        JsonObject.Builder answer = JsonObject.builder()
                .put("session", session.toJson())
                .put("phase", phase.phase().name())
                .put("closing", phase.closing())
                .put("step", SessionChange.nextStep(phase, progress))
                .put("proposing", ProposalWindow.isOpen(view, request.sessionId()));
        ProposalWindow.of(view, request.sessionId()).ifPresent(window -> answer.put("window", window.toJson()));
        if (request.counts()) {
            answer.put("counts", counts(view, request.sessionId()));
        }
        return answer.build();
    }

    private static JsonObject counts(StateView view, String sessionId) {
        int committed = 0;
        SessionWalk commits = new SessionWalk(view, sessionId, "", List.of("commit"));
        while (commits.hasNext()) {
            Optional<CommitRecord> last = commits.next().last("commit", RecordType.COMMIT);
            committed += last.flatMap(CommitRecord::sealed).isPresent() ? 1 : 0;
        }
        return JsonObject.builder()
                .put("committed", committed)
                .put("revealed", count(view, Keys.all("orders", sessionId)))
                .put("prepaid", count(view, Keys.all("prepayment", sessionId)))
                .put("defaulted", count(view, Keys.all("default", sessionId)))
                .build();
    }

    private static int count(StateView view, String prefix) {
        int count = 0;
        for (Iterator<StateEntry> entries = view.entries(prefix, prefix); entries.hasNext(); entries.next()) {
            count++;
        }
        return count;
    }

    private static JsonObject participant(StateView view, AskParticipant request) {
        Access.requireMayRead(view);
        return view.participant(request.participantId()).toJson();
    }

    private static JsonObject consents(StateView view, AskConsents request) {
        Access.requireMayRead(view);
        view.participant(request.participantId());
        return Page.of(request.page()).list(view, Keys.all("consent", request.participantId()));
    }

    private static JsonObject meters(StateView view, AskParticipant request) {
        Access.requireMayRead(view);
        List<JsonObject> meters = view.participant(request.participantId()).meterIds().stream()
                .map(meterId -> view.get(Keys.meter(meterId), RecordType.METER, Refusal.METER_UNKNOWN)
                        .toJson())
                .toList();
        return JsonObject.builder().put("items", JsonArray.of(meters)).build();
    }

    private static JsonObject commitment(StateView view, AskInSession request) {
        Access.requireMayRead(view);
        List<CommitRecord> revisions = Quotation.revisions(view, request.sessionId(), request.participantId());
        return Quotation.inForce(revisions, request.participantId()).toJson();
    }

    private static JsonObject orders(StateView view, AskOrders request) {
        Access.requireMayRead(view);
        view.session(request.sessionId());
        return Page.of(request.page())
                .list(
                        view,
                        request.participantId()
                                .map(participantId -> Keys.inSession("orders", request.sessionId(), participantId))
                                .orElse(Keys.all("orders", request.sessionId())));
    }

    private static JsonObject proposals(StateView view, AskProposals request) {
        Access.requireMayRead(view);
        view.session(request.sessionId());
        return Page.of(request.page()).list(view, Keys.all("proposal", request.sessionId()));
    }

    private static JsonObject schedules(StateView view, AskSchedules request) {
        Access.requireMayRead(view);
        view.session(request.sessionId());
        return view.get(
                        Keys.proposalChunk(request.sessionId(), request.mspId(), request.revision(), request.chunk()),
                        RecordType.CHUNK,
                        Refusal.RECORD_UNKNOWN)
                .toJson();
    }

    private static JsonObject clearing(StateView view, AskClearing request) {
        Access.requireMayRead(view);
        view.session(request.sessionId()).requirePeriod(request.period());
        return view.get(
                        Keys.clearing(request.sessionId(), request.period()),
                        RecordType.CLEARING,
                        Refusal.RECORD_UNKNOWN)
                .toJson();
    }

    private static JsonObject fills(StateView view, AskInSession request) {
        Access.requireMayRead(view);
        view.session(request.sessionId());
        return Page.of(request.page()).list(view, Keys.inSession("fill", request.sessionId(), request.participantId()));
    }

    private static JsonObject trade(StateView view, AskTrade request) {
        Access.requireMayRead(view);
        PhaseRecord phase = view.phase(request.sessionId());
        Trade trade = request.participantId()
                .flatMap(id -> view.find(Keys.fill(request.sessionId(), id, request.period()), RecordType.FILL))
                .or(() -> search(view, request))
                .flatMap(fill -> trade(fill, request.tradeId()))
                .orElseThrow(() -> Require.refused(Refusal.RECORD_UNKNOWN, "there is no trade %s", request.tradeId()));
        return JsonObject.builder()
                .put("tradeId", trade.tradeId())
                .put("sessionId", request.sessionId())
                .put("period", request.period())
                .put("buyer", trade.buyer())
                .put("seller", trade.seller())
                .put("quantityWh", trade.quantity().wh())
                .put("priceMicroPerKwh", trade.price().microPerKwh())
                .put("status", status(view, phase, trade).name())
                .build();
    }

    private static Optional<Trade> trade(FillRecord fill, String tradeId) {
        return fill.tradesWith(partner -> true).stream()
                .filter(trade -> trade.tradeId().equals(tradeId))
                .findFirst();
    }

    /** Without one of its parties a trade is looked for among all fills of its session. */
    private static Optional<FillRecord> search(StateView view, AskTrade request) {
        String prefix = Keys.all("fill", request.sessionId());
        Iterator<StateEntry> entries = view.entries(prefix, prefix);
        for (int read = 0; entries.hasNext() && request.participantId().isEmpty(); read++) {
            requireNotTooLarge(read);
            FillRecord fill = RecordType.FILL.read(entries.next().value());
            for (Part part : fill.parts()) {
                if (part.tradeId().equals(request.tradeId())) {
                    return Optional.of(fill);
                }
            }
        }
        return Optional.empty();
    }

    static void requireNotTooLarge(int entries) {
        Require.that(
                entries < ENTRIES_MAX,
                Refusal.QUERY_TOO_LARGE,
                "more than %s entries would have to be read",
                ENTRIES_MAX);
    }

    private static TradeStatus status(StateView view, PhaseRecord phase, Trade trade) {
        List<String> parties = List.of(trade.buyer(), trade.seller());
        return TradeStatus.of(
                phase.phase(),
                parties.stream().anyMatch(party -> defaulted(view, phase.sessionId(), party)),
                parties.stream().allMatch(party -> Prepayments.of(view, phase.sessionId(), party)
                        .isPresent()));
    }

    private static boolean defaulted(StateView view, String sessionId, String participantId) {
        return view.last(Keys.inSession("default", sessionId, participantId), RecordType.DEFAULT)
                .filter(record -> record.cause() == CreditCause.PREPAYMENT_DEFAULT)
                .isPresent();
    }
}
