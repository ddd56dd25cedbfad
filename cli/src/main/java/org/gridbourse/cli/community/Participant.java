package org.gridbourse.cli.community;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.gridbourse.optimizer.Day;
import org.gridbourse.optimizer.Site;

/**
 * One microgrid of the community.
 *
 * @param id its name on the ledger, a pseudonym
 * @param deposit currency units paid in before the first session
 * @param days one entry per session
 */
public record Participant(
        String id,
        Organisation organisation,
        Path siteFile,
        Site site,
        BigDecimal deposit,
        LimitMargins limitMargins,
        List<ParticipantDay> days) {
    public Participant {
        days = List.copyOf(days);
    }

    /**
     * What a participant expects, measures and does in one session.
     *
     * @param forecast what {@code forecastFile} says; its prices do not count, the session's tariff does
     * @param actualFile what its meters will see; empty: the forecast with a seeded error
     */
    public record ParticipantDay(Path forecastFile, Day forecast, Optional<Path> actualFile, Behaviour behaviour) {}
}
