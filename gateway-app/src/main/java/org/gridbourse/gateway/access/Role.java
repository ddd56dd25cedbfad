package org.gridbourse.gateway.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a person is at this instance. */
public enum Role {
    /** Trades for its own participants. */
    PROSUMER,
    /** Looks after the people and participants of the organisation. */
    ADMINISTRATOR,
    /** Acts for the grid company: registers, books, announces. */
    OPERATOR,
    /** Sees everything, changes nothing. */
    AUDITOR;

    /** As written in requests and answers. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Role> of(String text) {
        return Arrays.stream(values())
                .filter(role -> role.name().equalsIgnoreCase(text))
                .findFirst();
    }
}
