package org.gridbourse.gateway.web;

import org.springframework.http.HttpStatus;

/** A call that was understood and cannot be served as things stand, with a stable code. */
public final class RefusedCall extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final HttpStatus status;
    private final String code;

    public RefusedCall(HttpStatus status, String code, String detail) {
        super(detail);
        this.status = status;
        this.code = code;
    }

    public HttpStatus status() {
        return status;
    }

    public String code() {
        return code;
    }
}
