package org.gridbourse.gateway.day;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.gridbourse.gateway.GatewayApplication;
import org.gridbourse.programs.ProgramSpec;
import org.gridbourse.programs.Supervisor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A gateway-app in a process of its own, started as in production, called over REST, killed when a test wants it. */
final class Instance implements AutoCloseable {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private static final Duration PATIENCE = Duration.ofSeconds(300);

    private final String organisation;
    private final Path folder;
    private final List<String> arguments;
    private final Map<String, String> environment = new HashMap<>();
    private String databaseUrl;
    private Process process;
    private boolean supervised;

    Instance(String organisation, Path folder, Path connection, Path agents) {
        this.organisation = organisation;
        this.folder = folder;
        this.databaseUrl = "jdbc:h2:file:" + folder.resolve("gateway") + ";DATABASE_TO_LOWER=TRUE";
        this.arguments = new ArrayList<>(List.of(
                "--gridbourse.organisation=" + organisation,
                "--gridbourse.connection=" + connection,
                "--gridbourse.data=" + folder,
                "--gridbourse.agents=" + agents,
                "--server.port=0"));
    }

    /** Keeps what it knows there instead of in a file of its own. */
    Instance withDatabase(String url) {
        databaseUrl = url;
        arguments.add("--gridbourse.database.url=" + url);
        return this;
    }

    /** In place of what was said of the same setting. */
    Instance withArgument(String argument) {
        arguments.removeIf(known -> known.startsWith(argument.replaceFirst("=.*", "=")));
        arguments.add(argument);
        return this;
    }

    Instance withEnvironment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** The code with which it ends by itself. */
    int exitCode() throws InterruptedException {
        return process.waitFor();
    }

    Instance start() {
        try {
            Files.createDirectories(folder);
            Files.deleteIfExists(instanceFile());
            ProcessBuilder builder = new ProcessBuilder(command())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log()));
            builder.environment().putAll(environment);
            process = builder.start();
            return this;
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    /** As an operator's machine does: whoever kills it finds it started again. */
    Instance startUnder(Supervisor supervisor, String name) {
        supervised = true;
        supervisor.start(
                new ProgramSpec(name, command(), Map.copyOf(environment), log().toPath(), OptionalInt.empty()));
        return this;
    }

    private List<String> command() {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                GatewayApplication.class.getName()));
        command.addAll(arguments);
        return command;
    }

    Instance awaitHealthy() {
        await("the instance of " + organisation, () -> Files.exists(instanceFile()));
        return this;
    }

    /** As kill -9 does. */
    void kill() {
        process.destroyForcibly();
        waitForEnd();
    }

    @Override
    public void close() {
        process.destroy();
        waitForEnd();
    }

    private void waitForEnd() {
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException problem) {
            Thread.currentThread().interrupt();
        }
    }

    JsonNode get(String path) {
        return json(call(request(path).GET()));
    }

    JsonNode post(String path, String body) {
        HttpResponse<String> response = call(posting(path, body));
        if (response.statusCode() / 100 != 2) {
            throw new IllegalStateException("%s %s: %s".formatted(path, response.statusCode(), response.body()));
        }
        return json(response);
    }

    JsonNode put(String path, String body) {
        HttpResponse<String> response = tryPut(path, body);
        if (response.statusCode() / 100 != 2) {
            throw new IllegalStateException("%s %s: %s".formatted(path, response.statusCode(), response.body()));
        }
        return json(response);
    }

    HttpResponse<String> tryPut(String path, String body) {
        return call(request(path)
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(body)));
    }

    HttpResponse<String> tryPost(String path, String body) {
        return call(posting(path, body));
    }

    HttpResponse<String> tryGet(String path) {
        return call(request(path).GET());
    }

    /** The status that the first lines of a call get which no decent client would send. */
    int statusFor(String lines) {
        try (Socket socket = new Socket("127.0.0.1", port())) {
            socket.getOutputStream()
                    .write((lines + "\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return Integer.parseInt(answer.split(" ")[1]);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    /** One column of what it keeps; of an instance with an H2 file, while it is not running. */
    Set<String> inDatabase(String question) {
        try (Connection database = DriverManager.getConnection(databaseUrl, Postgres.USER, "");
                ResultSet rows = database.createStatement().executeQuery(question)) {
            Set<String> values = new HashSet<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        } catch (SQLException problem) {
            throw new IllegalStateException(problem);
        }
    }

    /** The phase in which it shows a session. */
    String phase(String sessionId) {
        return get("/api/sessions/" + sessionId).get("phase").asString();
    }

    void awaitPhase(String sessionId, String phase) {
        await("%s to be %s".formatted(sessionId, phase), () -> phase(sessionId).equals(phase));
    }

    void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end || !supervised && !process.isAlive()) {
                throw new IllegalStateException("waited in vain for %s:%n%s".formatted(what, logText()));
            }
            try {
                TimeUnit.MILLISECONDS.sleep(50);
            } catch (InterruptedException problem) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(problem);
            }
        }
    }

    String logText() {
        try {
            return Files.readString(log().toPath());
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    private HttpRequest.Builder posting(String path, String body) {
        return request(path).header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private HttpRequest.Builder request(String path) {
        try {
            return HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(port(), path)))
                    .header("Authorization", "Bearer " + token())
                    .timeout(Duration.ofSeconds(60));
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    String token() throws IOException {
        return Files.readString(folder.resolve("token")).strip();
    }

    Path folder() {
        return folder;
    }

    int port() throws IOException {
        return JsonMapper.shared()
                .readTree(Files.readString(instanceFile()))
                .get("port")
                .intValue();
    }

    private static HttpResponse<String> call(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        } catch (InterruptedException problem) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(problem);
        }
    }

    private static JsonNode json(HttpResponse<String> response) {
        return JsonMapper.shared().readTree(response.body());
    }

    private Path instanceFile() {
        return folder.resolve("instance.json");
    }

    private File log() {
        return folder.resolve("gateway.log").toFile();
    }
}
