package org.gridbourse.network.embedded.ordering;

import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.gridbourse.blocks.Block;
import org.gridbourse.network.embedded.ledger.Ledger;
import org.gridbourse.network.embedded.membership.ChannelConfig.BatchSettings;
import org.gridbourse.network.identity.SigningIdentity;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Status;

/**
 * The one orderer: takes envelopes from writers, cuts them into blocks and has each block committed before it makes the
 * next. While a block is committed the next batch grows, so that load makes blocks larger rather than waits longer.
 */
public final class Orderer implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Orderer.class.getName());
    /** More than this waiting and the orderer asks to come again later. */
    private static final long MOST_WAITING_BYTES = 256L * 1024 * 1024;

    private static final int MOST_WAITING = 20_000;
    private static final long RETRY_MILLIS = 1_000;
    /** Stands at the end of the queue; no envelope that is admitted is empty. */
    private static final Envelope STOP = Envelope.getDefaultInstance();

    private final Ledger ledger;
    private final Admission admission;
    private final BatchSettings batch;
    private final BlockWriter writer;
    private final BlockingQueue<Envelope> waiting = new LinkedBlockingQueue<>(MOST_WAITING);
    private final AtomicLong waitingBytes = new AtomicLong();
    private final Thread thread = new Thread(this::run, "orderer");
    private volatile boolean closed;
    private volatile String outOfOrder = "";

    /** What the orderer says to an envelope. */
    public record Answer(Status status, String info) {
        public boolean isAccepted() {
            return status == Status.SUCCESS;
        }
    }

    public Orderer(SigningIdentity identity, Ledger ledger, InstantSource clock) {
        this.ledger = ledger;
        this.admission = new Admission(ledger.config(), clock);
        this.batch = ledger.config().batch();
        this.writer = new BlockWriter(identity);
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    /** Accepts an envelope for one of the next blocks, or says why not. */
    public Answer broadcast(Envelope envelope) {
        Optional<Answer> refusal = admission.refusal(envelope);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        if (closed || !outOfOrder.isEmpty()) {
            return new Answer(Status.SERVICE_UNAVAILABLE, closed ? "the orderer is stopping" : outOfOrder);
        }
        long bytes = BatchCutter.bytes(envelope);
        if (waitingBytes.addAndGet(bytes) > MOST_WAITING_BYTES || !waiting.offer(envelope)) {
            waitingBytes.addAndGet(-bytes);
            return new Answer(Status.SERVICE_UNAVAILABLE, "too many transactions are waiting to be ordered");
        }
        return new Answer(Status.SUCCESS, "");
    }

    private void run() {
        BatchCutter cutter = new BatchCutter(batch);
        long deadline = 0;
        try {
            while (true) {
                long left = deadline - System.nanoTime();
                Envelope next =
                        cutter.isEmpty() ? waiting.take() : waiting.poll(Math.max(left, 0), TimeUnit.NANOSECONDS);
                if (next == null) {
                    commit(cutter.cut());
                    continue;
                }
                if (next == STOP) {
                    commit(cutter.cut());
                    return;
                }
                waitingBytes.addAndGet(-BatchCutter.bytes(next));
                boolean first = cutter.isEmpty();
                for (List<Envelope> complete : cutter.add(next)) {
                    commit(complete);
                    first = true;
                }
                if (first) {
                    deadline = System.nanoTime() + batch.timeout().toNanos();
                }
            }
        } catch (InterruptedException e) {
            LOG.log(System.Logger.Level.WARNING, "orderer interrupted");
        } catch (RuntimeException | Error e) {
            // better no network than one that nobody knows to have stopped
            outOfOrder = "the orderer has failed: " + e;
            LOG.log(System.Logger.Level.ERROR, "the orderer has failed; start the network again", e);
        }
    }

    /** Does not give up: what was accepted must come into a block once the disk has room again. */
    private void commit(List<Envelope> transactions) throws InterruptedException {
        while (!transactions.isEmpty()) {
            try {
                Block last = ledger.newest();
                ledger.commit(writer.next(last.number(), last.headerHash(), transactions));
                outOfOrder = "";
                return;
            } catch (UncheckedIOException e) {
                outOfOrder = e.getMessage() + ": " + e.getCause().getMessage();
                LOG.log(
                        System.Logger.Level.ERROR,
                        "{0}. Make room on the disk; trying again every second until then",
                        outOfOrder);
                if (closed) {
                    return;
                }
                Thread.sleep(RETRY_MILLIS);
            }
        }
    }

    /** Takes nothing more, and ends when all that was accepted is committed. */
    @Override
    public void close() {
        closed = true;
        try {
            waiting.put(STOP);
            thread.join(TimeUnit.SECONDS.toMillis(30));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
