package org.gridbourse.gateway.web;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.apache.coyote.Request;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;

/**
 * The body of a call that was refused before anybody read it. The answer goes out at once and says that the connection
 * ends; what the caller still sends is thrown away without a thread that waits. A connection that is closed while its
 * caller sends takes the answer with it: the caller would learn of a broken connection, and not why.
 */
final class RefusedBody {
    /** Enough for a body that is too large by mistake; who sends more is cut off. */
    private static final long DISCARD_MAX_BYTES = 16 * HostGuard.BODY_MAX_BYTES;

    /** On a machine that is busy, a caller takes a while to notice that it was answered. */
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private static final Logger log = LoggerFactory.getLogger(RefusedBody.class);

    private RefusedBody() {}

    /** Whether the call has a body that nobody has read. */
    static boolean isLeft(HttpServletRequest request) {
        boolean hasBody =
                request.getContentLengthLong() > 0 || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
        return hasBody && request.getAttribute(BodyReader.BODY) == null;
    }

    /** Sends the answer that is written, and lets the caller finish; nothing where the body was read or is awaited. */
    static void discard(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!isLeft(request) || request.isAsyncStarted()) {
            return;
        }
        Optional<Request> connection = UnreadBodyValve.connection(request);
        if (connection.isEmpty()) {
            return;
        }
        response.flushBuffer();
        AsyncContext later = request.startAsync(request, response);
        later.setTimeout(LIMIT.toMillis());
        later.addListener(new Impatient(request));
        connection.get().setReadListener(new Discarding(connection.get(), later));
    }

    /**
     * Reads from the connection, not from the call's stream: that one is closed as soon as the last byte of the answer
     * is written, and reading it would break the connection off with the answer on its way.
     */
    private static final class Discarding implements ReadListener, ApplicationBufferHandler {
        private final Request connection;
        private final AsyncContext later;
        private ByteBuffer chunk = ByteBuffer.allocate(0);
        private long bytes;

        Discarding(Request connection, AsyncContext later) {
            this.connection = connection;
            this.later = later;
        }

        @Override
        public void onDataAvailable() throws IOException {
            while (bytes <= DISCARD_MAX_BYTES && !connection.isFinished() && connection.isReady()) {
                bytes += Math.max(0, connection.doRead(this));
            }
            if (bytes > DISCARD_MAX_BYTES) {
                UnreadBodyValve.giveUp(later.getRequest());
                later.complete();
            }
        }

        @Override
        public void onAllDataRead() {
            later.complete();
        }

        @Override
        public void onError(Throwable callerIsGone) {
            log.debug("the body of a refused call ended before its end", callerIsGone);
        }

        @Override
        public void setByteBuffer(ByteBuffer buffer) {
            chunk = buffer;
        }

        @Override
        public ByteBuffer getByteBuffer() {
            return chunk;
        }

        @Override
        public void expand(int size) {
            // what is thrown away needs no room
        }
    }

    /** Ends it when the time is over, or the caller is gone. */
    private record Impatient(HttpServletRequest request) implements AsyncListener {

        @Override
        public void onTimeout(AsyncEvent event) {
            UnreadBodyValve.giveUp(request);
            event.getAsyncContext().complete();
        }

        @Override
        public void onComplete(AsyncEvent event) {}

        /** The caller is gone: it has its answer, or does not want it. */
        @Override
        public void onError(AsyncEvent event) {
            event.getAsyncContext().complete();
        }

        @Override
        public void onStartAsync(AsyncEvent event) {}
    }
}
