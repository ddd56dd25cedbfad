package org.gridbourse.cli.report;

import java.util.List;
import java.util.Map;
import org.gridbourse.cli.bill.ParticipantBill;
import org.gridbourse.cli.community.Community;
import org.gridbourse.cli.community.Participant;
import org.gridbourse.cli.evidence.Evidence;
import org.gridbourse.optimizer.DispatchPlan;

/**
 * Everything that the page and the summary tell.
 *
 * @param network {@code embedded} or {@code fabric}
 * @param plans by participant, one plan per session
 * @param story what happened, line by line
 */
public record Report(
        Community community,
        String network,
        long seed,
        Evidence evidence,
        List<ParticipantBill> bills,
        Map<String, List<DispatchPlan>> plans,
        List<String> story,
        Verdict verdict) {
    public Report {
        bills = List.copyOf(bills);
        plans = Map.copyOf(plans);
        story = List.copyOf(story);
    }

    /** A participant of the community. */
    Participant participant(String id) {
        return community.participants().stream()
                .filter(participant -> participant.id().equals(id))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("participant (%s) is not of the community".formatted(id)));
    }
}
