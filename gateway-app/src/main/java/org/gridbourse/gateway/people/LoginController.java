package org.gridbourse.gateway.people;

import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.gridbourse.gateway.access.Caller;
import org.gridbourse.gateway.settings.GatewaySettings;
import org.gridbourse.gateway.settings.ProviderSettings;
import org.gridbourse.gateway.web.BadInputException;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Opens and closes the session of a page. Its changes then need the header X-XSRF-TOKEN with the cookie XSRF-TOKEN. */
@Tag(name = "People")
@RestController
@RequestMapping("/api")
class LoginController {
    private final Login login;
    private final PageSession sessions;
    private final ProviderSettings provider;

    LoginController(Login login, PageSession sessions, GatewaySettings settings) {
        this.login = login;
        this.sessions = sessions;
        this.provider = settings.provider();
    }

    record Entry(String user, String password) {}

    record Welcome(String user) {}

    record Provider(String id, String name) {}

    /** @param providers at which people may log in beside their passwords here */
    record Ways(List<Provider> providers) {}

    @GetMapping("/login/ways")
    Ways ways() {
        return new Ways(
                provider.isThere() ? List.of(new Provider(OutsideConfiguration.PROVIDER, provider.name())) : List.of());
    }

    @PostMapping("/login")
    Welcome login(@RequestBody Entry body, HttpServletRequest request, HttpServletResponse response) {
        String user = BadInputException.required("user", body.user());
        AuditTrail.tried(request, user);
        Account account =
                login.check(user, BadInputException.required("password", body.password()), request.getRemoteAddr());
        sessions.open(account, request, response);
        return new Welcome(account.user());
    }

    /** Ends the session or the token that makes the call. */
    @PostMapping("/logout")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void logout(HttpServletRequest request, HttpServletResponse response) {
        Caller caller = Caller.now();
        sessions.close(caller.user(), caller.credentialId(), request, response);
    }
}
