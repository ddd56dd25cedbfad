package org.gridbourse.gateway.web;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
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
    private static final long DISCARD_MAX_BYTES = 16 * LoopbackGuard.BODY_MAX_BYTES;

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
        response.flushBuffer();
        AsyncContext later = request.startAsync(request, response);
        later.setTimeout(LIMIT.toMillis());
        later.addListener(new Impatient(request));
        request.getInputStream().setReadListener(new Discarding(request, later));
    }

    private static void cutOff(HttpServletRequest request) {
        if (request.getAttribute(UnreadBodyValve.GIVE_UP) instanceof Runnable giveUp) {
            giveUp.run();
        }
    }

    private static final class Discarding implements ReadListener {
        private final HttpServletRequest request;
        private final AsyncContext later;
        private final ServletInputStream input;
        private long bytes;

        Discarding(HttpServletRequest request, AsyncContext later) throws IOException {
            this.request = request;
            this.later = later;
            this.input = request.getInputStream();
        }

        @Override
        public void onDataAvailable() throws IOException {
            byte[] chunk = new byte[BodyReader.CHUNK_BYTES];
            while (bytes <= DISCARD_MAX_BYTES && input.isReady() && !input.isFinished()) {
                bytes += Math.max(0, input.read(chunk));
            }
            if (bytes > DISCARD_MAX_BYTES) {
                cutOff(request);
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
    }

    /** Ends it when the time is over, or the caller is gone. */
    private record Impatient(HttpServletRequest request) implements AsyncListener {

        @Override
        public void onTimeout(AsyncEvent event) {
            cutOff(request);
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
