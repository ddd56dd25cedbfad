package org.gridbourse.gateway.people;

import java.time.Duration;
import java.util.Optional;
import org.gridbourse.gateway.web.RefusedCall;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Checks passwords, and lets nobody try for ever. */
@Component
class Login {
    private final Accounts accounts;
    private final Passwords passwords;
    private final Attempts attempts;

    Login(Accounts accounts, Passwords passwords, Attempts attempts) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.attempts = attempts;
    }

    /**
     * The account that the password opens.
     *
     * @throws RefusedCall if it opens none, or after too many wrong ones
     */
    Account check(String user, String password, String address) {
        String name = UserName.canonical(user);
        requirePatience(name, address);
        Optional<Account> account = accounts.find(name);
        if (!passwords.matches(password, account)) {
            attempts.failed(name, address);
            throw new RefusedCall(HttpStatus.UNAUTHORIZED, "LOGIN_WRONG", "user or password is wrong");
        }
        attempts.succeeded(name);
        return account.orElseThrow();
    }

    /** @throws RefusedCall after too many wrong passwords or codes */
    void requirePatience(String user, String address) {
        Duration wait = attempts.toWait(user, address);
        if (!wait.isZero()) {
            throw new RefusedCall(
                    HttpStatus.TOO_MANY_REQUESTS,
                    "TOO_MANY_ATTEMPTS",
                    "too many wrong tries; try again in %d minutes".formatted(wait.toMinutes() + 1));
        }
    }

    void failedCode(String address) {
        attempts.failed("", address);
    }
}
