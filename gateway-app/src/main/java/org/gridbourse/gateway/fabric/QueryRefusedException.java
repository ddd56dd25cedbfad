package org.gridbourse.gateway.fabric;

/** The contract refused a query, with its stable code. */
public final class QueryRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;

    QueryRefusedException(String code, String detail) {
        super(detail);
        this.code = code;
    }

    public String code() {
        return code;
    }
}
