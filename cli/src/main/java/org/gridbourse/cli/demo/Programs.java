package org.gridbourse.cli.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gridbourse.cli.community.Organisation;
import org.gridbourse.cli.installation.Installation;
import org.gridbourse.cli.rest.AccessTokens;
import org.gridbourse.cli.rest.GatewayClient;
import org.gridbourse.market.json.Fields;
import org.gridbourse.programs.Children;
import org.gridbourse.programs.ClassDataArchive;

/** Starts the demo's own network and one gateway-app per organisation, each in its own process. */
final class Programs {
    private static final String READY = "READY";
    private static final Duration NETWORK_LIMIT = Duration.ofMinutes(5);
    /** Real Fabric may have to be downloaded first. */
    private static final Duration FABRIC_LIMIT = Duration.ofMinutes(15);

    private static final Duration GATEWAY_LIMIT = Duration.ofMinutes(5);

    private final Installation installation;
    private final DemoFolder folder;
    private final Children children;
    private final GatewayPorts ports;

    Programs(Installation installation, DemoFolder folder, Children children, GatewayPorts ports) {
        this.ports = ports;
        this.installation = installation;
        this.folder = folder;
        this.children = children;
    }

    /** Returns when a transaction endorsed by two organisations has been committed. */
    void startNetwork(String kind) throws IOException {
        Path log = folder.log("network");
        long before = Files.exists(log) ? Files.size(log) : 0;
        List<String> arguments = List.of(
                "up",
                "--kind",
                kind,
                "--folder",
                folder.network().toString(),
                "--ports",
                "auto",
                "--users",
                folder.users().toString(),
                "--foreground",
                "--story",
                "--exit-with-stdin");
        children.start(
                "the network",
                installation.program("network").command(List.of(), "org.gridbourse.network.NetworkMain", arguments),
                Map.of(),
                log);
        Duration limit = kind.equals("fabric") ? FABRIC_LIMIT : NETWORK_LIMIT;
        children.await("the network, its log is " + log, limit, () -> says(READY, log, before));
    }

    private static boolean says(String line, Path log, long from) {
        try {
            byte[] all = Files.readAllBytes(log);
            return new String(all, (int) from, all.length - (int) from, StandardCharsets.UTF_8)
                    .lines()
                    .anyMatch(line::equals);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns when all of them are healthy. */
    Map<Organisation, GatewayClient> startGateways() throws IOException {
        Installation.Program program = installation.program("gateway-app");
        ClassDataArchive archive = program.archive();
        for (Organisation organisation : Organisation.values()) {
            Files.deleteIfExists(instanceFile(organisation));
            List<String> options = organisation == Organisation.GRID ? archive.options() : archive.optionsToUse();
            children.start(
                    "the gateway-app of " + organisation.displayName(),
                    program.command(options, "org.gridbourse.gateway.GatewayApplication", arguments(organisation)),
                    Map.of(),
                    folder.log("gateway-" + organisation.id()));
        }
        Map<Organisation, GatewayClient> clients = new EnumMap<>(Organisation.class);
        for (Organisation organisation : Organisation.values()) {
            children.await(
                    "the gateway-app of " + organisation.displayName(),
                    GATEWAY_LIMIT,
                    () -> Files.exists(instanceFile(organisation)));
            Path token = folder.gateway(organisation).resolve("token");
            clients.put(organisation, new GatewayClient(address(organisation), Optional.of(AccessTokens.read(token))));
        }
        return clients;
    }

    private List<String> arguments(Organisation organisation) {
        List<String> arguments = new ArrayList<>();
        arguments.add("--gridbourse.organisation=" + organisation.displayName());
        arguments.add("--gridbourse.connection=" + folder.connection());
        arguments.add("--gridbourse.data=" + folder.gateway(organisation));
        arguments.add("--gridbourse.agents=" + folder.agents(organisation));
        arguments.add("--server.port=" + ports.of(organisation));
        arguments.add("--exit-with-stdin");
        return arguments;
    }

    private Path instanceFile(Organisation organisation) {
        return folder.gateway(organisation).resolve("instance.json");
    }

    private URI address(Organisation organisation) throws IOException {
        long port = Fields.read(Files.readString(instanceFile(organisation)), fields -> fields.number("port"));
        return URI.create("http://localhost:" + port);
    }
}
