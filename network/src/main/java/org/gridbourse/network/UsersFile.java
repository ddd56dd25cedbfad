package org.gridbourse.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.gridbourse.fabric.json.Json;
import org.gridbourse.network.identity.User;

/** Reads further identities to issue: {@code [{"organisation": "North", "name": "n-1", "attributes": {"role": "prosumer"}}]}. */
final class UsersFile {
    private UsersFile() {}

    static List<User> read(Path file) {
        if (!Files.isReadable(file)) {
            throw new IllegalArgumentException(file + " cannot be read");
        }
        try {
            if (!(Json.read(file) instanceof List<?> entries)) {
                throw new IllegalArgumentException(file + " must hold an array of users");
            }
            List<User> users = new ArrayList<>();
            for (Object entry : entries) {
                users.add(user(entry, file + ", user " + (users.size() + 1)));
            }
            return users;
        } catch (IOException e) {
            throw new IllegalArgumentException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static User user(Object entry, String where) {
        if (!(entry instanceof Map<?, ?> fields)
                || !(fields.get("organisation") instanceof String organisation)
                || !(fields.get("name") instanceof String name)
                || !(fields.get("attributes") instanceof Map<?, ?> given)) {
            throw new IllegalArgumentException(
                    where + " must have the texts organisation and name and the object attributes");
        }
        Map<String, String> attributes = new TreeMap<>();
        given.forEach((key, value) -> {
            if (!(key instanceof String attribute) || !(value instanceof String text)) {
                throw new IllegalArgumentException(where + ", attribute %s: must be a text".formatted(key));
            }
            attributes.put(attribute, text);
        });
        try {
            return new User(organisation, name, attributes);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(where + ": " + e.getMessage(), e);
        }
    }
}
