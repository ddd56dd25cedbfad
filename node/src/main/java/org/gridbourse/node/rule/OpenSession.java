package org.gridbourse.node.rule;

import java.util.List;
import org.gridbourse.market.tariff.Tariff;

/** A session before its gate: its periods and a tariff for each. */
public record OpenSession(String sessionId, Span span, List<Tariff> tariffs) {
    public OpenSession {
        tariffs = List.copyOf(tariffs);
        if (tariffs.size() != span.periods()) {
            throw new IllegalArgumentException("%d tariffs for %d periods".formatted(tariffs.size(), span.periods()));
        }
    }
}
