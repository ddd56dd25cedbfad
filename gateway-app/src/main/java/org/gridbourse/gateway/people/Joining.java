package org.gridbourse.gateway.people;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.gridbourse.gateway.access.Role;
import org.gridbourse.gateway.web.RefusedCall;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Takes up invitations: of a new person, or of one who has an account already and proves it. */
@Component
class Joining {
    private final Invitations invitations;
    private final Accounts accounts;
    private final Passwords passwords;
    private final Login login;
    private final TransactionTemplate transactions;
    private final Home home;

    Joining(
            Invitations invitations,
            Accounts accounts,
            Passwords passwords,
            Login login,
            TransactionTemplate transactions,
            Home home) {
        this.invitations = invitations;
        this.accounts = accounts;
        this.passwords = passwords;
        this.login = login;
        this.transactions = transactions;
        this.home = home;
    }

    /** @throws RefusedCall if the code is none, is over or used, or the name is taken by somebody else */
    Account accept(String code, String user, String password, String address) {
        login.requirePatience("", address);
        Invitation invitation = invitations.find(code).orElseThrow(() -> {
            login.failedCode(address);
            return new RefusedCall(HttpStatus.NOT_FOUND, "INVITATION_UNKNOWN", "there is no such invitation");
        });
        requireOpen(invitation);
        Optional<Account> known = accounts.find(user);
        if (known.isPresent() && !passwords.matches(password, known)) {
            login.failedCode(address);
            throw new RefusedCall(
                    HttpStatus.CONFLICT,
                    "USER_TAKEN",
                    "this name is taken; choose another, or give its password if it is yours");
        }
        String hash = known.isPresent() ? "" : passwords.hash(password);
        transactions.executeWithoutResult(status -> {
            if (!invitations.take(invitation, user)) {
                throw used();
            }
            if (known.isEmpty()) {
                accounts.create(user, hash);
            }
            accounts.add(user, roles(invitation), invitation.participantId());
        });
        return accounts.find(user).orElseThrow();
    }

    private void requireOpen(Invitation invitation) {
        if (invitation.usedBy().isPresent()) {
            throw used();
        }
        if (invitations.isOver(invitation)) {
            throw new RefusedCall(
                    HttpStatus.GONE, "INVITATION_EXPIRED", "this invitation is over; ask for another one");
        }
    }

    private static RefusedCall used() {
        return new RefusedCall(HttpStatus.CONFLICT, "INVITATION_USED", "this invitation has been used");
    }

    /** Who first looks after the grid company's people runs its market too. */
    private Set<Role> roles(Invitation invitation) {
        boolean first = invitation.invitedBy().equals(FirstAdministrator.INVITER);
        return first && home.isGrid() ? EnumSet.of(Role.ADMINISTRATOR, Role.OPERATOR) : EnumSet.of(invitation.role());
    }
}
