package org.gridbourse.cli.community;

import java.util.List;
import org.gridbourse.market.tariff.Tariff;

/**
 * A community that may be started: every file of it was read and checked.
 *
 * @param tariffs one list of tariffs, one per period, for each session
 * @param warnings what was clipped, for people
 */
public record Community(
        String name,
        String currency,
        SessionPlan sessions,
        List<List<Tariff>> tariffs,
        List<Participant> participants,
        List<String> warnings) {
    public Community {
        tariffs = tariffs.stream().map(List::copyOf).toList();
        participants = List.copyOf(participants);
        warnings = List.copyOf(warnings);
    }

    public List<Participant> participantsOf(Organisation organisation) {
        return participants.stream()
                .filter(participant -> participant.organisation() == organisation)
                .toList();
    }
}
