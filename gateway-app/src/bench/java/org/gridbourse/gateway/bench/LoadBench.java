package org.gridbourse.gateway.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Load on each path that people use, at a playground that {@code scripts/market} has started: orders (sealed and committed
 * on the ledger before the answer), readings, and what pages ask for.
 */
public final class LoadBench {
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Map<Integer, Integer> CALLS_BY_LEVEL = new TreeMap<>(Map.of(1, 40, 10, 300, 100, 1_000));
    private static final double NANOS_PER_SECOND = 1e9;
    private static final int SUCCESS = 2;
    private static final int STATUS_CLASS = 100;

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<String> report = new ArrayList<>();
    private final AtomicInteger serial = new AtomicInteger();
    private final Instant begin = Instant.now();
    private final JsonNode market;
    private final List<User> users = new ArrayList<>();
    /** Those whose meter has no key of its own: their gateway-app signs. */
    private final List<User> withPlainMeter = new ArrayList<>();

    /** Somebody with a microgrid, at his organisation's gateway-app. */
    private record User(String participantId, String gateway, String token) {}

    private LoadBench(JsonNode market) {
        this.market = market;
    }

    /** @param arguments {@code market.json} of a playground, the file to which the table is added */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        JsonNode market = JsonMapper.shared().readTree(Files.readString(Path.of(arguments[0])));
        LoadBench bench = new LoadBench(market);
        bench.logIn();
        bench.run();
        Files.write(Path.of(arguments[1]), bench.report, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private void logIn() throws IOException, InterruptedException {
        for (JsonNode user : market.get("users")) {
            String participant = user.path("participantId").asString("");
            if (participant.isEmpty()) {
                continue;
            }
            String gateway = gateway(user.get("organisation").asString());
            String pair =
                    user.get("user").asString() + ":" + user.get("password").asString();
            HttpRequest request = HttpRequest.newBuilder(URI.create(gateway + "/api/tokens"))
                    .header("Content-Type", "application/json")
                    .header(
                            "Authorization",
                            "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)))
                    .POST(BodyPublishers.ofString(
                            "{\"name\": \"load\", \"scopes\": [\"read\", \"orders\", \"readings\"], \"days\": 1}"))
                    .build();
            users.add(new User(participant, gateway, json(request).get("token").asString()));
        }
        for (User user : users) {
            HttpResponse<Void> answer = client.send(readings(user), BodyHandlers.discarding());
            if (answer.statusCode() / STATUS_CLASS == SUCCESS) {
                withPlainMeter.add(user);
            }
        }
    }

    private String gateway(String organisation) {
        for (JsonNode gateway : market.get("gateways")) {
            if (gateway.get("organisation").asString().equals(organisation)) {
                return gateway.get("url").asString();
            }
        }
        throw new IllegalStateException("no gateway-app of " + organisation);
    }

    private void run() throws IOException, InterruptedException {
        String network = market.get("network").asString();
        String session = openSession();
        for (int inFlight : CALLS_BY_LEVEL.keySet()) {
            measure(network, "orders", inFlight, i -> orders(session, i));
            measure(network, "readings", inFlight, i -> readings(withPlainMeter.get(i % withPlainMeter.size())));
            measure(network, "pages", inFlight, this::page);
        }
    }

    private String openSession() throws IOException, InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(end)) {
            for (JsonNode next : json(get(users.get(0), "/api/sessions/next")).get("sessions")) {
                if (next.get("phase").asString().equals("QUOTATION")) {
                    return next.get("sessionId").asString();
                }
            }
            Thread.sleep(500);
        }
        throw new IllegalStateException("no session takes orders");
    }

    /** Other orders each time, so that each call seals and commits anew. */
    private HttpRequest orders(String session, int number) {
        User user = users.get(number % users.size());
        String body =
                "{\"orders\": [{\"period\": 0, \"side\": \"BUY\", \"steps\": [{\"quantityWh\": %d, \"limitPrice\": \"0.15\"}]}]}"
                        .formatted(100 + serial.incrementAndGet());
        return call(user, "/api/sessions/%s/orders/%s".formatted(session, user.participantId()))
                .PUT(BodyPublishers.ofString(body))
                .build();
    }

    private HttpRequest readings(User user) {
        int count = serial.incrementAndGet();
        String body = "{\"meterId\": \"%s-meter\", \"samples\": [{\"at\": \"%s\", \"importWh\": %d, \"exportWh\": 0}]}"
                .formatted(user.participantId(), begin.plusSeconds(count), 1_000_000_000L + count);
        return call(user, "/api/readings").POST(BodyPublishers.ofString(body)).build();
    }

    /** What a person's page asks for when it is opened. */
    private HttpRequest page(int number) {
        User user = users.get(number / 4 % users.size());
        return switch (number % 4) {
            case 0 -> get(user, "/");
            case 1 -> get(user, "/api/me");
            case 2 -> get(user, "/api/sessions");
            default -> get(user, "/api/participants/%s/account".formatted(user.participantId()));
        };
    }

    private static HttpRequest get(User user, String path) {
        return call(user, path).GET().build();
    }

    private static HttpRequest.Builder call(User user, String path) {
        return HttpRequest.newBuilder(URI.create(user.gateway() + path))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + user.token());
    }

    private JsonNode json(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
        if (answer.statusCode() / STATUS_CLASS != SUCCESS) {
            throw new IllegalStateException("%s: %d %s".formatted(request.uri(), answer.statusCode(), answer.body()));
        }
        return JsonMapper.shared().readTree(answer.body());
    }

    private void measure(String network, String path, int inFlight, IntFunction<HttpRequest> calls)
            throws InterruptedException {
        int count = CALLS_BY_LEVEL.get(inFlight);
        Semaphore free = new Semaphore(inFlight);
        long[] nanos = new long[count];
        Map<Integer, Integer> failures = new TreeMap<>();
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            int number = i;
            free.acquire();
            long sent = System.nanoTime();
            client.sendAsync(calls.apply(i), BodyHandlers.ofByteArray()).whenComplete((answer, problem) -> {
                nanos[number] = System.nanoTime() - sent;
                int status = problem == null ? answer.statusCode() : 0;
                if (status / STATUS_CLASS != SUCCESS) {
                    synchronized (failures) {
                        failures.merge(status, 1, Integer::sum);
                    }
                }
                free.release();
            });
        }
        free.acquire(inFlight);
        double seconds = (System.nanoTime() - start) / NANOS_PER_SECOND;
        Arrays.sort(nanos);
        String line = String.format(
                Locale.ROOT,
                "| %s | %s | %d | %d | %.0f | %d ms | %d ms | %s |",
                network,
                path,
                inFlight,
                count,
                count / seconds,
                millis(nanos, 50),
                millis(nanos, 99),
                failures.isEmpty() ? "0" : failures);
        report.add(line);
        System.out.println(line);
    }

    private static long millis(long[] sorted, int percent) {
        return Duration.ofNanos(sorted[(sorted.length - 1) * percent / 100]).toMillis();
    }
}
