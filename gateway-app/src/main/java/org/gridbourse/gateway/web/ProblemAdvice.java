package org.gridbourse.gateway.web;

import org.apache.tomcat.util.http.InvalidParameterException;
import org.gridbourse.gateway.access.ForbiddenException;
import org.gridbourse.gateway.fabric.NetworkUnavailableException;
import org.gridbourse.gateway.fabric.QueryRefusedException;
import org.gridbourse.gateway.settings.GatewaySettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import tools.jackson.core.JacksonException;

/** Every problem as RFC 9457 asks, with the stable code of the refusal. */
@RestControllerAdvice
class ProblemAdvice extends ResponseEntityExceptionHandler {
    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);
    private static final String OPERATOR = "Grid";

    private final String organisation;

    ProblemAdvice(GatewaySettings settings) {
        this.organisation = settings.organisation();
    }

    @ExceptionHandler
    ProblemDetail submit(SubmitProblem problem) {
        return Problems.detail(problem.status(), problem.code(), problem.getMessage());
    }

    @ExceptionHandler
    ProblemDetail query(QueryRefusedException problem) {
        HttpStatus status = problem.code().endsWith("_UNKNOWN") ? HttpStatus.NOT_FOUND : HttpStatus.CONFLICT;
        return Problems.detail(status, problem.code(), problem.getMessage());
    }

    @ExceptionHandler
    ProblemDetail network(NetworkUnavailableException problem) {
        return Problems.detail(HttpStatus.SERVICE_UNAVAILABLE, "NETWORK_UNAVAILABLE", problem.getMessage());
    }

    @ExceptionHandler
    ProblemDetail forbidden(ForbiddenException problem) {
        return Problems.detail(HttpStatus.FORBIDDEN, problem.code(), problem.getMessage());
    }

    @ExceptionHandler
    ProblemDetail refused(RefusedCall problem) {
        return Problems.detail(problem.status(), problem.code(), problem.getMessage());
    }

    @ExceptionHandler
    ProblemDetail input(BadInputException problem) {
        ProblemDetail detail = Problems.badInput(problem.getMessage());
        detail.setProperty("field", problem.field());
        return detail;
    }

    @ExceptionHandler
    ProblemDetail parameters(InvalidParameterException problem) {
        return Problems.badInput("the parameters of the address cannot be read");
    }

    @ExceptionHandler
    ProblemDetail notFound(NotFoundException problem) {
        return Problems.detail(HttpStatus.NOT_FOUND, "NOT_FOUND", problem.getMessage());
    }

    @ExceptionHandler
    ProblemDetail defect(RuntimeException problem) {
        log.error("a request failed", problem);
        return Problems.detail(HttpStatus.INTERNAL_SERVER_ERROR, "DEFECT", "the instance's log says more");
    }

    /** What the framework says of bodies, parameters, methods and media types. */
    @Override
    protected ResponseEntity<Object> handleExceptionInternal(
            Exception problem, Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        ProblemDetail detail = Problems.ofStatus(status, text(problem, body, request));
        return ResponseEntity.status(detail.getStatus()).headers(headers).body(detail);
    }

    private String text(Exception problem, Object body, WebRequest request) {
        if (isOperatorsMatter(problem, request)) {
            return "%s's instance does not serve this call: what the operator does is done at Grid's instance"
                    .formatted(organisation);
        }
        if (problem instanceof HttpMessageNotReadableException) {
            return problem.getCause() instanceof JacksonException json ? Problems.text(json) : "the body is missing";
        }
        if (problem instanceof MethodArgumentTypeMismatchException argument) {
            return "%s is no %s"
                    .formatted(
                            argument.getName(),
                            argument.getParameter().getParameterType().getSimpleName());
        }
        return body instanceof ProblemDetail detail ? String.valueOf(detail.getDetail()) : "the call cannot be read";
    }

    /** A change that is served nowhere here may be one of those that the grid company's instance alone makes. */
    private boolean isOperatorsMatter(Exception problem, WebRequest request) {
        boolean notServed = problem instanceof NoResourceFoundException
                || problem instanceof HttpRequestMethodNotSupportedException;
        return notServed
                && !organisation.equals(OPERATOR)
                && request instanceof ServletWebRequest call
                && call.getRequest().getMethod().equals("POST");
    }
}
