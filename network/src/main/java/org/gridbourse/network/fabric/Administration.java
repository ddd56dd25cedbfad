package org.gridbourse.network.fabric;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.gridbourse.network.genesis.ChannelUpdate;
import org.gridbourse.network.identity.Identities;
import org.gridbourse.network.identity.Organisation;
import org.gridbourse.network.identity.OrganisationFolder;
import org.gridbourse.programs.Command;
import org.gridbourse.programs.CommandFailedException;
import org.gridbourse.programs.Waiting;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.Config;
import org.hyperledger.fabric.protos.common.Envelope;

/**
 * What administrators do with Fabric's own commands: join nodes to the channel, install chaincode, and agree on its
 * definition. The three organisations act at the same time.
 */
final class Administration {
    private static final Duration CATCH_UP_LIMIT = Duration.ofMinutes(5);
    private static final Pattern SEQUENCE = Pattern.compile("Sequence: (\\d+)");

    private final FabricPrograms programs;
    private final Topology topology;
    private final NodeFolders folders;
    private final Identities identities;
    private final NodeEnvironment environment;
    private final Placement placement;
    private final String channel;

    /** @param placement how the nodes are reached from here */
    Administration(
            FabricPrograms programs,
            Topology topology,
            NodeFolders folders,
            Identities identities,
            Placement placement,
            String channel) {
        this.programs = programs;
        this.topology = topology;
        this.folders = folders;
        this.identities = identities;
        this.environment = new NodeEnvironment(folders, identities, placement);
        this.placement = placement;
        this.channel = channel;
    }

    /** Joins every orderer and peer that is not in the channel yet. */
    void joinAll() {
        atOnce(topology.orderers(), this::join);
        atOnce(topology.peers(), this::join);
    }

    private void join(OrdererNode orderer) {
        Path tls = identities.organisation(orderer.organisation().name()).node().resolve("tls");
        List<String> connection = List.of(
                "-o", address(orderer.organisation(), orderer.adminPort()),
                "--ca-file", tls.resolve("ca.crt").toString(),
                "--client-cert", tls.resolve("server.crt").toString(),
                "--client-key", tls.resolve("server.key").toString());
        String channels = osnadmin(Stream.concat(Stream.of("channel", "list"), connection.stream()));
        if (!channels.contains("\"" + channel + "\"")) {
            List<String> join = List.of(
                    "channel",
                    "join",
                    "--channelID",
                    channel,
                    "--config-block",
                    folders.genesis().toString());
            String answer = osnadmin(Stream.concat(join.stream(), connection.stream()));
            if (!answer.contains("Status: 201")) {
                throw new IllegalStateException("%s did not join: %s".formatted(orderer.name(), answer));
            }
        }
    }

    private void join(PeerNode peer) {
        if (!peer(peer, "channel", "list").lines().toList().contains(channel)) {
            peer(peer, "channel", "join", "-b", folders.genesis().toString());
        }
    }

    /** The sequence of the definition in force, 0 for none. */
    int committedSequence(String chaincode) {
        try {
            String answer = peer(
                    topology.peers().get(0),
                    "lifecycle",
                    "chaincode",
                    "querycommitted",
                    "--channelID",
                    channel,
                    "--name",
                    chaincode);
            Matcher matcher = SEQUENCE.matcher(answer);
            return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
        } catch (CommandFailedException e) {
            if (e.output().contains("404")) {
                return 0;
            }
            throw e;
        }
    }

    /** Every organisation installs the package and agrees to the definition. */
    void approve(ChaincodeDefinition definition, Path packageFile) {
        atOnce(topology.peers(), peer -> approve(peer, definition, packageFile));
    }

    /** An organisation that has just joined does so, as soon as its peer has read of its admission. */
    void approveAsNewcomer(PeerNode newcomer, ChaincodeDefinition definition, Path packageFile) {
        Waiting.until(
                () -> {
                    try {
                        approve(newcomer, definition, packageFile);
                        return true;
                    } catch (CommandFailedException e) {
                        // an orderer that was started again may have read as little of it as the peer
                        if (e.output().contains("creator org unknown")
                                || e.output().contains("FORBIDDEN")) {
                            return false;
                        }
                        throw e;
                    }
                },
                CATCH_UP_LIMIT,
                newcomer.name() + " to read the channel's blocks up to its own admission");
    }

