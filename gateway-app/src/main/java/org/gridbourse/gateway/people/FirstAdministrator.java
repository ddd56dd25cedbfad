package org.gridbourse.gateway.people;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.gridbourse.gateway.access.Role;
import org.gridbourse.gateway.settings.StartupException;
import org.gridbourse.gateway.work.LeaderWork;
import org.gridbourse.programs.PrivateFolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * As long as an instance has no administrator, each start makes one invitation for the first: its code is told in the
 * log and lies in {@code first-administrator} in the data folder, for its owner alone.
 */
@Component
@Lazy(false)
class FirstAdministrator implements LeaderWork {
    static final String INVITER = "first start";
    private static final Logger log = LoggerFactory.getLogger(FirstAdministrator.class);
    private static final Duration LIFE = Duration.ofDays(7);

    private final Accounts accounts;
    private final Invitations invitations;
    private final Path file;
    private volatile boolean running;

    FirstAdministrator(Accounts accounts, Invitations invitations, Home home) {
        this.accounts = accounts;
        this.invitations = invitations;
        this.file = home.data().resolve("first-administrator");
    }

    @Override
    public void start() {
        running = true;
        try {
            if (accounts.hasAdministrator()) {
                Files.deleteIfExists(file);
            } else {
                invite();
            }
        } catch (IOException problem) {
            throw StartupException.surroundings("%s cannot be written: %s".formatted(file, problem), problem);
        }
    }

    private void invite() throws IOException {
        invitations.withdraw(INVITER);
        String code = invitations.create(Role.ADMINISTRATOR, Optional.empty(), INVITER, LIFE);
        Files.deleteIfExists(file);
        PrivateFolder.createFile(file);
        Files.writeString(file, code + "\n");
        log.info("there is no administrator yet; the first one's invitation, also in {}: {}", file, code);
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
