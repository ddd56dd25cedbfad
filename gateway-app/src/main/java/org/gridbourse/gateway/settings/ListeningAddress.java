package org.gridbourse.gateway.settings;

import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.core.env.Environment;

/** Where this instance listens: without TLS on its own machine alone, where nobody can listen in on passwords. */
public final class ListeningAddress {
    private static final List<String> CERTIFICATES =
            List.of("server.ssl.bundle", "server.ssl.key-store", "server.ssl.certificate");

    private ListeningAddress() {}

    /** @throws StartupException if others could reach it without TLS, or under no name */
    public static void require(InetAddress address, List<String> names, Environment environment) {
        if (address.isLoopbackAddress()) {
            return;
        }
        boolean enabled = environment.getProperty("server.ssl.enabled", Boolean.class, true);
        if (!enabled || CERTIFICATES.stream().noneMatch(name -> has(environment, name))) {
            throw StartupException.badInput(
                    ("server.address %s is no loopback address and there is no TLS: passwords and tokens would be read on"
                                    + " the way. Give server.ssl.certificate and server.ssl.certificate-private-key, or"
                                    + " listen on 127.0.0.1")
                            .formatted(address.getHostAddress()));
        }
        if (names.isEmpty()) {
            throw StartupException.badInput(
                    "server.address %s is no loopback address: gridbourse.names must say under which names this instance is called"
                            .formatted(address.getHostAddress()));
        }
    }

    private static boolean has(Environment environment, String name) {
        return Stream.ofNullable(environment.getProperty(name)).anyMatch(value -> !value.isBlank());
    }
}
