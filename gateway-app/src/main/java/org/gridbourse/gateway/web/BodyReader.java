package org.gridbourse.gateway.web;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Gathers a call's body before anything is done for it, without a thread that waits: whoever sends slowly holds up nobody
 * but himself, and not for longer than {@link #LIMIT}.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 2)
class BodyReader extends OncePerRequestFilter {
    /** For a body of at most a megabyte, from its first byte to its last. */
    static final Duration LIMIT = Duration.ofSeconds(2);

    static final int CHUNK_BYTES = 8 * 1024;

    private static final Logger log = LoggerFactory.getLogger(BodyReader.class);
    static final String BODY = BodyReader.class.getName() + ".body";

    private final ProblemWriter problems;

    BodyReader(ProblemWriter problems) {
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return false;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getAttribute(BODY) instanceof byte[] body) {
            chain.doFilter(new ReadRequest(request, body), response);
        } else if (request.getContentLengthLong() > 0) {
            gather(request, response);
        } else {
            chain.doFilter(request, response);
        }
    }

    private void gather(HttpServletRequest request, HttpServletResponse response) throws IOException {
        AsyncContext later = request.startAsync(request, response);
        later.setTimeout(LIMIT.toMillis());
        later.addListener(new TooSlow(request, response));
        request.getInputStream().setReadListener(new Gathering(request, later));
    }

    private static final class Gathering implements ReadListener {
        private final HttpServletRequest request;
        private final AsyncContext later;
        private final ServletInputStream input;
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();

        Gathering(HttpServletRequest request, AsyncContext later) throws IOException {
            this.request = request;
            this.later = later;
            this.input = request.getInputStream();
        }

        @Override
        public void onDataAvailable() throws IOException {
            byte[] chunk = new byte[CHUNK_BYTES];
            while (input.isReady() && !input.isFinished()) {
                int read = input.read(chunk);
                if (read > 0) {
                    body.write(chunk, 0, read);
                }
            }
        }

        @Override
        public void onAllDataRead() {
            request.setAttribute(BODY, body.toByteArray());
            later.dispatch();
        }

        @Override
        public void onError(Throwable callerIsGone) {
            log.debug("a body ended before its end", callerIsGone);
        }
    }

    private final class TooSlow implements AsyncListener {
        private final HttpServletRequest request;
        private final HttpServletResponse response;

        TooSlow(HttpServletRequest request, HttpServletResponse response) {
            this.request = request;
            this.response = response;
        }

        @Override
        public void onTimeout(AsyncEvent event) throws IOException {
            problems.write(
                    request,
                    response,
                    HttpStatus.REQUEST_TIMEOUT,
                    "TOO_SLOW",
                    "a body must be here within %d seconds".formatted(LIMIT.toSeconds()));
            response.flushBuffer();
            UnreadBodyValve.giveUp(request);
            event.getAsyncContext().complete();
        }

        @Override
        public void onComplete(AsyncEvent event) {}

        /** The caller is gone: there is nobody to tell. */
        @Override
        public void onError(AsyncEvent event) {
            event.getAsyncContext().complete();
        }

        @Override
        public void onStartAsync(AsyncEvent event) {}
    }
}
