package org.gridbourse.cli.rest;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import org.gridbourse.market.json.Json;
import org.gridbourse.market.json.JsonException;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.market.json.JsonText;
import org.gridbourse.market.json.JsonValue;
import org.gridbourse.market.json.Limits;
import org.gridbourse.programs.SurroundingsException;

/** Calls one gateway-app. What it refuses is a {@link RefusedCallException}; an app that is away is a fault of the surroundings. */
public final class GatewayClient {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(90);
    private static final int AWAY = 503;
    private static final int NOT_KNOWN = 401;
    private static final String NOBODY = "no gateway-app answers at %s. Name another address with --gateway or in"
            + " $GRIDBOURSE_GATEWAY, or start one: scripts/demo --keep-running prints its addresses";
    private static final String NO_TOKEN =
            "the gateway-app at %s wants its token, which lies in the file token of its data"
                    + " folder: name it with --token-file or $GRIDBOURSE_TOKEN_FILE, as the user who runs it";
    private static final String NO_OPERATOR = "the gateway-app at %s is not the grid company's, which alone registers,"
            + " books and announces; give --gateway the address of that one";

    private final URI base;
    private final Optional<String> token;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(CONNECT).build();

    /**
     * @param base such as {@code http://localhost:8080}
     * @param token what the gateway-app wants to be shown
     */
    public GatewayClient(URI base, Optional<String> token) {
        this.base = base;
        this.token = token;
    }

    public URI base() {
        return base;
    }

    /** What it shows; empty if nothing. */
    public String token() {
        return token.orElse("");
    }

    public JsonValue get(String path) {
        return answer(request(path).GET().build());
    }

    public JsonValue post(String path, JsonObject body) {
        return answer(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(Json.write(body)))
                .build());
    }

    public JsonValue put(String path, JsonObject body) {
        return answer(request(path)
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(Json.write(body)))
                .build());
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path))
                .header("Accept", "application/json, application/problem+json")
                .timeout(ANSWER);
        token.ifPresent(value -> request.header("Authorization", "Bearer " + value));
        return request;
    }

    private JsonValue answer(HttpRequest request) {
        HttpResponse<String> response = send(request);
        if (response.statusCode() / 100 == 2) {
            return parsed(response.body())
                    .orElseThrow(() ->
                            new SurroundingsException("%s does not answer as a gateway-app does".formatted(base)));
        }
        String code = problem(response, "code").orElse("HTTP_" + response.statusCode());
        String detail = problem(response, "detail").orElse(request.method() + " " + request.uri());
        if (response.statusCode() == AWAY || response.statusCode() == 500) {
            throw new SurroundingsException("the gateway-app at %s cannot serve: %s: %s".formatted(base, code, detail));
        }
        if (response.statusCode() == NOT_KNOWN) {
            throw new SurroundingsException(NO_TOKEN.formatted(base));
        }
        boolean noSuchVerb = response.statusCode() == 405 || response.statusCode() == 404;
        if (noSuchVerb && request.method().equals("POST")) {
            throw new RefusedCallException(405, code, NO_OPERATOR.formatted(base));
        }
        throw new RefusedCallException(response.statusCode(), code, detail);
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new SurroundingsException(NOBODY.formatted(base), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SurroundingsException("interrupted while calling " + base, e);
        }
    }

    private static Optional<String> problem(HttpResponse<String> response, String key) {
        return parsed(response.body())
                .filter(JsonObject.class::isInstance)
                .flatMap(body -> ((JsonObject) body).get(key))
                .filter(JsonText.class::isInstance)
                .map(text -> ((JsonText) text).value());
    }

    private static Optional<JsonValue> parsed(String body) {
        try {
            return Optional.of(Json.parse(body, Limits.FILE));
        } catch (JsonException e) {
            return Optional.empty();
        }
    }
}
