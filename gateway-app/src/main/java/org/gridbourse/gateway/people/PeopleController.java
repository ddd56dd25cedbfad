package org.gridbourse.gateway.people;

import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.gridbourse.gateway.access.Caller;
import org.gridbourse.gateway.access.ForbiddenException;
import org.gridbourse.gateway.access.Role;
import org.gridbourse.gateway.web.BadInputException;
import org.gridbourse.gateway.web.NotFoundException;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The people of this organisation, for those who look after them. */
@Tag(name = "People")
@RestController
@RequestMapping("/api/people")
class PeopleController {
    private final Accounts accounts;
    private final Credentials credentials;

    PeopleController(Accounts accounts, Credentials credentials) {
        this.accounts = accounts;
        this.credentials = credentials;
    }

    record Person(String user, List<String> roles, List<String> participants, boolean disabled) {}

    record State(Boolean disabled) {}

    @GetMapping
    List<Person> people() {
        return accounts.all().stream()
                .map(account -> new Person(
                        account.user(),
                        account.roles().stream().sorted().map(Role::text).toList(),
                        account.participants().stream().sorted().toList(),
                        account.disabled()))
                .toList();
    }

    /** Shuts an account at once, its sessions and tokens with it, or opens it again. */
    @PutMapping("/{user}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void change(@PathVariable("user") String user, @RequestBody State body) {
        if (!Caller.now().has(Role.ADMINISTRATOR)) {
            throw new ForbiddenException("FORBIDDEN", "this is for the role administrator");
        }
        boolean disabled = BadInputException.required("disabled", body.disabled());
        String name = UserName.canonical(user);
        if (accounts.find(name).isEmpty()) {
            throw new NotFoundException("user " + name);
        }
        if (disabled && name.equals(Caller.now().user())) {
            throw new BadInputException("user", "is you; another administrator may do this");
        }
        accounts.setDisabled(name, disabled);
        if (disabled) {
            credentials.endAll(name);
        }
    }
}
