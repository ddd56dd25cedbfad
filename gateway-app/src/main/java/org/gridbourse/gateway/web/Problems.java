package org.gridbourse.gateway.web;

import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Problems as RFC 9457 asks, each with a stable code. */
final class Problems {
    /** What the web server itself objects to. */
    private static final Map<Integer, String> CODES = Map.of(
            404, "NOT_FOUND",
            405, "METHOD_NOT_ALLOWED",
            406, "NOT_ACCEPTABLE",
            413, "TOO_LARGE",
            415, "UNSUPPORTED_MEDIA_TYPE");

    private Problems() {}

    static ProblemDetail detail(HttpStatusCode status, String code, String text) {
        ProblemDetail detail = ProblemDetail.forStatusAndDetail(status, text);
        detail.setProperty("code", code);
        return detail;
    }

    static ProblemDetail badInput(String text) {
        return detail(HttpStatus.UNPROCESSABLE_CONTENT, "BAD_INPUT", text);
    }

    /** Objections of the web framework; what it calls a bad request is bad input here. */
    static ProblemDetail ofStatus(HttpStatusCode status, String text) {
        String code = CODES.get(status.value());
        if (code != null) {
            return detail(status, code, text);
        }
        return status.is4xxClientError() ? badInput(text) : detail(status, "DEFECT", "the instance's log says more");
    }

    /** Which field of a body cannot be read, without a word about our classes. */
    static String text(JacksonException problem) {
        String field = problem.getPath().stream()
                .map(step ->
                        step.getPropertyName() == null ? "[" + step.getIndex() + "]" : "." + step.getPropertyName())
                .collect(Collectors.joining())
                .replaceFirst("^\\.", "");
        if (problem instanceof UnrecognizedPropertyException unknown) {
            return "%s is not known here; known are %s"
                    .formatted(
                            field,
                            unknown.getKnownPropertyIds().stream()
                                    .map(String::valueOf)
                                    .collect(Collectors.joining(", ")));
        }
        if (problem instanceof MismatchedInputException) {
            return field.isEmpty() ? "the body must be an object" : field + " is of the wrong type or out of range";
        }
        if (problem.getLocation() == null) {
            return "the body is nested too deep, or has a text or number that is too long";
        }
        return "no JSON at line %d, column %d: %s"
                .formatted(
                        problem.getLocation().getLineNr(),
                        problem.getLocation().getColumnNr(),
                        problem.getOriginalMessage()
                                .lines()
                                .findFirst()
                                .orElse("")
                                .replaceFirst(" \\(start marker.*", ""));
    }
}
