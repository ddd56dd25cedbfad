package org.gridbourse.chaincode;

import java.io.IOException;
import java.net.URISyntaxException;
import java.util.Optional;
import org.hyperledger.fabric.shim.ChaincodeServerProperties;
import org.hyperledger.fabric.shim.NettyChaincodeServer;

/**
 * Starts the chaincode: as a service where {@code CHAINCODE_SERVER_ADDRESS} says on which address, else as a child of a
 * peer that it connects to. {@code CORE_CHAINCODE_ID_NAME} is the package id in both cases.
 *
 * <p>Off the loopback interface the service must be told keys, since whoever reaches its port can act as the peer:
 * {@code CHAINCODE_TLS_KEY_FILE}, {@code CHAINCODE_TLS_CERT_FILE} and {@code CHAINCODE_TLS_CLIENT_CA_FILE} (PEM) make it
 * mutual TLS.
 */
public final class MarketChaincode {
    private MarketChaincode() {}

    public static void main(String[] arguments) throws IOException, InterruptedException, URISyntaxException {
        MarketRouter router = new MarketRouter(arguments);
        if (router.isServer()) {
            new NettyChaincodeServer(router, properties(router)).start();
        } else {
            router.start(arguments);
        }
    }

    private static ChaincodeServerProperties properties(MarketRouter router) throws URISyntaxException {
        ChaincodeServerProperties properties = router.getChaincodeServerConfig();
        Optional<String> key = Optional.ofNullable(System.getenv("CHAINCODE_TLS_KEY_FILE"));
        if (key.isPresent()) {
            properties.setTlsEnabled(true);
            properties.setKeyFile(key.get());
            properties.setKeyCertChainFile(System.getenv("CHAINCODE_TLS_CERT_FILE"));
            properties.setTrustCertCollectionFile(System.getenv("CHAINCODE_TLS_CLIENT_CA_FILE"));
        }
        return properties;
    }
}
