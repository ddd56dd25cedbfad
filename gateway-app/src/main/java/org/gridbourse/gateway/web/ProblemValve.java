package org.gridbourse.gateway.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.gridbourse.market.json.Json;
import org.gridbourse.market.json.JsonObject;
import org.springframework.http.MediaType;

/** What the web server refuses before the application sees it, such as an address with {@code %00}, as a problem. */
public final class ProblemValve extends ErrorReportValve {

    @Override
    protected void report(Request request, Response response, Throwable problem) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        JsonObject body = JsonObject.builder()
                .put("status", status)
                .put("title", "Bad Request")
                .put("detail", "the address or the head of the call cannot be read")
                .put("code", status < 500 ? "BAD_INPUT" : "DEFECT")
                .build();
        try {
            response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
            response.getOutputStream().write(Json.write(body).getBytes(StandardCharsets.UTF_8));
            response.finishResponse();
        } catch (IOException callerIsGone) {
            container.getLogger().debug("a problem could not be told", callerIsGone);
        }
    }
}
