package org.gridbourse.node.rule;

import java.util.List;
import java.util.Optional;
import org.gridbourse.market.order.OrderSchedule;
import org.gridbourse.market.tariff.Tariff;

/** Port: the market as one participant meets it. */
public interface MarketDoor {
    /** Sessions that take this participant's orders now, in order of their start. */
    List<OpenSession> open();

    /** What its account allows this participant to order in a session; empty where this door does not know. */
    default Optional<OrderBudget> budget(String sessionId) {
        return Optional.empty();
    }

    /** Energy contracted so far in each period of a span, in Wh: bought positive, sold negative. */
    long[] contractedWh(Span span);

    /** Seals and commits orders; the same again changes nothing, other ones replace what this node ordered before. */
    void order(String sessionId, OrderSchedule orders);

    /** A session before its gate: its periods and a tariff for each. */
    record OpenSession(String sessionId, Span span, List<Tariff> tariffs) {
        public OpenSession {
            tariffs = List.copyOf(tariffs);
            if (tariffs.size() != span.periods()) {
                throw new IllegalArgumentException(
                        "%d tariffs for %d periods".formatted(tariffs.size(), span.periods()));
            }
        }
    }
}
