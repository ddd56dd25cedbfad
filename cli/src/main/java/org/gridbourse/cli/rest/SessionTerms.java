package org.gridbourse.cli.rest;

import java.time.Instant;
import org.gridbourse.cli.output.Figures;

/**
 * What is needed of a session to name its periods and its money.
 *
 * @param start of its first period; later ones follow without a gap
 */
public record SessionTerms(Instant start, int periodMinutes, String currency) {

    /** As the gateway-app shows a session. */
    public static SessionTerms of(Row session) {
        return new SessionTerms(
                Instant.parse(session.word("startUtc")),
                (int) session.whole("periodMinutes"),
                session.word("currency"));
    }

    /** The time of day at which the period of a row begins, in UTC. */
    public String time(Row row) {
        return Figures.time(start, (int) row.whole("period"), periodMinutes);
    }
}
