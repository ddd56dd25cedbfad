package org.gridbourse.node.intake;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.gridbourse.node.intake.IntakeDesk.Register;
import org.gridbourse.node.intake.IntakeDesk.Shown;

/**
 * Where meters report, whatever carries it. Each sample is counted once and is in the store before anybody is told that it
 * was taken. Safe for several threads.
 */
public final class MeterDesk {
    /** More mean power between two samples of a meter without a mapping is implausible. */
    private static final CountedRegister.Limits USUAL = new CountedRegister.Limits(1000, Long.MAX_VALUE);

    private final IntakeDesk desk;
    private final SampleStore store;
    private final Supplier<Instant> now;

    /** @param now of the ledger: its real time, or the end of what it simulates */
    public MeterDesk(IntakeDesk desk, SampleStore store, Supplier<Instant> now) {
        this.desk = desk;
        this.store = store;
        this.now = now;
        desk.mappings().forEach(mapping -> resume(mapping.meterId()));
    }

    /** Takes in a meter that has no mapping of its own and publishes as the project's own format says. */
    public synchronized void add(String meterId) {
        if (!desk.knows(meterId)) {
            desk.add(MeterMapping.own(meterId, USUAL));
            resume(meterId);
        }
    }

    /** Whether samples of a meter are taken. */
    public boolean knows(String meterId) {
        return desk.knows(meterId);
    }

    /** The topics on which meters publish. */
    public List<String> topics() {
        return desk.topics();
    }

    private void resume(String meterId) {
        boolean started = false;
        for (SampleStore.Sample sample : store.of(meterId)) {
            if (started) {
                desk.take(meterId, sample.shown(), sample.shown().at());
            } else {
                desk.resume(meterId, sample.shown(), sample.register().orElseThrow());
                started = true;
            }
        }
    }

    /** One verdict per sample. */
    public synchronized List<Verdict> take(String meterId, List<Shown> samples) {
        List<Verdict> verdicts = new ArrayList<>();
        List<SampleStore.Sample> taken = new ArrayList<>();
        for (Shown shown : samples) {
            Verdict verdict = desk.take(meterId, shown, now.get()).verdict();
            verdicts.add(verdict);
            keep(meterId, shown, verdict, taken);
        }
        store.keep(taken);
        return verdicts;
    }

    /** What came by a broker. */
    public synchronized List<IntakeDesk.Receipt> take(List<IntakeDesk.Message> messages) {
        List<IntakeDesk.Receipt> receipts = new ArrayList<>();
        List<SampleStore.Sample> taken = new ArrayList<>();
        for (IntakeDesk.Message message : messages) {
            for (IntakeDesk.Receipt receipt : desk.take(message, now.get())) {
                receipts.add(receipt);
                receipt.shown().ifPresent(shown -> keep(receipt.meterId(), shown, receipt.verdict(), taken));
            }
        }
        store.keep(taken);
        return receipts;
    }

    /** The same again needs no place; what does not count may decide about what comes next. */
    private void keep(String meterId, Shown shown, Verdict verdict, List<SampleStore.Sample> taken) {
        boolean again = verdict == Verdict.DUPLICATE || verdict == Verdict.CONFLICT;
        if (!again && verdict != Verdict.CLOCK_AHEAD && verdict != Verdict.RETAINED && verdict != Verdict.UNREADABLE) {
            Optional<Register> register =
                    verdict.counts() ? desk.register(meterId, shown.at(), Duration.ofMillis(1)) : Optional.empty();
            taken.add(new SampleStore.Sample(meterId, shown, register, verdict.name()));
        }
    }

    /** As {@link IntakeDesk#register}. */
    public Optional<Register> register(String meterId, Instant at, Duration within) {
        return desk.register(meterId, at, within);
    }

    /** As {@link IntakeDesk#lastAt}. */
    public Optional<Instant> lastAt(String meterId) {
        return desk.lastAt(meterId);
    }
}
