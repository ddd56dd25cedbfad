package org.gridbourse.gateway.projection;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.tariff.Tariff;

/** What was announced for a session, as far as whoever trades in it must know. */
public record SessionTerms(
        String sessionId, String currency, int ruleVersion, Instant start, int periodMinutes, List<Tariff> tariffs) {
    public SessionTerms {
        tariffs = List.copyOf(tariffs);
    }

    public static SessionTerms of(LedgerRecord record) {
        RecordReader session = RecordReader.of(record);
        return new SessionTerms(
                session.text("sessionId"),
                session.text("currency"),
                session.integer("ruleVersion"),
                Instant.parse(session.text("startUtc")),
                session.integer("periodMinutes"),
                session.objects("tariffs").stream().map(SessionTerms::tariff).toList());
    }

    private static Tariff tariff(RecordReader tariff) {
        return new Tariff(
                new UnitPrice(tariff.number("retailMicroPerKwh")),
                new UnitPrice(tariff.number("feedInMicroPerKwh")),
                new UnitPrice(tariff.number("gridFeeMicroPerKwh")));
    }

    public int periods() {
        return tariffs.size();
    }

    public Instant startOf(int period) {
        return start.plus(Duration.ofMinutes((long) periodMinutes * period));
    }
}
