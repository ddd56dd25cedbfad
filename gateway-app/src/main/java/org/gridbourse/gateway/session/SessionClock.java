package org.gridbourse.gateway.session;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.gridbourse.gateway.web.Told;
import org.gridbourse.market.record.Phase;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.market.record.SessionRecord.Base;

/**
 * When a session takes orders, delivers and settles, as it was announced.
 *
 * @param simulated whether its ledger is: delivery hours are then no hours of the day
 * @param addsTo the session to which it adds; null where it has periods of its own
 * @param times before which phases do not begin, by phase; empty where it runs at once
 * @param gateClosesUtc when the last order is taken; null where it runs at once, as the two below
 * @param deliversFromUtc start of its first period
 * @param deliversToUtc end of its last period
 * @param settlesFromUtc null also where it adds to another, with which it is settled
 * @param closesFromUtc until when readings are taken at least
 * @param says the same in words
 */
record SessionClock(
        boolean simulated,
        String addsTo,
        Map<String, String> times,
        String gateClosesUtc,
        String deliversFromUtc,
        String deliversToUtc,
        String settlesFromUtc,
        String closesFromUtc,
        String says) {

    static SessionClock of(SessionRecord session) {
        Map<String, String> times = new LinkedHashMap<>();
        session.earliest().forEach((phase, time) -> times.put(phase.name(), time.toString()));
        return new SessionClock(
                session.isSimulated(),
                session.base().map(Base::sessionId).orElse(null),
                times,
                time(session, Phase.REVEAL),
                session.startOf(0).toString(),
                session.end().toString(),
                time(session, Phase.SETTLED),
                time(session, Phase.CLOSED),
                Told.now(words(session)));
    }

    private static String time(SessionRecord session, Phase phase) {
        return session.earliest(phase).map(Instant::toString).orElse(null);
    }

    private static String words(SessionRecord session) {
        String delivery = "delivery %s to %s".formatted(session.startOf(0), session.end());
        if (session.earliest().isEmpty()) {
            return "The ledger is simulated and no times are announced: the session runs at once, as fast as everybody"
                    + " acts, whatever its hours say (%s).".formatted(delivery);
        }
        String orders = "Orders are taken from %s; the gate closes at %s; %s"
                .formatted(time(session, Phase.QUOTATION), time(session, Phase.REVEAL), delivery);
        String end = session.base()
                .map(base -> "; delivered and settled with session " + base.sessionId())
                .orElseGet(() -> "; settled from %s on; readings are taken until it is closed, not before %s"
                        .formatted(time(session, Phase.SETTLED), time(session, Phase.CLOSED)));
        return orders + end + (session.isSimulated() ? ". The ledger is simulated." : ".");
    }
}
