package org.gridbourse.gateway.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a program's token is good for. It never gives more than the role of the person who made it. */
public enum Scope {
    READ,
    ORDERS,
    READINGS,
    OPERATE;

    /** As written in requests and answers. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Scope> of(String text) {
        return Arrays.stream(values())
                .filter(scope -> scope.text().equals(text))
                .findFirst();
    }
}
