package org.gridbourse.network.probe;

import java.net.URISyntaxException;
import org.hyperledger.fabric.contract.ContractRouter;
import org.hyperledger.fabric.shim.ChaincodeServerProperties;
import org.hyperledger.fabric.shim.NettyChaincodeServer;

/**
 * Runs {@link ProbeContract} as a service, as another team would: with the shim's own server, at the address, under the
 * package id and by the keys that the environment names.
 */
public final class ProbeChaincode {
    private ProbeChaincode() {}

    public static void main(String[] arguments) throws Exception {
        ContractRouter router = new ContractRouter(new String[] {"-i", System.getenv("CORE_CHAINCODE_ID_NAME")});
        router.startRouterWithChaincodeServer(new NettyChaincodeServer(router, properties(router)));
    }

    private static ChaincodeServerProperties properties(ContractRouter router) throws URISyntaxException {
        ChaincodeServerProperties properties = router.getChaincodeServerConfig();
        properties.setTlsEnabled(true);
        properties.setKeyFile(System.getenv("CHAINCODE_TLS_KEY_FILE"));
        properties.setKeyCertChainFile(System.getenv("CHAINCODE_TLS_CERT_FILE"));
        properties.setTrustCertCollectionFile(System.getenv("CHAINCODE_TLS_CLIENT_CACERT_FILE"));
        return properties;
    }
}
