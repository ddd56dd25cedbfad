package org.gridbourse.gateway.people;

import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.gridbourse.gateway.access.Caller;
import org.gridbourse.gateway.access.ForbiddenException;
import org.gridbourse.gateway.access.Permission;
import org.gridbourse.gateway.access.Role;
import org.gridbourse.gateway.web.BadInputException;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Invites people, for a participant of this organisation or for a role, and takes up invitations. */
@Tag(name = "People")
@RestController
@RequestMapping("/api/invitations")
class InvitationController {
    private static final int DAYS_USUAL = 14;
    private static final int DAYS_MAX = 90;

    private final Invitations invitations;
    private final Joining joining;
    private final Permission permission;
    private final Home home;

    InvitationController(Invitations invitations, Joining joining, Permission permission, Home home) {
        this.invitations = invitations;
        this.joining = joining;
        this.permission = permission;
        this.home = home;
    }

    /**
     * @param participantId whom a prosumer will trade for; absent with other roles
     * @param role prosumer, administrator, operator, auditor; absent: prosumer
     * @param days how long it holds, 1..90; absent: 14
     */
    record Wish(String participantId, String role, Integer days) {}

    /** @param code shown once */
    record Invited(String code) {}

    record Open(String role, String participantId, String invitedBy, String expires) {}

    /** Who joins: a new name and password, or those of an account that is there. */
    record Joiner(String user, String password) {}

    record Joined(String user, List<String> roles, List<String> participants) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Invited invite(@RequestBody Wish body) {
        Role role = role(body.role() == null ? Role.PROSUMER.text() : body.role());
        Optional<String> participantId = Optional.ofNullable(body.participantId());
        if (role == Role.PROSUMER) {
            permission.requireOurs(BadInputException.required("participantId", body.participantId()));
        } else if (participantId.isPresent()) {
            throw new BadInputException("participantId", "is for the role prosumer alone");
        }
        int days = body.days() == null ? DAYS_USUAL : body.days();
        if (days < 1 || days > DAYS_MAX) {
            throw new BadInputException("days", "must be in 1..%d, is %d".formatted(DAYS_MAX, days));
        }
        return new Invited(invitations.create(role, participantId, Caller.now().user(), Duration.ofDays(days)));
    }

    /** An operator invites nobody who would be more than itself. */
    private Role role(String text) {
        Role role = Role.of(text)
                .orElseThrow(() -> new BadInputException(
                        "role", "must be prosumer, administrator, operator or auditor, is " + text));
        if (role == Role.OPERATOR && !home.isGrid()) {
            throw new BadInputException("role", "operator is a role of the grid company's instance alone");
        }
        if (role == Role.ADMINISTRATOR && !Caller.now().has(Role.ADMINISTRATOR)) {
            throw new ForbiddenException("FORBIDDEN", "administrators are invited by administrators");
        }
        return role;
    }

    @GetMapping
    List<Open> open() {
        return invitations.open().stream()
                .map(invitation -> new Open(
                        invitation.role().text(),
                        invitation.participantId().orElse(null),
                        invitation.invitedBy(),
                        invitation.expiresAt().toString()))
                .toList();
    }

    @PostMapping("/{code}/accept")
    @ResponseStatus(HttpStatus.CREATED)
    Joined accept(@PathVariable("code") String code, @RequestBody Joiner body, HttpServletRequest request) {
        String user = UserName.required(body.user());
        AuditTrail.tried(request, user);
        String password = UserName.requiredPassword("password", body.password());
        Account account = joining.accept(code, user, password, request.getRemoteAddr());
        return new Joined(
                account.user(),
                account.roles().stream().sorted().map(Role::text).toList(),
                account.participants().stream().sorted().toList());
    }
}
