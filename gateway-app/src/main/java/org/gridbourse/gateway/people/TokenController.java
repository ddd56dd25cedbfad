package org.gridbourse.gateway.people;

import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.gridbourse.gateway.access.Caller;
import org.gridbourse.gateway.access.ForbiddenException;
import org.gridbourse.gateway.access.Role;
import org.gridbourse.gateway.access.Scope;
import org.gridbourse.gateway.web.BadInputException;
import org.gridbourse.gateway.web.NotFoundException;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Tokens of one's own programs: made by user and password or on a page, shown once, ended any time. */
@Tag(name = "People")
@RestController
@RequestMapping("/api/tokens")
class TokenController {
    private static final int DAYS_USUAL = 30;
    private static final int DAYS_MAX = 366;
    private static final int NAME_MAX = 64;

    private final Credentials credentials;

    TokenController(Credentials credentials) {
        this.credentials = credentials;
    }

    /** @param days how long it holds, 1..366; absent: 30 */
    record Wish(String name, List<String> scopes, Integer days) {}

    /** @param token shown once */
    record Token(String id, String token, String expires) {}

    record Kept(String id, String name, List<String> scopes, String created, String expires) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Token create(@RequestBody Wish body) {
        Caller caller = Caller.now();
        if (caller.shown() != Caller.Shown.PASSWORD && caller.shown() != Caller.Shown.PAGE_SESSION) {
            throw new ForbiddenException(
                    "FORBIDDEN", "a token makes no tokens: show user and password, or log in on a page");
        }
        String name = BadInputException.required("name", body.name()).strip();
        if (name.isEmpty() || name.length() > NAME_MAX || name.chars().anyMatch(Character::isISOControl)) {
            throw new BadInputException("name", "must have 1 to %d characters".formatted(NAME_MAX));
        }
        int days = body.days() == null ? DAYS_USUAL : body.days();
        if (days < 1 || days > DAYS_MAX) {
            throw new BadInputException("days", "must be in 1..%d, is %d".formatted(DAYS_MAX, days));
        }
        Credentials.Issued issued = credentials.issue(
                caller.user(), Credential.Kind.TOKEN, name, scopes(caller, body.scopes()), Duration.ofDays(days));
        String expires = credentials
                .find(issued.secret(), Credential.Kind.TOKEN)
                .orElseThrow()
                .expiresAt()
                .toString();
        return new Token(issued.id(), issued.secret(), expires);
    }

    private static Set<Scope> scopes(Caller caller, List<String> texts) {
        if (BadInputException.required("scopes", texts).isEmpty()) {
            throw new BadInputException("scopes", "must name at least one of read, orders, readings, operate");
        }
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (String text : texts) {
            scopes.add(Scope.of(BadInputException.required("scopes[]", text))
                    .orElseThrow(() ->
                            new BadInputException("scopes", "may have read, orders, readings, operate; has " + text)));
        }
        if (scopes.contains(Scope.OPERATE) && !caller.has(Role.ADMINISTRATOR) && !caller.has(Role.OPERATOR)) {
            throw new ForbiddenException("FORBIDDEN", "the scope operate is for operators and administrators");
        }
        return scopes;
    }

    @GetMapping
    List<Kept> tokens() {
        return credentials.tokens(Caller.now().user()).stream()
                .map(token -> new Kept(
                        token.id(),
                        token.name(),
                        token.scopes().stream().sorted().map(Scope::text).toList(),
                        token.createdAt().toString(),
                        token.expiresAt().toString()))
                .toList();
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void end(@PathVariable("id") String id) {
        if (!credentials.end(Caller.now().user(), id)) {
            throw new NotFoundException("token " + id);
        }
    }
}
