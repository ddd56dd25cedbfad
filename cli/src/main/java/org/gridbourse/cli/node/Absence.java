package org.gridbourse.cli.node;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gridbourse.market.quantity.Decimals;
import org.gridbourse.market.record.CommitRecord;
import org.gridbourse.market.record.Phase;
import org.gridbourse.market.record.PhaseRecord;
import org.gridbourse.market.record.PositionRecord;
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.node.trading.NodeStep;

/** What a node missed while it could not reach the gateway-app, or was switched off. */
record Absence(RestLedger ledger, FileJournal journal) {
    /** A shorter one is no absence. */
    static final Duration LEAST = Duration.ofMinutes(1);

    /** How long it was, from the last contact to the first one again. */
    static String words(Instant from, Instant to) {
        return "back after %s without the gateway-app, from %s to %s"
                .formatted(duration(Duration.between(from, to)), from, to);
    }

    /** What was missed since, a line for each session. */
    List<String> missed(Instant from) {
        List<String> words = new ArrayList<>();
        for (String sessionId : ledger.sessions()) {
            PhaseRecord phase = ledger.phase(sessionId).orElseThrow();
            if (phase.phase() != Phase.CANCELLED) {
                missed(sessionId, phase, from).ifPresent(what -> words.add("missed: " + sessionId + ": " + what));
                late(sessionId).ifPresent(what -> words.add("late: " + sessionId + ": " + what));
            }
        }
        return words;
    }

    private Optional<String> missed(String sessionId, PhaseRecord phase, Instant from) {
        List<CommitRecord> commits = ledger.own(RecordType.COMMIT, sessionId);
        boolean gateClosed = Phase.QUOTATION.isBefore(phase.phase());
        if (!gateClosed || isBefore(sessionId, Phase.REVEAL, phase, from)) {
            return prepayment(sessionId, phase, from);
        }
        Optional<CommitRecord> last =
                commits.stream().reduce((one, other) -> one.revision() > other.revision() ? one : other);
        if (last.isEmpty()) {
            return journal.result(sessionId, NodeStep.COMMIT).isPresent()
                    ? Optional.empty()
                    : Optional.of("its gate closed, nothing was ordered; pool and grid serve it");
        }
        boolean sealed = last.get().sealed().isPresent();
        boolean over = Phase.REVEAL.isBefore(phase.phase());
        if (sealed && over && ledger.own(RecordType.ORDERS, sessionId).isEmpty()) {
            return Optional.of("its sealed orders were not opened in time, which costs credit and bid bond");
        }
        return prepayment(sessionId, phase, from);
    }

    private Optional<String> prepayment(String sessionId, PhaseRecord phase, Instant from) {
        boolean over = Phase.PREPAYMENT.isBefore(phase.phase());
        List<PositionRecord> matched = ledger.own(RecordType.POSITION, sessionId).stream()
                .filter(PositionRecord::isMatched)
                .toList();
        if (!over
                || matched.isEmpty()
                || isBefore(sessionId, Phase.DELIVERY, phase, from)
                || !ledger.own(RecordType.PREPAYMENT, sessionId).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of("its trades (%s kWh bought, %s kWh sold) were not prepaid in time and are void"
                .formatted(
                        Decimals.exact(matched.get(0).bought(), 3),
                        Decimals.exact(matched.get(0).sold(), 3)));
    }

    /** Whether a phase was entered before the absence, by the session's own times or because it still is that phase. */
    private boolean isBefore(String sessionId, Phase entered, PhaseRecord now, Instant from) {
        if (now.phase() == entered) {
            return now.since().isBefore(from);
        }
        return ledger.session(sessionId)
                .filter(session -> !session.isSimulated())
                .flatMap((SessionRecord session) -> session.earliest(entered))
                .filter(time -> time.isBefore(from))
                .isPresent();
    }

    private Optional<String> late(String sessionId) {
        long open = journal.openReadings(sessionId);
        return open == 0 ? Optional.empty() : Optional.of("%d readings are handed in late".formatted(open));
    }

    private static String duration(Duration time) {
        long minutes = time.toMinutes();
        if (minutes < 120) {
            return minutes + " min";
        }
        return minutes < 48 * 60 ? "%d h".formatted(minutes / 60) : "%d days".formatted(minutes / (24 * 60));
    }
}
