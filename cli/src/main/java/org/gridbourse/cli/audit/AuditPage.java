package org.gridbourse.cli.audit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.gridbourse.auditor.AuditInputException;
import org.gridbourse.auditor.Progress;
import org.gridbourse.auditor.UnreadableBlockException;
import org.gridbourse.cli.audit.AuditWork.Kind;

/** The page of an audit, on loopback alone, under an address that nobody guesses; one work at a time. */
final class AuditPage implements AutoCloseable {
    private static final int KEY_BYTES = 16;
    private static final long EVERY_NANOSECONDS = 200_000_000;

    private final AuditWork work;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final String path;

    /** @param port 0: any free one */
    AuditPage(AuditWork work, int port) throws IOException {
        this.work = work;
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        path = "/" + HexFormat.of().formatHex(key) + "/";
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(threads);
        server.createContext(path, this::answer);
        server.start();
    }

    String address() {
        return "http://localhost:%d%s".formatted(server.getAddress().getPort(), path);
    }

    private void answer(HttpExchange call) throws IOException {
        try (call) {
            String asked = call.getRequestURI().getPath().substring(path.length());
            switch (asked) {
                case "" -> send(call, "text/html; charset=utf-8", page());
                case AuditWork.REPORT -> send(call, "text/html; charset=utf-8", work.writtenReport());
                case "run" -> run(call);
                default -> call.sendResponseHeaders(404, -1);
            }
        }
    }

    private static byte[] page() throws IOException {
        try (InputStream page = AuditPage.class.getResourceAsStream("audit-page.html")) {
            return page.readAllBytes();
        }
    }

    private static void send(HttpExchange call, String type, byte[] body) throws IOException {
        call.getResponseHeaders().set("Content-Type", type);
        call.getResponseHeaders().set("Referrer-Policy", "no-referrer");
        call.sendResponseHeaders(200, body.length);
        call.getResponseBody().write(body);
    }

    /** Server-sent events: progress, then one answer or problem. */
    private void run(HttpExchange call) throws IOException {
        String query = String.valueOf(call.getRequestURI().getRawQuery());
        call.getResponseHeaders().set("Content-Type", "text/event-stream");
        call.sendResponseHeaders(200, 0);
        OutputStream events = call.getResponseBody();
        try {
            Kind kind = Kind.valueOf(parameter(query, "what"));
            event(events, "answer", run(kind, parameter(query, "trade"), events));
        } catch (AuditInputException | UnreadableBlockException | IllegalArgumentException problem) {
            event(events, "problem", String.valueOf(problem.getMessage()));
        }
    }

    private synchronized String run(Kind kind, String tradeId, OutputStream events)
            throws AuditInputException, IOException {
        long[] last = {System.nanoTime()};
        Progress progress = (blocks, transactions) -> {
            if (System.nanoTime() - last[0] > EVERY_NANOSECONDS) {
                last[0] = System.nanoTime();
                tell(events, blocks + " " + transactions);
            }
        };
        return work.run(kind, tradeId, progress);
    }

    /** Whoever has gone away is told nothing; the work goes on to its end. */
    private static void tell(OutputStream events, String progress) {
        try {
            event(events, "progress", progress);
        } catch (IOException gone) {
            // nobody listens
        }
    }

    private static void event(OutputStream events, String name, String text) throws IOException {
        String lines = text.lines().map(line -> "data: " + line + "\n").collect(Collectors.joining());
        events.write("event: %s\n%s\n".formatted(name, lines).getBytes(StandardCharsets.UTF_8));
        events.flush();
    }

    private static String parameter(String query, String name) {
        return Arrays.stream(query.split("&"))
                .filter(each -> each.startsWith(name + "="))
                .map(each -> URLDecoder.decode(each.substring(name.length() + 1), StandardCharsets.UTF_8))
                .findFirst()
                .orElse("");
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
