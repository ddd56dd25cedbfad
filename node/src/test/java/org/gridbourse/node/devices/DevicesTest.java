package org.gridbourse.node.devices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.gridbourse.node.rule.Setpoint;
import org.gridbourse.node.trading.NotReadyException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevicesTest {
    private static final List<Setpoint> SETPOINTS =
            List.of(new Setpoint(Instant.parse("2026-03-01T11:45:00Z"), 15, -2.5, 0.12345));

    @TempDir
    private Path folder;

    @Test
    void a_file_holds_the_latest_setpoints_and_nothing_else() throws IOException {
        Path file = folder.resolve("setpoints.csv");
        FileDevices devices = new FileDevices(file);
        devices.tell(List.of(new Setpoint(Instant.EPOCH, 15, 1, 0)));
        devices.tell(SETPOINTS);

        assertThat(Files.readAllLines(file))
                .containsExactly("from,minutes,storage_kw,curtail_kw", "2026-03-01T11:45:00Z,15,-2.500,0.123");
    }

    @Test
    void a_call_brings_them_as_json_and_one_that_is_refused_is_made_again() throws IOException {
        AtomicReference<String> body = new AtomicReference<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
        server.createContext("/", exchange -> {
            body.set(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(exchange.getRequestURI().getPath().equals("/busy") ? 503 : 204, -1);
            exchange.close();
        });
        server.start();
        String base = "http://localhost:" + server.getAddress().getPort();
        try {
            new CallbackDevices(URI.create(base + "/set")).tell(SETPOINTS);
            assertThat(body.get())
                    .isEqualTo(
                            "[{\"from\":\"2026-03-01T11:45:00Z\",\"minutes\":15,\"storageKw\":-2.500,\"curtailKw\":0.123}]");
            assertThatThrownBy(() -> new CallbackDevices(URI.create(base + "/busy")).tell(SETPOINTS))
                    .isInstanceOf(NotReadyException.class);
        } finally {
            server.stop(0);
        }
    }
}
