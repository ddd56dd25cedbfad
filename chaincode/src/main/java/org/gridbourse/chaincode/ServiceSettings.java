package org.gridbourse.chaincode;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where the chaincode serves its peer, and by which keys both know each other.
 *
 * @param host address to listen on
 * @param port 0 for a free one
 * @param packageId by which the peer knows the chaincode
 * @param key the service's key, PEM
 * @param certificate the service's certificate, PEM
 * @param peers the certificate of the authority of the peers that may connect, PEM
 */
record ServiceSettings(String host, int port, String packageId, Path key, Path certificate, Path peers) {
    static final String ADDRESS = "CHAINCODE_SERVER_ADDRESS";

    private static final int PORT_MAX = 65_535;

    ServiceSettings {
        if (port < 0 || port > PORT_MAX) {
            throw new IllegalArgumentException("port (%d) must be between 0 and %d".formatted(port, PORT_MAX));
        }
    }

    static ServiceSettings of(Map<String, String> environment) {
        String address = required(environment, ADDRESS);
        int colon = address.lastIndexOf(':');
        if (colon < 1 || !address.substring(colon + 1).matches("[0-9]{1,5}")) {
            throw new IllegalArgumentException("%s (%s) must be host:port".formatted(ADDRESS, address));
        }
        return new ServiceSettings(
                address.substring(0, colon),
                Integer.parseInt(address.substring(colon + 1)),
                required(environment, "CORE_CHAINCODE_ID_NAME"),
                file(environment, "CHAINCODE_TLS_KEY_FILE"),
                file(environment, "CHAINCODE_TLS_CERT_FILE"),
                file(environment, "CHAINCODE_TLS_CLIENT_CACERT_FILE"));
    }

    private static Path file(Map<String, String> environment, String name) {
        Path file = Path.of(required(environment, name));
        if (!Files.isReadable(file)) {
            throw new IllegalArgumentException("%s (%s) must be a file that can be read".formatted(name, file));
        }
        return file;
    }

    private static String required(Map<String, String> environment, String name) {
        String value = environment.get(name);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(name + " must be set");
        }
        return value;
    }
}
