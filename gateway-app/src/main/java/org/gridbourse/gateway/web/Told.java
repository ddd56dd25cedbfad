package org.gridbourse.gateway.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import org.gridbourse.programs.Sentences;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.HttpHeaders;

/** Sentences in the language that the caller's {@code Accept-Language} asks for; English without it. */
public final class Told {
    private Told() {}

    /** For the call that this thread serves. */
    public static String now(String english) {
        return english == null
                ? null
                : Sentences.in(LocaleContextHolder.getLocale()).tell(english);
    }

    static String to(HttpServletRequest request, String english) {
        boolean asked = request.getHeader(HttpHeaders.ACCEPT_LANGUAGE) != null;
        return Sentences.in(asked ? request.getLocale() : Locale.ENGLISH).tell(english);
    }
}
