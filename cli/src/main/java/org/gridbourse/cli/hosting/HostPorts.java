package org.gridbourse.cli.hosting;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Properties;
import org.gridbourse.calendar.Market;
import org.gridbourse.programs.Ports;

/** The ports of a market, chosen once and kept, so that addresses stay the same over restarts. */
final class HostPorts {
    private static final String NETWORK = "network";
    private static final String BROKER = "broker";

    private final Path file;
    private final Properties ports = new Properties();

    HostPorts(Path file) {
        this.file = file;
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                ports.load(reader);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The first of the network's ports. */
    int network() {
        return kept(NETWORK, Ports.randomBase(new SecureRandom()));
    }

    /** Where an organisation's gateway-app answers. */
    int gateway(Market.Gateway gateway) {
        return gateway.port() > 0 ? gateway.port() : kept(gateway.organisation(), -1);
    }

    /** Where the broker of a playground listens. */
    int broker() {
        return kept(BROKER, -1);
    }

    private int kept(String name, int first) {
        String known = ports.getProperty(name);
        if (known != null) {
            return Integer.parseInt(known);
        }
        int port = first > 0 ? first : Ports.free();
        ports.setProperty(name, Integer.toString(port));
        try (Writer writer = Files.newBufferedWriter(file)) {
            ports.store(writer, "ports of this market, kept over restarts");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return port;
    }
}
