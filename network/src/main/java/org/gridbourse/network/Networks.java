package org.gridbourse.network;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.gridbourse.network.embedded.EmbeddedConfig;
import org.gridbourse.network.embedded.LocalEmbeddedNetwork;
import org.gridbourse.network.fabric.FabricNetwork;
import org.gridbourse.network.fabric.FabricPrograms;
import org.gridbourse.network.fabric.Topology;
import org.gridbourse.network.genesis.Consensus;
import org.gridbourse.network.identity.User;
import org.gridbourse.network.local.ChaincodeProgram;
import org.gridbourse.network.local.LocalNetwork;
import org.gridbourse.network.local.PortChoice;
import org.gridbourse.programs.ClassDataArchive;
import org.gridbourse.programs.Ports;
import org.gridbourse.programs.Supervisor;

/** Makes the network that was asked for, with what is the same for both kinds. */
final class Networks {
    static final String CHANNEL = "energy";
    static final String CHAINCODE = "market";

    private Networks() {}

    static LocalNetwork create(StartRequest request, Supervisor supervisor, Consumer<String> story) {
        Path checkout = NetworkMain.checkout();
        List<String> command = request.channel().command();
        ChaincodeProgram chaincode =
                command.isEmpty() ? ChaincodeProgram.ofCheckout(checkout) : ChaincodeProgram.ofCommand(command);
        List<User> users = request.users().map(UsersFile::read).orElse(List.of());
        return switch (request.kind()) {
            case EMBEDDED -> embedded(request, chaincode, users, supervisor, story);
            case FABRIC -> fabric(request, checkout, chaincode, users, supervisor, story);
        };
    }

    private static LocalNetwork embedded(
            StartRequest request,
            ChaincodeProgram chaincode,
            List<User> users,
            Supervisor supervisor,
            Consumer<String> story) {
        ChannelSettings channel = request.channel();
        Map<String, Integer> ports = gatewayPorts(request);
        Map<Integer, String> wanted = new LinkedHashMap<>();
        ports.forEach((organisation, port) -> wanted.put(port, "gateway of " + organisation));
        Ports.requireFree(wanted);
        return new LocalEmbeddedNetwork(
                EmbeddedConfig.in(request.folder().kind(NetworkKind.EMBEDDED))
                        .withOrganisations(channel.organisations())
                        .withChannel(channel.channel())
                        .withPorts(ports)
                        .withUsers(users),
                new LocalEmbeddedNetwork.Chaincode(
                        channel.chaincode(),
                        channel.policy(),
                        chaincode,
                        Optional.of(ClassDataArchive.folder(System.getenv()))),
                supervisor,
                story);
    }

    /** The same ports as the peers of the real network have; none for free ones. */
    private static Map<String, Integer> gatewayPorts(StartRequest request) {
        PortChoice choice = request.ports();
        int base =
                switch (choice.kind()) {
                    case AUTO -> 0;
                    case BASE -> choice.base();
                    case UNSAID, STANDARD -> Topology.STANDARD_PORT_BASE;
                };
        Map<String, Integer> ports = new LinkedHashMap<>();
        if (base > 0) {
            Topology.of(base, Consensus.RAFT, request.channel().organisations())
                    .peers()
                    .forEach(peer -> ports.put(peer.organisation().name(), peer.port()));
        }
        return ports;
    }

    private static LocalNetwork fabric(
            StartRequest request,
            Path checkout,
            ChaincodeProgram chaincode,
            List<User> users,
            Supervisor supervisor,
            Consumer<String> story) {
        Map<String, String> environment = System.getenv();
        FabricPrograms programs = FabricPrograms.find(environment);
        story.accept("Hyperledger Fabric %s from %s (%s)"
                .formatted(programs.version(), programs.folder(), programs.source()));
        return new FabricNetwork(
                new FabricNetwork.Settings(
                        request.folder().kind(NetworkKind.FABRIC),
                        checkout.resolve("network/fabric"),
                        Optional.of(ClassDataArchive.folder(environment)),
                        programs,
                        request.ports(),
                        request.consensus(),
                        request.channel().channel(),
                        request.channel().organisations(),
                        request.channel().chaincode(),
                        chaincode,
                        request.channel().policy(),
                        users),
                supervisor,
                story);
    }
}
