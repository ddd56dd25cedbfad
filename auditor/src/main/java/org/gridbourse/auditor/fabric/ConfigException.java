package org.gridbourse.auditor.fabric;

/** A channel configuration that cannot be read or may not be. */
public final class ConfigException extends Exception {
    private static final long serialVersionUID = 1L;

    ConfigException(String message) {
        super(message);
    }
}
