package org.gridbourse.auditor;

import com.google.protobuf.ByteString;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.gridbourse.auditor.fabric.PreparedBlock;

/**
 * Opens blocks and verifies their signatures on all processors, some way ahead of the one thread that judges them in order.
 * How far is bounded in bytes, so that memory is.
 */
final class Preparation implements Iterator<Preparation.Prepared>, AutoCloseable {
    private static final int BLOCKS_AHEAD = 16;
    private static final long BYTES_AHEAD = 16L << 20;

    private final Iterator<BlockSource.Place> places;
    private final Function<BlockSource.Place, Prepared> opener;
    private final ExecutorService workers;
    private final Deque<Waiting> ahead = new ArrayDeque<>();
    private long bytesAhead;

    Preparation(Iterator<BlockSource.Place> places, Function<BlockSource.Place, Prepared> opener) {
        this.places = places;
        this.opener = opener;
        this.workers = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors(), task -> {
            Thread thread = new Thread(task, "audit-signatures");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * What is at a place of the chain.
     *
     * @param block opened, if it could be
     * @param flaw why it could not be opened; empty too if there is nothing
     */
    record Prepared(long number, Optional<PreparedBlock> block, Optional<String> flaw) {
        static Prepared of(long number, PreparedBlock block) {
            return new Prepared(number, Optional.of(block), Optional.empty());
        }

        static Prepared unreadable(long number, String flaw) {
            return new Prepared(number, Optional.empty(), Optional.of(flaw));
        }

        static Prepared missing(long number) {
            return new Prepared(number, Optional.empty(), Optional.empty());
        }
    }

    private record Waiting(Future<Prepared> result, int size) {}

    @Override
    public boolean hasNext() {
        return !ahead.isEmpty() || places.hasNext();
    }

    @Override
    public Prepared next() {
        while (places.hasNext() && (ahead.isEmpty() || ahead.size() < BLOCKS_AHEAD && bytesAhead < BYTES_AHEAD)) {
            BlockSource.Place place = places.next();
            int size = place.bytes().map(ByteString::size).orElse(0);
            ahead.add(new Waiting(workers.submit(() -> opener.apply(place)), size));
            bytesAhead += size;
        }
        Waiting first = ahead.remove();
        bytesAhead -= first.size();
        try {
            return first.result().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("audit interrupted");
        } catch (ExecutionException e) {
            throw new IllegalStateException("a block could not be prepared", e.getCause());
        }
    }

    @Override
    public void close() {
        workers.shutdownNow();
    }
}
