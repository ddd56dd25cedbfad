package org.gridbourse.network.identity;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A client identity to issue.
 *
 * @param organisation name of the organisation that issues it
 * @param name name before the {@code @}, such as {@code north-1}; {@code Admin} is reserved
 * @param attributes what its certificate says about it, read on the ledger: {@code role} and {@code participant}
 */
public record User(String organisation, String name, Map<String, String> attributes) {
    public User {
        if (!name.matches("[A-Za-z0-9_-]{1,48}")) {
            throw new IllegalArgumentException(
                    "name (%s) must be 1 to 48 letters, digits, hyphens or underscores".formatted(name));
        }
        attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
    }

    /** One user for each role, so that a client can try every function of the market at once. */
    public static List<User> oneForEachRole(Organisation organisation) {
        String name = organisation.name();
        String participant = name.toLowerCase(Locale.ROOT) + "-prosumer";
        return List.of(
                new User(name, "operator", Map.of("role", "operator")),
                new User(name, "auditor", Map.of("role", "auditor")),
                new User(name, "meter", Map.of("role", "meter")),
                new User(name, "prosumer", Map.of("role", "prosumer", "participant", participant)));
    }
}
