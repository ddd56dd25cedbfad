package org.gridbourse.node.devices;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.gridbourse.node.rule.Setpoint;
import org.gridbourse.node.trading.Devices;
import org.gridbourse.node.trading.NotReadyException;

/** Posts setpoints as a JSON array to an address of the site, such as a home energy manager's. */
public final class CallbackDevices implements Devices {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int GOOD = 2;
    private static final int HUNDRED = 100;

    private final URI address;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(LIMIT).build();

    public CallbackDevices(URI address) {
        this.address = address;
    }

    @Override
    public void tell(List<Setpoint> setpoints) {
        String body = setpoints.stream().map(SetpointJson::of).collect(Collectors.joining(",", "[", "]"));
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(LIMIT)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            int status =
                    client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            if (status / HUNDRED != GOOD) {
                throw new NotReadyException("%s answers %d to setpoints".formatted(address, status));
            }
        } catch (IOException problem) {
            throw new NotReadyException("%s takes no setpoints: %s".formatted(address, problem.getMessage()));
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new NotReadyException("interrupted while telling setpoints");
        }
    }
}
