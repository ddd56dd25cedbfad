package org.gridbourse.market.ledger;

import static org.gridbourse.market.ledger.TestMarket.OPERATOR;
import static org.gridbourse.market.ledger.TestMarket.tariff;

import java.time.Instant;
import java.util.List;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.record.Phase;

/** A market on a real ledger: session {@code s-1} of one hour from 2026-01-15T00:00Z, its gate at noon the day before. */
final class RealMarket {
    static final String S = "s-1";

    final TestMarket market = new TestMarket(false);

    RealMarket() {
        market.participant("x", 10_000, 100).participant("pv", 10_000, 100);
    }

    static JsonObject.Builder announcement(JsonObject earliest) {
        return TestMarket.announcement(S, "2026-01-15T00:00:00Z", List.of(tariff(830_000, 300_000, 10_000)))
                .put("earliest", earliest);
    }

    static JsonObject earliest() {
        return JsonObject.builder()
                .put("QUOTATION", "2026-01-14T09:00:00Z")
                .put("REVEAL", "2026-01-14T12:00:00Z")
                .put("CLEARED", "2026-01-14T12:10:00Z")
                .put("PREPAYMENT", "2026-01-14T12:10:00Z")
                .put("DELIVERY", "2026-01-14T12:20:00Z")
                .put("SETTLED", "2026-01-15T01:00:00Z")
                .put("CLOSED", "2026-01-16T01:00:00Z")
                .build();
    }

    /** Leads the session to its delivery, each phase as early as may be. */
    void toDelivery() {
        market.submit(OPERATOR, "announceSession", announcement(earliest()));
        leave(Phase.ANNOUNCED, "2026-01-14T09:00:00Z");
        leave(Phase.QUOTATION, "2026-01-14T12:00:00Z");
        leave(Phase.REVEAL, "2026-01-14T12:11:00Z");
        leave(Phase.CLEARED, "2026-01-14T12:11:00Z");
        leave(Phase.PREPAYMENT, "2026-01-14T12:22:00Z");
    }

    void leave(Phase phase, String at) {
        market.now = Instant.parse(at);
        market.advance(S, phase);
    }
}
