package org.gridbourse.gateway.web;

import jakarta.servlet.ServletException;
import java.io.IOException;
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
    /** The request's attribute with the action that gives up its body; for whoever answers later. */
    static final String GIVE_UP = UnreadBodyValve.class.getName();

    UnreadBodyValve() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        org.apache.coyote.Request raw = request.getCoyoteRequest();
        Runnable giveUp = () -> raw.action(ActionCode.DISABLE_SWALLOW_INPUT, null);
        request.setAttribute(GIVE_UP, giveUp);
        getNext().invoke(request, response);
        boolean chunked = request.getHeader("Transfer-Encoding") != null;
        if (!request.isAsync() && (chunked || raw.getContentLengthLong() > raw.getBytesRead())) {
            response.setHeader("Connection", "close");
            giveUp.run();
        }
    }
}
