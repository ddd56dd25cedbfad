package org.gridbourse.gateway.intake;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.gridbourse.gateway.fabric.MarketContract;
import org.gridbourse.gateway.fabric.SubmitOutcome;
import org.gridbourse.gateway.fabric.SubmitOutcome.Committed;
import org.gridbourse.gateway.fabric.SubmitOutcome.Refused;
import org.gridbourse.gateway.fabric.WalletIdentity;
import org.gridbourse.gateway.projection.LedgerAdvanced;
import org.gridbourse.gateway.projection.LedgerView;
import org.gridbourse.gateway.work.LeaderWork;
import org.gridbourse.gateway.work.Repeating;
import org.gridbourse.market.record.MeterReading;
import org.gridbourse.market.record.MeterRecord;
import org.gridbourse.market.record.Phase;
import org.gridbourse.market.record.PhaseRecord;
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.market.request.SubmitReadings;
import org.gridbourse.node.intake.MeterDesk;
import org.gridbourse.node.intake.PeriodReadings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;

/**
 * Turns what meters showed into readings at the ends of periods, signs them for meters that cannot, and hands them in. It
 * looks at the ledger each time, so that after a restart it hands in what is missing.
 */
final class NodeReadings implements LeaderWork {
    private static final Logger log = LoggerFactory.getLogger(NodeReadings.class);
    private static final Duration LOOK = Duration.ofSeconds(2);
    private static final int BATCH = 100;

    private final NodeMeters meters;
    private final MeterDesk desk;
    private final LedgerView view;
    private final ReadingJournal journal;
    private final Sender sender;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private final Repeating work = new Repeating("node-readings", thread, this::look);
    private volatile boolean running;

    /** How readings reach the ledger. */
    record Sender(MarketContract contract, WalletIdentity collector) {}

    NodeReadings(NodeMeters meters, MeterDesk desk, LedgerView view, ReadingJournal journal, Sender sender) {
        this.meters = meters;
        this.desk = desk;
        this.view = view;
        this.journal = journal;
        this.sender = sender;
    }

    @Override
    public void start() {
        running = true;
        work.poke();
    }

    @EventListener
    void onLedgerAdvanced(LedgerAdvanced advanced) {
        if (running) {
            work.poke();
        }
    }

    /** Says that a meter has shown something. */
    void poke() {
        if (running) {
            work.poke();
        }
    }

    private void look() {
        List<MeterRecord> served = meters.registered();
        served.forEach(meter -> desk.add(meter.meterId()));
        if (!served.isEmpty()) {
            view.all(RecordType.PHASE).stream()
                    .filter(state -> state.phase() == Phase.DELIVERY || state.phase() == Phase.SETTLED)
                    .map(PhaseRecord::sessionId)
                    .flatMap(id -> view.session(id).stream())
                    .filter(session -> session.base().isEmpty())
                    .forEach(session -> served.forEach(meter -> handIn(session, meter)));
        }
        work.pokeAfter(LOOK);
    }

    private void handIn(SessionRecord session, MeterRecord meter) {
        PeriodReadings readings = new PeriodReadings(desk);
        Set<Integer> read = new HashSet<>(journal.periods(meter.meterId(), session.sessionId()));
        for (int period = PeriodReadings.START; period < session.periods(); period++) {
            if (!read.contains(period)) {
                readings.at(session, meter.meterId(), period)
                        .map(unsigned -> PeriodReadings.signed(unsigned, meters.sign(unsigned)))
                        .ifPresent(journal::keep);
            }
        }
        List<MeterReading> open = journal.open(meter.meterId(), session);
        for (int from = 0; from < open.size(); from += BATCH) {
            send(open.subList(from, Math.min(open.size(), from + BATCH)));
        }
    }

    private void send(List<MeterReading> batch) {
        SubmitOutcome outcome = sender.contract().submit(sender.collector(), new SubmitReadings(batch));
        if (outcome instanceof Committed committed) {
            List<String> codes = new ArrayList<>();
            batch.forEach(reading -> codes.add(ReadingJournal.ACCEPTED));
            SubmitReadings.refused(committed.response()).forEach(each -> codes.set(each.index(), each.code()));
            for (int i = 0; i < batch.size(); i++) {
                journal.note(batch.get(i), codes.get(i));
            }
        } else if (outcome instanceof Refused refused) {
            log.warn("readings of {} are refused: {}: {}", batch.get(0).meterId(), refused.code(), refused.detail());
            journal.noteRefused(batch, refused.code());
        }
    }

    @Override
    public void stop() {
        running = false;
        thread.shutdownNow();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
