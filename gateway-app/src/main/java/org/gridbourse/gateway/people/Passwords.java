package org.gridbourse.gateway.people;

import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Hashes and checks passwords by Argon2id. Each takes 16 MiB and some ten milliseconds on purpose, so only a few are at
 * work at once; an unknown user costs as much as a known one.
 */
@Component
class Passwords {
    static final int LENGTH_MIN = 8;
    static final int LENGTH_MAX = 200;
    private static final int AT_ONCE = 2;

    private final Argon2PasswordEncoder encoder = Argon2PasswordEncoder.defaultsForSpringSecurity_v5_8();
    private final Semaphore seats = new Semaphore(AT_ONCE, true);
    private final String nobodys = encoder.encode(Secret.fresh());

    String hash(String password) {
        seats.acquireUninterruptibly();
        try {
            return encoder.encode(password);
        } finally {
            seats.release();
        }
    }

    /** Whether it is the account's password; never, if there is no account or it is disabled. */
    boolean matches(String password, Optional<Account> account) {
        seats.acquireUninterruptibly();
        try {
            boolean right =
                    encoder.matches(password, account.map(Account::passwordHash).orElse(nobodys));
            return right && account.isPresent() && !account.get().disabled();
        } finally {
            seats.release();
        }
    }
}
