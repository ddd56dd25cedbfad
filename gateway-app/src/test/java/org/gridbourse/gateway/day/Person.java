package org.gridbourse.gateway.day;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody who calls an instance over REST as whoever he shows himself to be, with the cookies of a browser. */
final class Person {
    private final Instance instance;
    private final CookieManager cookies = new CookieManager();
    private final HttpClient client =
            HttpClient.newBuilder().cookieHandler(cookies).build();
    private final Map<String, String> headers = new HashMap<>();
    private String contentType = "application/json";
    private final StringBuilder said = new StringBuilder();

    Person(Instance instance) {
        this.instance = instance;
    }

    /** Whoever trades for a new participant of the grid company, invited and logged in, with a token to read and order. */
    static Person joined(Instance instance, String participantId, String password) {
        instance.post("/api/participants", """
                {"participantId": "%s", "ownerId": "o-%s", "organisation": "Grid", "tieLineWh": 5000}""".formatted(participantId, participantId));
        instance.post("/api/deposits", Village.deposit(participantId));
        String code = instance.post("/api/invitations", "{\"participantId\": \"%s\"}".formatted(participantId))
                .get("code")
                .asString();
        new Person(instance)
                .post(
                        "/api/invitations/%s/accept".formatted(code),
                        "{\"user\": \"%s\", \"password\": \"%s\"}".formatted(participantId, password));
        return new Person(instance)
                .withToken(new Person(instance)
                        .withPassword(participantId, password)
                        .post("/api/tokens", "{\"name\": \"t\", \"scopes\": [\"read\", \"orders\"], \"days\": 1}")
                        .text("token"));
    }

    /** An answer with its JSON. */
    record Answer(int status, JsonNode body, HttpResponse<String> response) {
        String text(String field) {
            return body.get(field).asString();
        }
    }

    Person withToken(String token) {
        headers.put("Authorization", "Bearer " + token);
        return this;
    }

    Person withPassword(String user, String password) {
        String pair = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        headers.put("Authorization", "Basic " + pair);
        return this;
    }

    /** Sends back the token that a page of this instance has in its cookie. */
    Person withCsrf() {
        cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals("XSRF-TOKEN"))
                .map(HttpCookie::getValue)
                .findFirst()
                .ifPresent(value -> headers.put("X-XSRF-TOKEN", value));
        return this;
    }

    /** The same person, sending another kind of body. */
    Person withContentType(String type) {
        Person same = new Person(instance);
        same.headers.putAll(headers);
        same.contentType = type;
        return same;
    }

    /** All that was ever sent. */
    String said() {
        return said.toString();
    }

    Answer get(String path) {
        return call("GET", path, "");
    }

    Answer post(String path, String body) {
        return call("POST", path, body);
    }

    Answer call(String method, String path, String body) {
        said.append(method)
                .append(' ')
                .append(path)
                .append('\n')
                .append(headers)
                .append('\n')
                .append(body);
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(
                            URI.create("http://localhost:%d%s".formatted(instance.port(), path)))
                    .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                    .header("Content-Type", contentType);
            headers.forEach(request::header);
            HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            JsonNode json = response.body().isEmpty()
                    ? JsonMapper.shared().nullNode()
                    : JsonMapper.shared().readTree(response.body());
            return new Answer(response.statusCode(), json, response);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        } catch (InterruptedException problem) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(problem);
        }
    }
}
