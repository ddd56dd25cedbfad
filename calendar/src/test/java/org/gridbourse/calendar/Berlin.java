package org.gridbourse.calendar;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A market in Berlin, with quarter hours, two tariffs and intraday sessions, to be changed by tests. */
final class Berlin {
    static final String YAML = """
            name: kiez
            currency: EUR
            timeZone: Europe/Berlin
            tariffs:
              - from: "2026-01-01"
                bands:
                  - {from: "00:00", retail: 0.20, feedIn: 0.08, gridFee: 0.04}
                  - {from: "06:00", retail: 0.30, feedIn: 0.08, gridFee: 0.04}
              - from: "2026-07-01"
                until: "2026-12-31"
                bands:
                  - {from: "00:00", retail: 0.25, feedIn: 0.07}
            sessions:
              - name: day-ahead
                kind: day-ahead
                periodMinutes: 15
                gates:
                  quotation: "D-1 08:00"
                  reveal: "D-1 12:00"
                  cleared: "D-1 12:15"
                  prepayment: "D-1 12:30"
                  delivery: "D-1 13:00"
                  settled: "D+1 02:00"
                  closed: "D+2 02:00"
                fallback: "D-1 18:00"
              - name: intraday
                kind: intraday
                starts: ["02:00", "02:30", "12:00"]
                horizonMinutes: 120
                minutesBefore: {quotation: 40, reveal: 30, cleared: 20, prepayment: 20, joined: 10}
            """;

    private Berlin() {}

    static Market market(Path folder) {
        return market(folder, YAML);
    }

    static Market market(Path folder, String yaml) {
        try {
            Files.writeString(folder.resolve(MarketFile.NAME), yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return MarketFile.read(folder);
    }
}
