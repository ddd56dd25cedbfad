package org.gridbourse.cli.node;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.gridbourse.cli.rest.RefusedCallException;
import org.gridbourse.node.forecast.Kind;
import org.gridbourse.node.intake.MeterDesk;
import org.gridbourse.node.trading.NodeAgent;
import org.gridbourse.node.trading.NotReadyException;
import org.gridbourse.programs.SurroundingsException;

/**
 * Looks every few seconds at what there is to do, with or without a network. One that was away says what it missed. Not
 * for several threads.
 */
final class HomeNode {
    private static final Duration LEARNS_EVERY = Duration.ofMinutes(1);
    private static final Duration CATCHES_UP = Duration.ofMinutes(1);

    private final RestLedger ledger;
    private final RestRule rule;
    private final FileJournal journal;
    private final NodeAgent agent;
    private final House house;
    private final Consumer<String> told;
    private final Clock clock;
    private Instant learnt = Instant.EPOCH;
    private String waiting = "";
    private boolean away;
    private Optional<Absent> absent = Optional.empty();

    /** An absence that is over; until {@code watched} more may come to light of what was missed. */
    private record Absent(Instant from, Instant watched, Set<String> said) {}

    /** What it measures and learns. */
    record House(MeterDesk desk, Map<Kind, LearntHistory> histories, Runnable listen) {}

    HomeNode(
            RestLedger ledger,
            RestRule rule,
            FileJournal journal,
            NodeAgent agent,
            House house,
            Consumer<String> told,
            Clock clock) {
        this.ledger = ledger;
        this.rule = rule;
        this.journal = journal;
        this.agent = agent;
        this.house = house;
        this.told = told;
        this.clock = clock;
    }

    /** Does what is due now. */
    void look() {
        house.listen().run();
        learn();
        contact();
        try {
            agent.act();
            waiting = "";
        } catch (NotReadyException notReady) {
            tellOnce(notReady.getMessage());
        }
        journal.retain(ledger.sessions());
    }

    private void learn() {
        Instant now = clock.instant();
        if (Duration.between(learnt, now).compareTo(LEARNS_EVERY) >= 0) {
            learnt = now;
            house.histories().values().forEach(history -> history.learn(house.desk(), now));
        }
    }

    private void contact() {
        Optional<Instant> before = ledger.contact();
        try {
            rule.refresh();
            ledger.refresh(absent.map(Absent::from).or(() -> before));
        } catch (SurroundingsException nobody) {
            if (!away) {
                told.accept("without the gateway-app: %s; devices are told on and meters read on"
                        .formatted(nobody.getMessage()));
                away = true;
            }
            return;
        } catch (RefusedCallException refused) {
            tellOnce("the gateway-app refuses: " + refused.getMessage());
            return;
        }
        Instant now = ledger.contact().orElseThrow();
        before.filter(time -> Duration.between(time, now).compareTo(Absence.LEAST) >= 0)
                .ifPresentOrElse(time -> returned(time, now), () -> {
                    if (away) {
                        told.accept("back after a moment without the gateway-app");
                    }
                });
        away = false;
        missed(now);
    }

    private void returned(Instant from, Instant now) {
        told.accept(Absence.words(from, now));
        absent = Optional.of(new Absent(from, now.plus(CATCHES_UP), new HashSet<>()));
    }

    /** What was missed: a gateway-app that comes back itself has not read the whole ledger at once. */
    private void missed(Instant now) {
        absent.ifPresent(span -> new Absence(ledger, journal)
                .missed(span.from()).stream().filter(span.said()::add).forEach(told));
        absent = absent.filter(span -> now.isBefore(span.watched()));
    }

    private void tellOnce(String what) {
        if (!what.equals(waiting)) {
            told.accept("waits: " + what);
            waiting = what;
        }
    }
}
