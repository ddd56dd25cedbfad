package org.gridbourse.cli.community;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The organisations of the network, each with a peer, a gateway-app and participants of its own. */
public enum Organisation {
    GRID("Grid"),
    NORTH("North"),
    SOUTH("South");

    /** All names, for people. */
    static final String NAMES =
            Arrays.stream(values()).map(Organisation::displayName).collect(Collectors.joining(", "));

    private final String displayName;

    Organisation(String displayName) {
        this.displayName = displayName;
    }

    public String displayName() {
        return displayName;
    }

    /** The name in lower case, as in file names. */
    public String id() {
        return displayName.toLowerCase(Locale.ROOT);
    }

    static Optional<Organisation> named(String name) {
        return Arrays.stream(values())
                .filter(organisation -> organisation.displayName.equals(name))
                .findFirst();
    }
}
