package org.gridbourse.gateway.people;

import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.gridbourse.fabric.ConnectionFile;
import org.gridbourse.gateway.access.Caller;
import org.gridbourse.gateway.access.Custodies;
import org.gridbourse.gateway.access.ForbiddenException;
import org.gridbourse.gateway.access.Role;
import org.gridbourse.gateway.access.Scope;
import org.gridbourse.gateway.projection.LedgerView;
import org.gridbourse.gateway.web.BadInputException;
import org.gridbourse.market.record.ParticipantRecord;
import org.gridbourse.market.record.RecordType;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Who the caller is, and a new password. */
@Tag(name = "People")
@RestController
@RequestMapping("/api/me")
class MeController {
    private final Home home;
    private final LedgerView view;
    private final ConnectionFile.Organisation organisation;
    private final Custodies custodies;
    private final Login login;
    private final Passwords passwords;
    private final Accounts accounts;
    private final Credentials credentials;

    MeController(
            Home home,
            LedgerView view,
            ConnectionFile.Organisation organisation,
            Custodies custodies,
            Login login,
            Passwords passwords,
            Accounts accounts,
            Credentials credentials) {
        this.home = home;
        this.view = view;
        this.organisation = organisation;
        this.custodies = custodies;
        this.login = login;
        this.passwords = passwords;
        this.accounts = accounts;
        this.credentials = credentials;
    }

    /** @param custody ORGANISATION or OWN: who holds the key */
    record Participant(String participantId, String custody) {}

    /** @param participants whom the caller trades for */
    record Me(
            String user,
            List<String> roles,
            List<String> scopes,
            String organisation,
            List<Participant> participants) {}

    record PasswordChange(String password, String newPassword) {}

    @GetMapping
    Me me() {
        Caller caller = Caller.now();
        List<String> participants = caller.isInstance()
                ? participantsOfOrganisation()
                : caller.participants().stream().sorted().toList();
        return new Me(
                caller.user(),
                caller.roles().stream().sorted().map(Role::text).toList(),
                caller.scopes().stream().sorted().map(Scope::text).toList(),
                home.organisation(),
                participants.stream()
                        .map(id -> new Participant(id, custodies.of(id).name()))
                        .toList());
    }

    private List<String> participantsOfOrganisation() {
        return view.all(RecordType.PARTICIPANT).stream()
                .filter(participant -> participant.mspId().equals(organisation.mspId()))
                .map(ParticipantRecord::participantId)
                .toList();
    }

    /** Ends every session and token of the account: whoever knew the old password is out. */
    @PutMapping("/password")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void changePassword(@RequestBody PasswordChange body, HttpServletRequest request) {
        Caller caller = Caller.now();
        if (caller.shown() != Caller.Shown.PAGE_SESSION) {
            throw new ForbiddenException("FORBIDDEN", "a password is changed by whoever is logged in on a page");
        }
        String old = BadInputException.required("password", body.password());
        String wanted = UserName.requiredPassword("newPassword", body.newPassword());
        login.check(caller.user(), old, request.getRemoteAddr());
        accounts.setPassword(caller.user(), passwords.hash(wanted));
        credentials.endAll(caller.user());
    }
}
