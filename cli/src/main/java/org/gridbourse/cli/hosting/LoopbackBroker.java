package org.gridbourse.cli.hosting;

import io.moquette.broker.Server;
import io.moquette.broker.config.MemoryConfig;
import io.moquette.broker.security.IAuthorizatorPolicy;
import io.moquette.broker.subscriptions.Topic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.gridbourse.programs.SurroundingsException;

/**
 * The MQTT broker of a playground, on loopback. Everybody may hear what simulated microgrids publish; only who logs in may
 * publish: a gateway-app everything, a participant below its own name and those of its meters.
 */
final class LoopbackBroker implements AutoCloseable {
    /** Users of gateway-apps begin so. */
    static final String GATEWAY = "gateway-";

    private final Server server = new Server();
    private final HostPasswords passwords;

    LoopbackBroker(HostPasswords passwords) {
        this.passwords = passwords;
    }

    /** @param folder for what the broker keeps for clients that are away */
    void start(int port, Path folder) throws IOException {
        Files.createDirectories(folder);
        Properties settings = new Properties();
        settings.setProperty("host", "127.0.0.1");
        settings.setProperty("port", Integer.toString(port));
        settings.setProperty("data_path", folder.toString());
        settings.setProperty("persistence_enabled", "true");
        settings.setProperty("telemetry_enabled", "false");
        settings.setProperty("allow_anonymous", "true");
        try {
            server.startServer(
                    new MemoryConfig(settings),
                    List.of(),
                    null,
                    (clientId, user, password) -> passwords.fits(user, new String(password, StandardCharsets.UTF_8)),
                    new Policy());
        } catch (RuntimeException taken) {
            throw new SurroundingsException(
                    "no broker can listen on port %d of this machine: %s".formatted(port, taken.getMessage()), taken);
        }
    }

    @Override
    public void close() {
        server.stopServer();
    }

    private static final class Policy implements IAuthorizatorPolicy {
        @Override
        public boolean canWrite(Topic topic, String user, String client) {
            return user != null && (user.startsWith(GATEWAY) || mayWrite(topic.toString(), user));
        }

        @Override
        public boolean canRead(Topic topic, String user, String client) {
            return true;
        }
    }

    static boolean mayWrite(String topic, String user) {
        return topic.startsWith("gridbourse/" + user + "/") || topic.startsWith("gridbourse/" + user + "-");
    }
}
