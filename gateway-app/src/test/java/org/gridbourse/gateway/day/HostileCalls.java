package org.gridbourse.gateway.day;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Calls that no honest client makes: each field of each body replaced by what it is not, or left out, or there twice;
 * bodies that are no JSON; addresses with anything in them. No one of them may be served: each body has a fault besides.
 */
final class HostileCalls {
    private static final Map<String, String> BODIES = Map.of(
            "/api/participants", """
                    {"participantId":"hostile","ownerId":" ","organisation":"North","importLimitWh":1000,"exportLimitWh":1000,
                     "meter":{"meterId":"m","algorithm":"ED25519","publicKey":"AAAA","importRegisterWh":0}}""",
            "/api/ledger", "{\"simulated\":\"hostile\",\"besides\":1}",
            "/api/deposits", "{\"depositId\":\"hostile\",\"participantId\":\"nobody\",\"amount\":\"1\"}",
            "/api/withdrawals", "{\"withdrawalId\":\"hostile\",\"participantId\":\"nobody\",\"amount\":\"1\"}",
            "/api/sessions", """
                    {"sessionId":"hostile","currency":"none","startUtc":"2026-01-15T00:00:00Z","periodMinutes":60,
                     "tariffs":[{"retail":"0.8","feedIn":"0.4","gridFee":"0.01"}],
                     "windows":{"graceSeconds":1,"maxSeconds":5}}""",
            "/api/sessions/unknown/cancel", "{\"reason\":\"x\"}");

    private static final List<String> WRONG_VALUES = List.of(
            "null",
            "true",
            "-1",
            "1.5",
            "1e400",
            "9223372036854775808",
            "\"\"",
            "\"1e5\"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"\\ud83d\\ude00\"",
            "\"" + "a".repeat(5_000) + "\"",
            "\"../../etc\"",
            "[]",
            "{}",
            "[null]",
            "[{}]");

    private static final List<String> NO_OBJECTS = List.of(
            "",
            "{",
            "[]",
            "null",
            "1",
            "\"x\"",
            "{}",
            "{} {}",
            "{\"a\":1}",
            "{\"a\":".repeat(3_000),
            "[".repeat(50_000));

    private static final List<String> PLACES = List.of(
            "/api/sessions/%s",
            "/api/sessions/%s/orders",
            "/api/sessions/%s/trades",
            "/api/sessions/%s/readings",
            "/api/sessions/%s/statements",
            "/api/participants/%s",
            "/api/participants/%s/account",
            "/api/participants/%s/credit",
            "/api/participants/%s/bill?sessionId=honest",
            "/api/participants/north-1/bill?sessionId=%s",
            "/api/story?after=%s",
            "/api/%s",
            "/actuator/%s");

    private static final List<String> NAMES = List.of(
            "nothing", "%00", "%20", "%2e%2e", "a%2fb", "%ff", "%25", "%0a", "a;b=c", encoded("😀"), "a".repeat(3_000));

    private static final Pattern VALUE = Pattern.compile("(\"\\w+\"):(\"[^\"]*\"|\\d+|\\[.*?\\]|\\{[^{]*?\\})");

    record Call(String path, String body) {}

    private HostileCalls() {}

    static List<String> addresses() {
        return PLACES.stream()
                .flatMap(place -> NAMES.stream().map(name -> place.replace("%s", name)))
                .toList();
    }

    static List<Call> bodies() {
        List<Call> calls = new ArrayList<>();
        BODIES.forEach((path, body) -> {
            NO_OBJECTS.forEach(text -> calls.add(new Call(path, text)));
            Matcher field = VALUE.matcher(body);
            while (field.find()) {
                String before = body.substring(0, field.start());
                String after = body.substring(field.end());
                WRONG_VALUES.forEach(value -> calls.add(new Call(path, before + field.group(1) + ":" + value + after)));
                calls.add(new Call(path, before + "\"unknown\":1" + after));
                calls.add(new Call(path, before + field.group() + "," + field.group() + after));
            }
        });
        return calls;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
