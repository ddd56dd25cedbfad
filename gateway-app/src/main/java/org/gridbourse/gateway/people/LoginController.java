package org.gridbourse.gateway.people;

import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.gridbourse.gateway.access.Caller;
import org.gridbourse.gateway.web.BadInputException;
import org.springframework.http.HttpStatus;
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

    LoginController(Login login, PageSession sessions) {
        this.login = login;
        this.sessions = sessions;
    }

    record Entry(String user, String password) {}

    record Welcome(String user) {}

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
