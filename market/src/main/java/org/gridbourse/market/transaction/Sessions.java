package org.gridbourse.market.transaction;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.regex.Pattern;
import org.gridbourse.market.Refusal;
import org.gridbourse.market.Require;
import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.quantity.MarketLimits;
import org.gridbourse.market.record.Codecs;
import org.gridbourse.market.record.Keys;
import org.gridbourse.market.record.Phase;
import org.gridbourse.market.record.PhaseRecord;
import org.gridbourse.market.record.PingRecord;
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.market.state.Access;
import org.gridbourse.market.state.StateView;
import org.gridbourse.market.tariff.Tariff;

/** Announcing sessions, and the ping that shows that a ledger takes transactions. */
public final class Sessions {
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
    private static final int MINUTES_OF_A_DAY = 1440;

    private Sessions() {}

    public static List<Action<?>> actions() {
        return List.of(
                new Action<>("announceSession", "SessionAnnounced", Announcement::read, Sessions::announce),
                new Action<>("ping", "Pinged", PingRecord::read, Sessions::ping));
    }

    private record Announcement(
            String sessionId,
            String currency,
            int periodMinutes,
            List<Instant> periodStarts,
            List<Tariff> tariffs,
            SortedMap<Phase, Instant> earliest) {
        static Announcement read(Fields fields) {
            int minutes = fields.integer("periodMinutes", 1, MINUTES_OF_A_DAY);
            List<Tariff> tariffs = fields.objects("tariffs", Codecs::tariff);
            if (tariffs.isEmpty() || tariffs.size() > MarketLimits.PERIODS_MAX) {
                throw fields.wrong("tariffs", "must be 1 to %s, one per period".formatted(MarketLimits.PERIODS_MAX));
            }
            return new Announcement(
                    Codecs.id(fields, "sessionId"),
                    Codecs.matching(fields, "currency", CURRENCY),
                    minutes,
                    starts(fields, Duration.ofMinutes(minutes), tariffs.size()),
                    tariffs,
                    fields.optionalObject("earliest", SessionRecord::readEarliest)
                            .orElse(Collections.emptySortedMap()));
        }

        private static List<Instant> starts(Fields fields, Duration length, int periods) {
            Instant start = Codecs.time(fields, "startUtc");
            List<Instant> regular = new ArrayList<>();
            for (int i = 0; i < periods; i++) {
                regular.add(start.plus(length.multipliedBy(i)));
            }
            if (!Codecs.isWholeSecondOfFourDigitYear(regular.get(periods - 1))) {
                throw fields.wrong(
                        "startUtc", "must be early enough for the last period to begin in a year of four digits");
            }
            if (!fields.has("periodStarts")) {
                return regular;
            }
            List<Instant> explicit = Codecs.times(fields, "periodStarts");
            boolean fits = explicit.size() == periods && explicit.get(0).equals(start);
            for (int i = 1; fits && i < periods; i++) {
                fits = !explicit.get(i).isBefore(explicit.get(i - 1).plus(length));
            }
            if (!fits) {
                throw fields.wrong(
                        "periodStarts", "must be one per tariff, from startUtc on, no period beginning in another");
            }
            return explicit;
        }
    }

    private static JsonObject.Builder announce(Transaction transaction, Announcement request) {
        Access.requireOperator(transaction);
        Optional<SessionRecord> existing = transaction.find(Keys.session(request.sessionId()), RecordType.SESSION);
        int version = existing.isPresent()
                ? existing.get().ruleVersion()
                : RuleVersions.versionFor(transaction, Optional.of(request.sessionId()));
        SessionRecord wanted = new SessionRecord(
                request.sessionId(),
                request.currency(),
                version,
                request.periodMinutes(),
                request.periodStarts(),
                request.tariffs(),
                request.earliest());
        if (existing.isPresent()) {
            Require.that(
                    existing.get().equals(wanted),
                    Refusal.CONFLICTING_DUPLICATE,
                    "session %s is announced otherwise",
                    request.sessionId());
            return Action.answer(wanted);
        }
        transaction.put(wanted);
        transaction.put(new PhaseRecord(request.sessionId(), Phase.ANNOUNCED, false));
        return Action.answer(wanted);
    }

    private static JsonObject.Builder ping(Transaction transaction, PingRecord request) {
        Access.requireOperator(transaction);
        if (transaction.find(request.key(), RecordType.PING).isEmpty()) {
            transaction.put(request);
        }
        return Action.answer(request);
    }

    /** Refuses what is not to be done in the phase in which a session stands. */
    static void requirePhase(StateView view, String sessionId, Phase wanted) {
        PhaseRecord phase = view.phase(sessionId);
        Require.that(
                phase.isOpen(wanted),
                Refusal.WRONG_PHASE,
                "session %s is in %s%s, %s needs %s",
                sessionId,
                phase.phase(),
                phase.closing() ? " (closing)" : "",
                view.invocation().function(),
                wanted);
    }
}
