package org.gridbourse.network.suite;

import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.TlsChannelCredentials;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.gridbourse.fabric.ConnectionFile;
import org.gridbourse.network.NetworkKind;
import org.gridbourse.network.identity.Identities;
import org.gridbourse.network.identity.SigningIdentity;
import org.gridbourse.network.identity.User;
import org.gridbourse.programs.Waiting;

/** A network of either kind with one chaincode on it. Shared by all tests of a run, so each uses its own keys. */
public abstract class NetworkUnderTest implements AutoCloseable {
    static final String CHANNEL = "energy";
    static final String CHAINCODE = ChaincodeUnderTest.PROBE.name();
    static final String POLICY = "AND('GridMSP.peer',OR('NorthMSP.peer','SouthMSP.peer'))";
    static final User EXPIRED = new User("Grid", "expired", Map.of());
    static final User REVOKED = new User("Grid", "revoked", Map.of());

    private static final int MAX_MESSAGE_BYTES = 100 * 1024 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    abstract NetworkKind kind();

    abstract ChaincodeUnderTest chaincode();

    abstract ConnectionFile connection();

    /** A connection to an orderer; the caller shuts it down. */
    abstract ManagedChannel orderer();

    /** All certificates and keys of the network. */
    abstract Identities identities();

    /** Kills the chaincode processes of all organisations; they come back by themselves. */
    abstract void killChaincode();

    /** Ends the chaincode process of one organisation; it stays away. */
    abstract void stopChaincode(String organisation);

    /** Starts the chaincode process of one organisation again; nobody waits for it here. */
    abstract void startChaincode(String organisation);

    /** Where the chaincode process of an organisation serves its peer. */
    abstract int chaincodePort(String organisation);

    /** Stops the network and starts it again over the same ledger, at the same addresses. */
    abstract void restart();

    @Override
    public abstract void close();

    /** Waits until every organisation's chaincode answers and all can be found by every gateway. */
    void awaitChaincodes() {
        for (ConnectionFile.Organisation organisation : connection().organisations()) {
            try (Client client = client(organisation.name(), "operator")) {
                Waiting.until(
                        () -> client.failureOf(() -> everyoneEndorses(client)).isEmpty(), PATIENCE, "chaincode");
            }
        }
    }

    private byte[] everyoneEndorses(Client client) throws Exception {
        return client.network()
                .getContract(chaincode().name())
                .newProposal(chaincode().idle())
                .addArguments(chaincode().idleArguments().toArray(String[]::new))
                .setEndorsingOrganizations("GridMSP", "NorthMSP", "SouthMSP")
                .build()
                .endorse()
                .submit();
    }

    SigningIdentity user(String organisation, String name) {
        return identities().organisation(organisation).user(name);
    }

    ConnectionFile.Organisation organisation(String name) {
        return connection().organisations().stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** A client of an organisation at its own gateway. */
    Client client(String organisation, String user) {
        return client(organisation, user(organisation, user));
    }

    /** A client with any identity at an organisation's gateway. */
    Client client(String gateway, SigningIdentity identity) {
        return new Client(organisation(gateway), identity);
    }

    static ManagedChannel connect(String address, Path tlsRootCertificate) {
        try {
            return Grpc.newChannelBuilder(
                            address,
                            TlsChannelCredentials.newBuilder()
                                    .trustManager(tlsRootCertificate.toFile())
                                    .build())
                    .maxInboundMessageSize(MAX_MESSAGE_BYTES)
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return kind().text();
    }
}
