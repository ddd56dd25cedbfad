package org.gridbourse.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.gridbourse.fabric.ConnectionFile;
import org.gridbourse.network.GatewayConnection;
import org.gridbourse.network.embedded.EmbeddedConfig;
import org.gridbourse.network.embedded.EmbeddedNetwork;
import org.gridbourse.network.embedded.LocalEmbeddedNetwork;
import org.gridbourse.network.identity.User;
import org.gridbourse.network.local.ChaincodeProgram;
import org.gridbourse.programs.OwnClassPath;
import org.gridbourse.programs.Supervisor;
import org.gridbourse.programs.SurroundingsException;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Gives tests an embedded network with a chaincode in a process of its own. Tests that ask for the same chaincode share
 * one network for the whole run, so let each test use its own keys.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final NetworkExtension network = NetworkExtension.of("market", MarketChaincode.class.getName());
 *
 * @Test
 * void a_deposit_is_committed() throws Exception {
 *     try (GatewayConnection client = network.connect("Grid", "operator")) {
 *         client.gateway().getNetwork("energy").getContract("market").submitTransaction("deposit", request);
 *     }
 * }
 * }</pre>
 */
public final class NetworkExtension implements BeforeAllCallback {
    private static final String POLICY = "AND('GridMSP.peer',OR('NorthMSP.peer','SouthMSP.peer'))";
    private static final Duration CHAINCODE_START = Duration.ofSeconds(60);
    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(NetworkExtension.class);

    private final Wanted wanted;
    private Running running;

    /** What makes a network another one. */
    private record Wanted(String chaincode, String mainClass, String policy, List<User> users) {}

    private NetworkExtension(Wanted wanted) {
        this.wanted = wanted;
    }

    /**
     * A network with a chaincode that is on the tests' class path, endorsed by Grid and another organisation.
     *
     * @param mainClass starts the chaincode in server mode, as {@code CHAINCODE_SERVER_ADDRESS} and
     *     {@code CORE_CHAINCODE_ID_NAME} in the environment say
     */
    public static NetworkExtension of(String chaincode, String mainClass) {
        return new NetworkExtension(new Wanted(chaincode, mainClass, POLICY, List.of()));
    }

    /** The same with another endorsement policy. */
    public NetworkExtension withPolicy(String policy) {
        return new NetworkExtension(new Wanted(wanted.chaincode, wanted.mainClass, policy, wanted.users));
    }

    /** The same with further identities. */
    public NetworkExtension withUsers(List<User> users) {
        return new NetworkExtension(new Wanted(wanted.chaincode, wanted.mainClass, wanted.policy, List.copyOf(users)));
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        running = context.getRoot().getStore(NAMESPACE).computeIfAbsent(wanted, Running::start, Running.class);
    }

    /** How to reach the network. */
    public ConnectionFile connection() {
        return running.connection;
    }

    /** The network itself, for looking at its blocks. */
    public EmbeddedNetwork network() {
        return running.local.network();
    }

    /** A client of an organisation at that organisation's gateway; the caller closes it. */
    public GatewayConnection connect(String organisation, String user) {
        ConnectionFile.Organisation home = connection().organisations().stream()
                .filter(candidate -> candidate.name().equals(organisation))
                .findFirst()
                .orElseThrow();
        return GatewayConnection.open(home, home, user);
    }

    /** A network for the whole run of tests; closed and deleted at its end. */
    private static final class Running implements AutoCloseable {
        private final Path folder;
        private final Supervisor supervisor;
        private final LocalEmbeddedNetwork local;
        private final ConnectionFile connection;

        private Running(Wanted wanted) {
            try {
                folder = Files.createTempDirectory("gridbourse-network");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            StringBuffer story = new StringBuffer();
            supervisor = new Supervisor(
                    folder.resolve("processes"), line -> story.append('\n').append(line));
            ChaincodeProgram program = new ChaincodeProgram(wanted.mainClass, OwnClassPath.entries());
            EmbeddedConfig config = EmbeddedConfig.in(folder).withUsers(wanted.users);
            local = new LocalEmbeddedNetwork(
                    config,
                    new LocalEmbeddedNetwork.Chaincode(wanted.chaincode, wanted.policy, program, Optional.empty()),
                    supervisor,
                    line -> {});
            connection = local.start(InstantSource.system());
            try {
                local.network().awaitChaincodes(CHAINCODE_START);
            } catch (SurroundingsException e) {
                supervisor.close();
                throw new SurroundingsException(e.getMessage() + story, e);
            }
            connection.write(folder);
        }

        static Running start(Wanted wanted) {
            return new Running(wanted);
        }

        @Override
        public void close() throws IOException {
            local.close();
            supervisor.close();
            try (Stream<Path> content = Files.walk(folder)) {
                for (Path path : content.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
