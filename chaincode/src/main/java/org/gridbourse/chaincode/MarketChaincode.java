package org.gridbourse.chaincode;

import java.io.IOException;
import java.util.Map;

/**
 * Starts the chaincode: as a service where {@code CHAINCODE_SERVER_ADDRESS} says on which address, else as a child of a
 * peer that it connects to. {@code CORE_CHAINCODE_ID_NAME} is the package id in both cases.
 *
 * <p>Whoever may connect to a service acts as the peer, so it only serves over mutual TLS: {@code CHAINCODE_TLS_KEY_FILE},
 * {@code CHAINCODE_TLS_CERT_FILE} and {@code CHAINCODE_TLS_CLIENT_CACERT_FILE} (PEM) name its key, its certificate and the
 * authority of the peers that it serves.
 */
public final class MarketChaincode {
    private static final int SURROUNDINGS_MISSING = 3;

    private MarketChaincode() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Map<String, String> environment = System.getenv();
        if (!environment.containsKey(ServiceSettings.ADDRESS)) {
            new MarketRouter(arguments).start(arguments);
            return;
        }
        try {
            MarketService.start(ServiceSettings.of(environment), arguments).awaitTermination();
        } catch (IllegalArgumentException | IOException e) {
            System.err.println("The chaincode cannot serve: " + e.getMessage());
            System.exit(SURROUNDINGS_MISSING);
        }
    }
}
