package org.gridbourse.network.fabric;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.gridbourse.network.identity.Identities;
import org.gridbourse.network.identity.OrganisationFolder;

/** The environment variables by which one template serves every node. */
final class NodeEnvironment {
    private static final String LOOPBACK = "127.0.0.1:";
    /** Fabric 3 writes a line for every gRPC connection otherwise. */
    private static final String LOGGING = "grpc=warn:comm.grpc.server=error:info";

    private final NodeFolders here;
    private final NodeFolders folders;
    private final Identities identities;
    private final Placement placement;

    NodeEnvironment(NodeFolders here, Identities identities, Placement placement) {
        this.here = here;
        this.folders = new NodeFolders(placement.root());
        this.identities = identities;
        this.placement = placement;
    }

    Map<String, String> orderer(OrdererNode node) {
        Path own = there(identities.organisation(node.organisation().name()).node());
        Path data = folders.data(node.name());
        Map<String, String> variables = new TreeMap<>();
        variables.put("FABRIC_CFG_PATH", folders.config().toString());
        variables.put("FABRIC_LOGGING_SPEC", LOGGING);
        variables.put("ORDERER_GENERAL_LISTENADDRESS", placement.listenHost());
        variables.put("ORDERER_GENERAL_LISTENPORT", Integer.toString(node.port()));
        variables.put("ORDERER_GENERAL_LOCALMSPID", node.organisation().mspId());
        variables.put("ORDERER_GENERAL_LOCALMSPDIR", own.resolve("msp").toString());
        tls(variables, "ORDERER_GENERAL_TLS_", own);
        variables.put("ORDERER_FILELEDGER_LOCATION", data.toString());
        variables.put("ORDERER_CONSENSUS_WALDIR", data.resolve("wal").toString());
        variables.put("ORDERER_CONSENSUS_SNAPDIR", data.resolve("snapshots").toString());
        variables.put("ORDERER_OPERATIONS_LISTENADDRESS", listen(node.operationsPort()));
        variables.put("ORDERER_ADMIN_LISTENADDRESS", listen(node.adminPort()));
        tls(variables, "ORDERER_ADMIN_TLS_", own);
        variables.put("ORDERER_ADMIN_TLS_CLIENTROOTCAS", "[" + own.resolve("tls/ca.crt") + "]");
        return variables;
    }

    Map<String, String> peer(PeerNode node) {
        OrganisationFolder organisation =
                identities.organisation(node.organisation().name());
        Path data = folders.data(node.name());
        Map<String, String> variables = client(node, there(organisation.node().resolve("msp")));
        variables.put("FABRIC_LOGGING_SPEC", LOGGING);
        String address = placement.host(node.organisation()) + ":" + node.port();
        variables.put("CORE_PEER_LISTENADDRESS", listen(node.port()));
        variables.put("CORE_PEER_CHAINCODELISTENADDRESS", LOOPBACK + node.chaincodeListenPort());
        variables.put("CORE_PEER_CHAINCODEADDRESS", LOOPBACK + node.chaincodeListenPort());
        variables.put("CORE_PEER_GOSSIP_BOOTSTRAP", address);
        variables.put("CORE_PEER_GOSSIP_ENDPOINT", address);
        variables.put("CORE_PEER_GOSSIP_EXTERNALENDPOINT", address);
        variables.put("CORE_PEER_FILESYSTEMPATH", data.toString());
        variables.put("CORE_LEDGER_SNAPSHOTS_ROOTDIR", data.resolve("snapshots").toString());
        variables.put("CORE_OPERATIONS_LISTENADDRESS", listen(node.operationsPort()));
        variables.put(
                "CORE_CHAINCODE_EXTERNALBUILDERS",
                "[{name: gridbourse, path: %s, propagateEnvironment: [CHAINCODE_ADDRESS, CHAINCODE_TLS]}]"
                        .formatted(folders.builder()));
        variables.put("CHAINCODE_ADDRESS", LOOPBACK + node.chaincodePort());
        variables.put("CHAINCODE_TLS", chaincodeTls(node).toString());
        return variables;
    }

    /** The folder of the keys between a peer and its chaincode, as they see it. */
    Path chaincodeTls(PeerNode node) {
        return there(identities
                .organisation(node.organisation().name())
                .chaincodeTls()
                .folder());
    }

    /** For the peer command, in the name of the organisation's administrator. */
    Map<String, String> administrator(PeerNode node) {
        OrganisationFolder organisation =
                identities.organisation(node.organisation().name());
        Map<String, String> variables =
                client(node, there(organisation.userFolder("Admin").resolve("msp")));
        variables.put("FABRIC_LOGGING_SPEC", "warn");
        return variables;
    }

    private Map<String, String> client(PeerNode node, Path msp) {
        Path own = there(identities.organisation(node.organisation().name()).node());
        Map<String, String> variables = new TreeMap<>();
        variables.put("FABRIC_CFG_PATH", folders.config().toString());
        variables.put("CORE_PEER_ID", node.organisation().nodeName());
        variables.put("CORE_PEER_ADDRESS", placement.host(node.organisation()) + ":" + node.port());
        variables.put("CORE_PEER_LOCALMSPID", node.organisation().mspId());
        variables.put("CORE_PEER_MSPCONFIGPATH", msp.toString());
        variables.put("CORE_PEER_TLS_ENABLED", "true");
        variables.put("CORE_PEER_TLS_CERT_FILE", own.resolve("tls/server.crt").toString());
        variables.put("CORE_PEER_TLS_KEY_FILE", own.resolve("tls/server.key").toString());
        variables.put("CORE_PEER_TLS_ROOTCERT_FILE", own.resolve("tls/ca.crt").toString());
        return variables;
    }

    private String listen(int port) {
        return placement.listenHost() + ":" + port;
    }

    /** A path below the network's folder as the node sees it. */
    private Path there(Path path) {
        return folders.root().resolve(here.root().relativize(path));
    }

    private static void tls(Map<String, String> variables, String prefix, Path node) {
        variables.put(prefix + "ENABLED", "true");
        variables.put(prefix + "CERTIFICATE", node.resolve("tls/server.crt").toString());
        variables.put(prefix + "PRIVATEKEY", node.resolve("tls/server.key").toString());
        variables.put(prefix + "ROOTCAS", "[" + node.resolve("tls/ca.crt") + "]");
    }
}
