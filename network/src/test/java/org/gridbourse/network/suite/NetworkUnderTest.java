package org.gridbourse.network.suite;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.gridbourse.network.ChaincodeProgram;
import org.gridbourse.network.ConnectionFile;
import org.gridbourse.network.NetworkKind;
import org.gridbourse.network.identity.Identities;
import org.gridbourse.network.identity.Organisation;
import org.gridbourse.network.identity.SigningIdentity;
import org.gridbourse.network.identity.User;
import org.gridbourse.network.identity.Validity;
import org.gridbourse.network.junit.TestClassPath;
import org.gridbourse.network.probe.ProbeChaincode;

/** A network of either kind with the probe chaincode on it. Shared by all tests of a run, so each uses its own keys. */
public abstract class NetworkUnderTest implements AutoCloseable {
    static final String CHANNEL = "energy";
    static final String CHAINCODE = "probe";
    static final String POLICY = "AND('GridMSP.peer',OR('NorthMSP.peer','SouthMSP.peer'))";
    static final User EXPIRED = new User("Grid", "expired", Map.of());
    static final User REVOKED = new User("Grid", "revoked", Map.of());

    abstract NetworkKind kind();

    abstract ConnectionFile connection();

    /** All certificates and keys of the network. */
    abstract Identities identities();

    /** Kills the chaincode; it comes back by itself. */
    abstract void killChaincode();

    /** Stops the network and starts it again over the same ledger, at the same addresses. */
    abstract void restart();

    @Override
    public abstract void close();

    static ChaincodeProgram probe() {
        return new ChaincodeProgram(ProbeChaincode.class.getName(), TestClassPath.entries());
    }

    /** Makes the identities that the genesis block must know of: one user of Grid is revoked from the beginning. */
    static void prepareIdentities(Path crypto) {
        Instant now = Instant.now();
        Identities identities = Identities.create(crypto, Organisation.peers(), List.of(REVOKED), now);
        identities.issue(EXPIRED, new Validity(now.minusSeconds(7_200), now.minusSeconds(3_600)));
        identities.revoke(
                "Grid",
                List.of(identities.organisation("Grid").user(REVOKED.name()).certificate()),
                now);
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

    @Override
    public String toString() {
        return kind().text();
    }
}
