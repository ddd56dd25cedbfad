package org.gridbourse.market.query;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.gridbourse.market.Refusal;
import org.gridbourse.market.Require;
import org.gridbourse.market.credit.CreditCause;
import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.record.Codecs;
import org.gridbourse.market.record.CommitRecord;
import org.gridbourse.market.record.FillRecord;
import org.gridbourse.market.record.FillRecord.Part;
import org.gridbourse.market.record.Keys;
import org.gridbourse.market.record.PhaseRecord;
import org.gridbourse.market.record.ProgressRecord;
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.market.record.TradeStatus;
import org.gridbourse.market.request.AskSession;
import org.gridbourse.market.state.Access;
import org.gridbourse.market.state.StateEntry;
import org.gridbourse.market.state.StateView;
import org.gridbourse.market.trade.Trade;
import org.gridbourse.market.transaction.Prepayments;
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
                new Query<>("sessions", Page::read, (view, page) -> list(view, page, Keys.all("phase"))),
                new Query<>("participant", MarketQueries::participantId, MarketQueries::participant),
                new Query<>("participants", Page::read, (view, page) -> list(view, page, Keys.all("participant"))),
                new Query<>("meters", MarketQueries::participantId, MarketQueries::meters),
                new Query<>("commitment", InSession::read, MarketQueries::commitment),
                new Query<>("orders", OrdersRequest::read, MarketQueries::orders),
                new Query<>("clearing", PeriodRequest::read, MarketQueries::clearing),
                new Query<>("fills", InSession::read, MarketQueries::fills),
                new Query<>("trade", TradeRequest::read, MarketQueries::trade),
                new Query<>("rules", Page::read, (view, page) -> list(view, page, Keys.all("rules"))));
    }

    /** What concerns one participant in one session. */
    record InSession(String sessionId, String participantId, Page page) {
        static InSession read(Fields fields) {
            return new InSession(
                    Codecs.id(fields, "sessionId"), MarketQueries.participantId(fields), Page.read(fields));
        }
    }

    private record OrdersRequest(String sessionId, Optional<String> participantId, Page page) {
        static OrdersRequest read(Fields fields) {
            return new OrdersRequest(
                    Codecs.id(fields, "sessionId"),
                    fields.has("participantId") ? Optional.of(MarketQueries.participantId(fields)) : Optional.empty(),
                    Page.read(fields));
        }
    }

    private record PeriodRequest(String sessionId, int period) {
        static PeriodRequest read(Fields fields) {
            return new PeriodRequest(Codecs.id(fields, "sessionId"), Codecs.period(fields));
        }
    }

    private record TradeRequest(String tradeId, String sessionId, int period, Optional<String> participantId) {
        static TradeRequest read(Fields fields) {
            String tradeId = fields.text("tradeId");
            int number = tradeId.lastIndexOf('-');
            int period = number < 1 ? -1 : tradeId.lastIndexOf('-', number - 1);
            boolean wellFormed =
                    period > 0 && tradeId.substring(period + 1, number).matches("[0-9]{3}");
            if (!wellFormed) {
                throw fields.wrong("tradeId", "must be session, period in three digits and number, with dashes");
            }
            return new TradeRequest(
                    tradeId,
                    tradeId.substring(0, period),
                    Integer.parseInt(tradeId.substring(period + 1, number)),
                    fields.has("participantId") ? Optional.of(MarketQueries.participantId(fields)) : Optional.empty());
        }
    }

    static String participantId(Fields fields) {
        return Codecs.participantId(fields, "participantId");
    }

    private static JsonObject list(StateView view, Page page, String prefix) {
        Access.requireMayRead(view);
        return page.list(view, prefix);
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
                .put("step", SessionChange.nextStep(phase, progress));
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

    private static JsonObject participant(StateView view, String participantId) {
        Access.requireMayRead(view);
        return view.participant(participantId).toJson();
    }

    private static JsonObject meters(StateView view, String participantId) {
        Access.requireMayRead(view);
        List<JsonObject> meters = view.participant(participantId).meterIds().stream()
                .map(meterId -> view.get(Keys.meter(meterId), RecordType.METER, Refusal.METER_UNKNOWN)
                        .toJson())
                .toList();
        return JsonObject.builder().put("items", JsonArray.of(meters)).build();
    }

    private static JsonObject commitment(StateView view, InSession request) {
        Access.requireMayRead(view);
        List<CommitRecord> revisions = Quotation.revisions(view, request.sessionId(), request.participantId());
        return Quotation.inForce(revisions, request.participantId()).toJson();
    }

    private static JsonObject orders(StateView view, OrdersRequest request) {
        Access.requireMayRead(view);
        view.session(request.sessionId());
        return request.page()
                .list(
                        view,
                        request.participantId()
                                .map(participantId -> Keys.inSession("orders", request.sessionId(), participantId))
                                .orElse(Keys.all("orders", request.sessionId())));
    }

    private static JsonObject clearing(StateView view, PeriodRequest request) {
        Access.requireMayRead(view);
        view.session(request.sessionId()).requirePeriod(request.period());
        return view.get(
                        Keys.clearing(request.sessionId(), request.period()),
                        RecordType.CLEARING,
                        Refusal.RECORD_UNKNOWN)
                .toJson();
    }

    private static JsonObject fills(StateView view, InSession request) {
        Access.requireMayRead(view);
        view.session(request.sessionId());
        return request.page().list(view, Keys.inSession("fill", request.sessionId(), request.participantId()));
    }

    private static JsonObject trade(StateView view, TradeRequest request) {
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
    private static Optional<FillRecord> search(StateView view, TradeRequest request) {
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
