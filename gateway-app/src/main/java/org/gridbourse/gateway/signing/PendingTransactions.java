package org.gridbourse.gateway.signing;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.gridbourse.gateway.fabric.OfflineTransactions.ToSign;
import org.gridbourse.gateway.fabric.SubmitOutcome;
import org.gridbourse.market.request.Request;
import org.springframework.stereotype.Component;

/**
 * Transactions between their proposal and their end. They are kept in memory: one that is lost with the instance was
 * either sent, and its request's own ids say so when it is made again, or never was.
 */
@Component
class PendingTransactions {
    /** A proposal's time may be a minute from the peers' clocks. */
    static final Duration PROPOSAL_LIFE = Duration.ofSeconds(50);

    static final Duration ENVELOPE_LIFE = Duration.ofMinutes(5);
    private static final int KEPT_MAX = 10_000;

    private final InstantSource clock;
    private final Map<String, Pending> pending = new LinkedHashMap<>();

    PendingTransactions(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * @param user who asked for it
     * @param envelope once it is endorsed
     * @param outcome once it was sent
     */
    record Pending(
            String user,
            X509Certificate certificate,
            Request request,
            ToSign proposal,
            Instant expires,
            Optional<ToSign> envelope,
            Optional<SubmitOutcome> outcome) {

        Pending endorsed(ToSign toSign, Instant until) {
            return new Pending(user, certificate, request, proposal, until, Optional.of(toSign), Optional.empty());
        }

        Pending ended(SubmitOutcome how) {
            return new Pending(user, certificate, request, proposal, expires, envelope, Optional.of(how));
        }
    }

    Instant proposalExpires() {
        return clock.instant().plus(PROPOSAL_LIFE);
    }

    Instant envelopeExpires() {
        return clock.instant().plus(ENVELOPE_LIFE);
    }

    boolean isOver(Pending transaction) {
        return transaction.expires().isBefore(clock.instant());
    }

    synchronized void keep(String id, Pending transaction) {
        Instant forget = clock.instant().minus(ENVELOPE_LIFE);
        pending.values().removeIf(each -> each.expires().isBefore(forget));
        if (pending.size() >= KEPT_MAX) {
            pending.remove(pending.keySet().iterator().next());
        }
        pending.put(id, transaction);
    }

    synchronized Optional<Pending> find(String id, String user) {
        return Optional.ofNullable(pending.get(id)).filter(each -> each.user().equals(user));
    }
}