    private void approve(PeerNode peer, ChaincodeDefinition definition, Path packageFile) {
        install(peer, packageFile);
        List<String> arguments = new ArrayList<>(List.of(
                "lifecycle",
                "chaincode",
                "approveformyorg",
                "--package-id",
                definition.content().id()));
        arguments.addAll(orderer());
        arguments.addAll(parameters(definition));
        peer(peer, arguments.toArray(String[]::new));
    }

    private void install(PeerNode peer, Path packageFile) {
        try {
            peer(peer, "lifecycle", "chaincode", "install", packageFile.toString());
        } catch (CommandFailedException e) {
            if (!e.output().contains("already successfully installed")) {
                throw e;
            }
        }
    }

    /** Puts the definition in force, which the organisations have agreed to. */
    void commit(ChaincodeDefinition definition) {
        List<String> arguments = new ArrayList<>(List.of("lifecycle", "chaincode", "commit"));
        arguments.addAll(orderer());
        arguments.addAll(parameters(definition));
        for (PeerNode peer : topology.peers()) {
            OrganisationFolder organisation =
                    identities.organisation(peer.organisation().name());
            arguments.addAll(List.of(
                    "--peerAddresses",
                    address(peer.organisation(), peer.port()),
                    "--tlsRootCertFiles",
                    organisation.tlsRootCertificate().toString()));
        }
        peer(topology.peers().get(0), arguments.toArray(String[]::new));
    }

    /** The channel's configuration as it is now. */
    Config configuration() {
        try {
            Path file = Files.createTempFile("config", ".pb");
            try {
                List<String> arguments = new ArrayList<>(List.of("channel", "fetch", "config", file.toString()));
                arguments.addAll(List.of("--channelID", channel));
                arguments.addAll(orderer());
                peer(topology.peers().get(0), arguments.toArray(String[]::new));
                return ChannelUpdate.configuration(Block.parseFrom(Files.readAllBytes(file)));
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends an update in the name of an organisation's administrator, who signs it as well. */
    void update(PeerNode sender, Envelope update) {
        try {
            Path file = Files.createTempFile("update", ".pb");
            try {
                Files.write(file, update.toByteArray());
                List<String> arguments = new ArrayList<>(List.of("channel", "update", "--file", file.toString()));
                arguments.addAll(List.of("--channelID", channel));
                arguments.addAll(orderer());
                peer(sender, arguments.toArray(String[]::new));
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> parameters(ChaincodeDefinition definition) {
        return List.of(
                "--channelID", channel,
                "--name", definition.content().name(),
                "--version", definition.content().version(),
                "--sequence", Integer.toString(definition.sequence()),
                "--signature-policy", definition.policy());
    }

    private List<String> orderer() {
        OrdererNode first = topology.orderers().get(0);
        Path root = identities.organisation(first.organisation().name()).tlsRootCertificate();
        return List.of("-o", address(first.organisation(), first.port()), "--tls", "--cafile", root.toString());
    }

    private String address(Organisation organisation, int port) {
        return placement.host(organisation) + ":" + port;
    }

    private String peer(PeerNode peer, String... arguments) {
        return Command.run(
                Stream.concat(Stream.of(programs.program("peer")), Stream.of(arguments))
                        .toList(),
                environment.administrator(peer));
    }

    private String osnadmin(Stream<String> arguments) {
        return Command.run(
                Stream.concat(Stream.of(programs.program("osnadmin")), arguments)
                        .toList(),
                Map.of());
    }

    private static <T> void atOnce(List<T> nodes, Consumer<T> action) {
        CompletableFuture<?>[] all = nodes.stream()
                .map(node -> CompletableFuture.runAsync(
                        () -> action.accept(node), task -> new Thread(task, "administration").start()))
                .toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(all).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
