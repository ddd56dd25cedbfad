package org.gridbourse.gateway.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Tells a problem where no controller is at work yet, and that the connection ends where the body is left unread. */
@Component
public class ProblemWriter {
    private final JsonMapper json;

    ProblemWriter(JsonMapper json) {
        this.json = json;
    }

    public void write(
            HttpServletRequest request, HttpServletResponse response, HttpStatus status, String code, String text)
            throws IOException {
        if (RefusedBody.isLeft(request)) {
            response.setHeader(HttpHeaders.CONNECTION, "close");
        }
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        byte[] body = json.writeValueAsBytes(Problems.detail(status, code, Told.to(request, text)));
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
