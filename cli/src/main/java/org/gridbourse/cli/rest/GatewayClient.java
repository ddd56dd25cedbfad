package org.gridbourse.cli.rest;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.gridbourse.cli.output.TerminalWords;
import org.gridbourse.market.json.Json;
import org.gridbourse.market.json.JsonException;
import org.gridbourse.market.json.JsonNull;
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
    private static final int NOTHING_TO_SAY = 204;
    private static final String JSON = "application/json";
    private static final String NOBODY = "no gateway-app answers at %s. Name another address with --gateway or in"
            + " $GRIDBOURSE_GATEWAY, or start one: scripts/demo --keep-running prints its addresses";
    private static final String NO_TOKEN =
            "the gateway-app at %s does not know you: log in with scripts/gridbourse login; or, as the user who runs it,"
                    + " name the file token of its data folder with --token-file or $GRIDBOURSE_TOKEN_FILE";
    private static final String NO_OPERATOR = "the gateway-app at %s is not the grid company's, which alone registers,"
            + " books and announces; give --gateway the address of that one";

    private final URI base;
    private final Optional<String> token;
    private final Optional<String> password;
    private final HttpClient client;

    /**
     * @param base such as {@code http://localhost:8080}
     * @param token what the gateway-app wants to be shown
     */
    public GatewayClient(URI base, Optional<String> token) {
        this(base, token, Optional.empty(), HttpClient.newBuilder());
    }

    private GatewayClient(URI base, Optional<String> token, Optional<String> password, HttpClient.Builder connections) {
        this.client = connections.connectTimeout(CONNECT).build();
        this.base = base;
        this.token = token;
        this.password = password;
    }

    /** Shows user and password, as it is done to get a token. */
    public static GatewayClient withPassword(URI base, String user, String password) {
        String pair = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        return new GatewayClient(base, Optional.empty(), Optional.of("Basic " + pair), HttpClient.newBuilder());
    }

    /**
     * Trusts certificates that no public authority has issued.
     *
     * @param trusted file of such certificates in PEM form; empty: those that Java trusts
     */
    public static GatewayClient trusting(URI base, Optional<String> token, Optional<Path> trusted) {
        HttpClient.Builder connections = HttpClient.newBuilder();
        trusted.map(TrustedCertificates::context).ifPresent(connections::sslContext);
        return new GatewayClient(base, token, Optional.empty(), connections);
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
        return send("POST", path, JSON, Json.write(body));
    }

    public JsonValue put(String path, JsonObject body) {
        return send("PUT", path, JSON, Json.write(body));
    }

    public JsonValue delete(String path) {
        return answer(request(path).DELETE().build());
    }

    /** Sends a body of a media type of its own. */
    public JsonValue send(String method, String path, String mediaType, String body) {
        return answer(request(path)
                .header("Content-Type", mediaType)
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path))
                .header("Accept", "application/json, application/problem+json")
                .header("Accept-Language", TerminalWords.LANGUAGE.toLanguageTag())
                .timeout(ANSWER);
        token.map(value -> "Bearer " + value)
                .or(() -> password)
                .ifPresent(shown -> request.header("Authorization", shown));
        return request;
    }

    private JsonValue answer(HttpRequest request) {
        HttpResponse<String> response = send(request);
        if (response.statusCode() == NOTHING_TO_SAY) {
            return JsonNull.NULL;
        }
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
        if (response.statusCode() == NOT_KNOWN && password.isEmpty()) {
            throw new SurroundingsException(NO_TOKEN.formatted(base));
        }
        boolean noSuchVerb = response.statusCode() == 405 || code.equals("NOT_FOUND");
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
