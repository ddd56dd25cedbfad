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
import java.util.function.Consumer;
import java.util.function.Function;
import org.gridbourse.auditor.fabric.PreparedBlock;
import org.gridbourse.blocks.MalformedException;

/**
 * Opens blocks and verifies their signatures on all processors, some way ahead of the one thread that judges them in order.
 * How far is bounded in bytes, so that memory is.
 */
public final class Preparation implements Iterator<Preparation.Prepared>, AutoCloseable {
    private static final int BLOCKS_AHEAD = 16;
    private static final long BYTES_AHEAD =
            Math.min(16L << 20, Runtime.getRuntime().maxMemory() / 64);

    private final Iterator<BlockSource.Place> places;
    private final Function<BlockSource.Place, Prepared> opener;
    private final ExecutorService workers;
    private final Deque<Waiting> ahead = new ArrayDeque<>();
    private long bytesAhead;

    /** Opens the blocks at these places, and does nothing else with them. */
    public Preparation(Iterator<BlockSource.Place> places) {
        this(places, place -> Prepared.of(place, block -> {}));
    }

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
    public record Prepared(long number, Optional<PreparedBlock> block, Optional<String> flaw) {

        /**
         * Opens a block and verifies its signatures; any thread may, ahead of its turn.
         *
         * @param also what else there is to do ahead
         */
        static Prepared of(BlockSource.Place place, Consumer<PreparedBlock> also) {
            if (place.bytes().isEmpty()) {
                return new Prepared(place.number(), Optional.empty(), Optional.empty());
            }
            try {
                PreparedBlock block = PreparedBlock.of(place.bytes().get());
                also.accept(block);
                return new Prepared(place.number(), Optional.of(block), Optional.empty());
            } catch (MalformedException e) {
                return new Prepared(place.number(), Optional.empty(), Optional.of(e.getMessage()));
            } catch (RuntimeException e) {
                // Whatever a forger puts into a block, it ends in a finding and not in a crash.
                return new Prepared(place.number(), Optional.empty(), Optional.of("makes no sense: " + e));
            }
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
