package org.gridbourse.gateway.web;

import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import java.io.IOException;
import java.util.Optional;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;

/**
 * Closes a connection whose call the web server itself answered before its body was there, and says so in the answer. The
 * web server would read the rest first, as slowly as it comes, and give a thread away for it. What the application
 * refuses is {@link RefusedBody}'s.
 */
final class UnreadBodyValve extends ValveBase {
    private static final String CONNECTION = UnreadBodyValve.class.getName();

    UnreadBodyValve() {
        super(true);
    }

    /** The web server's own side of a call: it can read the body still when the answer is complete; the call cannot. */
    static Optional<org.apache.coyote.Request> connection(ServletRequest request) {
        return Optional.ofNullable((org.apache.coyote.Request) request.getAttribute(CONNECTION));
    }

    /** Gives up what is left of a call's body: the connection ends with the answer. */
    static void giveUp(ServletRequest request) {
        connection(request).ifPresent(UnreadBodyValve::giveUp);
    }

    private static void giveUp(org.apache.coyote.Request connection) {
        connection.action(ActionCode.DISABLE_SWALLOW_INPUT, null);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        org.apache.coyote.Request raw = request.getCoyoteRequest();
        request.setAttribute(CONNECTION, raw);
        getNext().invoke(request, response);
        boolean chunked = request.getHeader("Transfer-Encoding") != null;
        if (!request.isAsync() && (chunked || raw.getContentLengthLong() > raw.getBytesRead())) {
            response.setHeader("Connection", "close");
            giveUp(raw);
        }
    }
}
