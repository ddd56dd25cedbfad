package org.gridbourse.gateway.people;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.gridbourse.gateway.access.Caller;
import org.gridbourse.gateway.access.Role;
import org.gridbourse.gateway.people.OutsideLogins.Outsider;
import org.gridbourse.gateway.web.RefusedCall;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Takes up invitations: of a new person, or of one who has an account already and proves it. */
@Component
class Joining {
    private static final int NAME_MAX = 56;

    private final Invitations invitations;
    private final Accounts accounts;
    private final Passwords passwords;
    private final Login login;
    private final OutsideLogins outside;
    private final TransactionTemplate transactions;
    private final Home home;

    Joining(
            Invitations invitations,
            Accounts accounts,
            Passwords passwords,
            Login login,
            OutsideLogins outside,
            TransactionTemplate transactions,
            Home home) {
        this.invitations = invitations;
        this.accounts = accounts;
        this.passwords = passwords;
        this.login = login;
        this.outside = outside;
        this.transactions = transactions;
        this.home = home;
    }

    /** @throws RefusedCall if the code is none, is over or used, or the name is taken by somebody else */
    Account accept(String code, String user, String password, String address) {
        Invitation invitation = open(code, address);
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
            if (known.isEmpty()) {
                accounts.create(user, hash);
            }
            take(invitation, user);
        });
        return accounts.find(user).orElseThrow();
    }

    /**
     * The account of somebody whom a provider knows; with an invitation, that is added to it, or opens it.
     *
     * @throws RefusedCall if there is neither an account nor an invitation that holds, or the account is shut
     */
    Account enter(Outsider outsider, Optional<String> code, String address) {
        Optional<Invitation> invitation = code.map(given -> open(given, address));
        Optional<String> known = outside.userOf(outsider);
        if (known.isEmpty() && invitation.isEmpty()) {
            throw new RefusedCall(
                    HttpStatus.FORBIDDEN,
                    "OUTSIDE_UNKNOWN",
                    "nobody here knows this login; take up an invitation first");
        }
        String hash = known.isPresent() ? "" : passwords.hash(Secret.fresh());
        String user = known.orElseGet(() -> freeName(outsider.name()));
        transactions.executeWithoutResult(status -> {
            if (known.isEmpty()) {
                accounts.create(user, hash);
                outside.keep(outsider, user);
            }
            invitation.ifPresent(taken -> take(taken, user));
        });
        Account account = accounts.find(user).orElseThrow();
        if (account.disabled()) {
            throw new RefusedCall(HttpStatus.FORBIDDEN, "ACCOUNT_DISABLED", "this account is shut");
        }
        return account;
    }

    /** What the provider calls the person, where that is a name here and nobody's yet. */
    private String freeName(String wanted) {
        String name =
                UserName.canonical(wanted).replaceAll("[^a-z0-9._@+-]", "").replaceAll("^[^a-z0-9]+", "");
        String begun = name.isEmpty() || name.equals(Caller.INSTANCE)
                ? "person"
                : name.substring(0, Math.min(name.length(), NAME_MAX));
        return Stream.iterate(1, number -> number + 1)
                .map(number -> number == 1 ? begun : begun + "-" + number)
                .filter(free -> accounts.find(free).isEmpty())
                .findFirst()
                .orElseThrow();
    }

    private Invitation open(String code, String address) {
        login.requirePatience("", address);
        Invitation invitation = invitations.find(code).orElseThrow(() -> {
            login.failedCode(address);
            return new RefusedCall(HttpStatus.NOT_FOUND, "INVITATION_UNKNOWN", "there is no such invitation");
        });
        requireOpen(invitation);
        return invitation;
    }

    private void take(Invitation invitation, String user) {
        if (!invitations.take(invitation, user)) {
            throw used();
        }
        accounts.add(user, roles(invitation), invitation.participantId());
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
