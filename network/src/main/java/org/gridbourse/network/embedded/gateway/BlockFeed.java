package org.gridbourse.network.embedded.gateway;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.gridbourse.blocks.Block;
import org.gridbourse.network.embedded.ledger.Ledger;

/** Sends clients something about each block, from a block on, as fast as they take it and no faster. */
public final class BlockFeed implements AutoCloseable {
    /** Requests that one stream may have waiting; a client that reads what it asked for never has more than one. */
    private static final int MOST_WISHES = 100;

    private final Ledger ledger;
    private final Executor executor;
    private final Set<Subscription<?>> subscriptions = ConcurrentHashMap.newKeySet();
    private final Runnable wakeAll = () -> subscriptions.forEach(Subscription::wake);

    public BlockFeed(Ledger ledger, Executor executor) {
        this.ledger = ledger;
        this.executor = executor;
        ledger.addListener(wakeAll);
    }

    /** A stream to a client that may start to take blocks. To be called before the service method returns. */
    <T> Subscription<T> prepare(ServerCallStreamObserver<T> client) {
        Subscription<T> subscription = new Subscription<>(client);
        client.setOnReadyHandler(subscription::wake);
        client.setOnCancelHandler(subscription::end);
        return subscription;
    }

    /** What a client wants of the blocks from one number to another. */
    private record Wish<T>(long first, long last, Function<Block, Optional<T>> content, Optional<T> atEnd) {}

    /** One client's stream. Wishes are served one after the other. */
    final class Subscription<T> {
        private final ServerCallStreamObserver<T> client;
        private final Queue<Wish<T>> wishes = new ArrayDeque<>();
        private Wish<T> current;
        private long next;
        private boolean running;
        private boolean again;
        private boolean asksNoMore;

        private Subscription(ServerCallStreamObserver<T> client) {
            this.client = client;
        }

        /** Sends a message that is about no block, after what was wished for before. */
        void send(T message) {
            // a wish for no block at all, with the message at its end
            add(new Wish<>(1, 0, block -> Optional.empty(), Optional.of(message)));
        }

        /** Sends something about every block from one number on, for ever. */
        void start(long first, Function<Block, Optional<T>> content) {
            add(new Wish<>(first, -1, content, Optional.empty()));
        }

        /** Sends something about every block from one number (unsigned) to another, and a message at the end. */
        void start(long first, long last, Function<Block, Optional<T>> content, T atEnd) {
            add(new Wish<>(first, last, content, Optional.of(atEnd)));
        }

        void end() {
            subscriptions.remove(this);
        }

        /** The client wishes for nothing more; what it has wished for it still gets. */
        void finish() {
            synchronized (this) {
                asksNoMore = true;
            }
            wake();
        }

        private void add(Wish<T> wish) {
            synchronized (this) {
                if (wishes.size() == MOST_WISHES) {
                    throw Status.RESOURCE_EXHAUSTED
                            .withDescription("too many requests in one stream")
                            .asRuntimeException();
                }
                wishes.add(wish);
            }
            subscriptions.add(this);
            wake();
        }

        /** Has the stream go on unless it already does; then it looks once more before it rests. */
        private void wake() {
            synchronized (this) {
                if (running) {
                    again = true;
                    return;
                }
                running = true;
            }
            executor.execute(this::run);
        }

        private void run() {
            do {
                sendWhatIsThere();
            } while (mustGoOn());
        }

        private synchronized boolean mustGoOn() {
            running = again;
            again = false;
            return running;
        }

        private void sendWhatIsThere() {
            try {
                while (!client.isCancelled() && client.isReady() && sendNext()) {
                    // one message after the other
                }
            } catch (RuntimeException e) {
                end();
                if (!client.isCancelled()) {
                    client.onError(
                            Status.INTERNAL.withDescription(e.getMessage()).asRuntimeException());
                }
            }
        }

        /** Whether there may be more to send. */
        private boolean sendNext() {
            if (current == null && !takeWish()) {
                completeIfFinished();
                return false;
            }
            if (Long.compareUnsigned(next, current.last()) > 0) {
                current.atEnd().ifPresent(client::onNext);
                current = null;
                return true;
            }
            if (Long.compareUnsigned(next, ledger.height()) >= 0) {
                return false;
            }
            current.content().apply(ledger.block((int) next)).ifPresent(client::onNext);
            next++;
            return true;
        }

        private void completeIfFinished() {
            boolean finished;
            synchronized (this) {
                finished = asksNoMore && wishes.isEmpty();
                asksNoMore &= !finished;
            }
            if (finished) {
                end();
                client.onCompleted();
            }
        }

        private synchronized boolean takeWish() {
            current = wishes.poll();
            next = current == null ? 0 : current.first();
            return current != null;
        }
    }

    @Override
    public void close() {
        ledger.removeListener(wakeAll);
    }
}
