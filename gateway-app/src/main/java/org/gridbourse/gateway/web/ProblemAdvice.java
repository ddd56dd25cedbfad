package org.gridbourse.gateway.web;

import org.gridbourse.gateway.fabric.NetworkUnavailableException;
import org.gridbourse.gateway.fabric.QueryRefusedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.core.JacksonException;

/** Every problem as RFC 9457 asks, with the stable code of the refusal. */
@RestControllerAdvice
class ProblemAdvice extends ResponseEntityExceptionHandler {
    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

    @ExceptionHandler
    ProblemDetail submit(SubmitProblem problem) {
        return detail(problem.status(), problem.code(), problem.getMessage());
    }

    @ExceptionHandler
    ProblemDetail query(QueryRefusedException problem) {
        HttpStatus status = problem.code().endsWith("_UNKNOWN") ? HttpStatus.NOT_FOUND : HttpStatus.CONFLICT;
        return detail(status, problem.code(), problem.getMessage());
    }

    @ExceptionHandler
    ProblemDetail network(NetworkUnavailableException problem) {
        return detail(HttpStatus.SERVICE_UNAVAILABLE, "NETWORK_UNAVAILABLE", problem.getMessage());
    }

    @ExceptionHandler
    ProblemDetail input(BadInputException problem) {
        return detail(HttpStatus.UNPROCESSABLE_CONTENT, "BAD_INPUT", problem.getMessage());
    }

    @ExceptionHandler
    ProblemDetail notFound(NotFoundException problem) {
        return detail(HttpStatus.NOT_FOUND, "NOT_FOUND", problem.getMessage());
    }

    @ExceptionHandler
    ProblemDetail defect(RuntimeException problem) {
        log.error("a request failed", problem);
        return detail(HttpStatus.INTERNAL_SERVER_ERROR, "DEFECT", "the instance's log says more");
    }

    @Override
    protected ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException problem, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String what = problem.getCause() instanceof JacksonException json
                ? json.getOriginalMessage()
                : "the body cannot be read";
        ProblemDetail detail = detail(HttpStatus.UNPROCESSABLE_CONTENT, "BAD_INPUT", what);
        return ResponseEntity.status(HttpStatus.UNPROCESSABLE_CONTENT).body(detail);
    }

    private static ProblemDetail detail(HttpStatus status, String code, String text) {
        ProblemDetail detail = ProblemDetail.forStatusAndDetail(status, text);
        detail.setProperty("code", code);
        return detail;
    }
}
