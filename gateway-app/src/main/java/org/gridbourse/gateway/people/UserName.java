package org.gridbourse.gateway.people;

import java.util.Locale;
import org.gridbourse.gateway.access.Caller;
import org.gridbourse.gateway.web.BadInputException;

/** Names of accounts: what is told apart by capitals alone is the same. */
final class UserName {
    private static final String PATTERN = "[a-z0-9][a-z0-9._@+-]{0,63}";

    private UserName() {}

    static String canonical(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }

    /** The name of a new account. */
    static String required(String text) {
        String name = canonical(BadInputException.required("user", text));
        if (!name.matches(PATTERN) || name.equals(Caller.INSTANCE)) {
            throw new BadInputException(
                    "user", "must be up to 64 letters, digits and . _ @ + -, beginning with a letter or digit");
        }
        return name;
    }

    static String requiredPassword(String field, String text) {
        String password = BadInputException.required(field, text);
        if (password.length() < Passwords.LENGTH_MIN || password.length() > Passwords.LENGTH_MAX) {
            throw new BadInputException(
                    field, "must have %d to %d characters".formatted(Passwords.LENGTH_MIN, Passwords.LENGTH_MAX));
        }
        return password;
    }
}
