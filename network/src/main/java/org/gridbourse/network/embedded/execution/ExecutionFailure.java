package org.gridbourse.network.embedded.execution;

/** A proposal could not be executed for a reason on the peer's side, told to the client in the peer's words. */
final class ExecutionFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ExecutionFailure(String message) {
        super(message, null, false, false);
    }
}
