package org.gridbourse.cli.hosting;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.gridbourse.calendar.Market;
import org.gridbourse.cli.installation.Installation;
import org.gridbourse.cli.rest.GatewayClient;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.programs.ProgramSpec;
import org.gridbourse.programs.Supervisor;

/** The programs of a market: one network, one gateway-app per organisation; what dies is started again. */
final class HostPrograms {
    private static final String MEMORY = "-Xmx384m";
    /** A long ledger is read whole before a network that was killed can be used again. */
    private static final String NETWORK_PATIENCE = "15m";

    private static final String FABRIC_BIN = "FABRIC_BIN";
    private static final String MAPPING = "meters.yaml";

    private final HostRequest request;
    private final Market market;
    private final Installation installation;
    private final Supervisor supervisor;
    private final HostPorts ports;
    private final HostPasswords passwords;

    HostPrograms(HostRequest request, Market market, Supervisor supervisor) {
        this.request = request;
        this.market = market;
        this.installation = Installation.find();
        this.supervisor = supervisor;
        this.ports = new HostPorts(request.folder().ports());
        this.passwords = new HostPasswords(request.folder().passwords());
    }

    void startNetwork() throws IOException {
        MarketFolder folder = request.folder();
        Files.deleteIfExists(folder.connection());
        List<String> arguments = new ArrayList<>(List.of(
                "up",
                "--kind",
                request.network(),
                "--folder",
                folder.network().toString(),
                "--ports",
                Integer.toString(ports.network()),
                "--foreground",
                "--story"));
        if (Files.exists(folder.users())) {
            arguments.addAll(List.of("--users", folder.users().toString()));
        }
        // the supervisor takes away what Fabric's own programs would heed
        Map<String, String> environment = Optional.ofNullable(System.getenv(FABRIC_BIN))
                .map(folderOfPrograms -> Map.of(FABRIC_BIN, folderOfPrograms))
                .orElse(Map.of());
        start(
                "network",
                installation.program("network").command(List.of(), "org.gridbourse.network.NetworkMain", arguments),
                environment,
                OptionalInt.empty());
    }

    void startGateways() throws IOException {
        Installation.Program program = installation.program("gateway-app");
        for (Market.Gateway gateway : market.organisations()) {
            Files.deleteIfExists(
                    request.folder().gateway(gateway.organisation()).resolve("instance.json"));
            List<String> options = new ArrayList<>(List.of(MEMORY));
            options.addAll(
                    gateway.equals(market.organisations().get(0))
                            ? program.archive().options()
                            : program.archive().optionsToUse());
            start(
                    "gateway-" + gateway.organisation(),
                    program.command(options, "org.gridbourse.gateway.GatewayApplication", arguments(gateway)),
                    Map.of(),
                    OptionalInt.of(port(gateway)));
        }
    }

    /** The broker of a playground, which this process is itself. */
    LoopbackBroker startBroker() throws IOException {
        LoopbackBroker broker = new LoopbackBroker(passwords);
        broker.start(ports.broker(), request.folder().broker());
        return broker;
    }

    /** Where meters publish. */
    Optional<Market.Broker> broker(String organisation) {
        if (!request.playground()) {
            return market.broker();
        }
        String user = LoopbackBroker.GATEWAY + organisation;
        Market.Login login = new Market.Login(user, passwords.file(user).toString());
        return Optional.of(new Market.Broker("localhost", ports.broker(), Optional.of(login)));
    }

    /** Where the gateway-apps answer and their meters publish, for {@code market.json}. */
    List<JsonObject> addresses(Map<String, GatewayClient> gateways) {
        List<JsonObject> addresses = new ArrayList<>();
        gateways.forEach((organisation, gateway) -> {
            JsonObject.Builder json = JsonObject.builder()
                    .put("organisation", organisation)
                    .put("url", gateway.base().toString());
            broker(organisation).ifPresent(address -> json.put("mqtt", address.url()));
            addresses.add(json.build());
        });
        return addresses;
    }

    int port(Market.Gateway gateway) {
        return ports.gateway(gateway);
    }

    private List<String> arguments(Market.Gateway gateway) {
        MarketFolder folder = request.folder();
        String organisation = gateway.organisation();
        List<String> arguments = new ArrayList<>(List.of(
                "--gridbourse.organisation=" + organisation,
                "--gridbourse.connection=" + folder.connection(),
                "--gridbourse.deadlines.network=" + NETWORK_PATIENCE,
                "--gridbourse.data=" + folder.gateway(organisation),
                "--gridbourse.market=" + request.config(),
                "--server.port=" + port(gateway)));
        if (Files.exists(folder.agents(organisation))) {
            arguments.add("--gridbourse.agents=" + folder.agents(organisation));
        }
        broker(organisation).ifPresent(broker -> {
            arguments.add("--gridbourse.intake.mqtt=" + broker.url());
            broker.login().ifPresent(login -> {
                arguments.add("--gridbourse.intake.user=" + login.user());
                arguments.add("--gridbourse.intake.password-file=" + login.passwordFile());
            });
        });
        Path mapping = request.config().resolve(MAPPING);
        if (Files.exists(mapping)) {
            arguments.add("--gridbourse.intake.mapping=" + mapping);
            arguments.add("--gridbourse.intake.time-zone=" + market.calendar().zone());
        }
        market.database().ifPresent(database -> {
            String name = organisation.toLowerCase(Locale.ROOT);
            arguments.add("--gridbourse.database.url=" + database.url().replace("ORGANISATION", name));
            arguments.add("--gridbourse.database.user=" + database.user());
            arguments.add("--gridbourse.database.password-file=" + database.passwordFile());
        });
        return arguments;
    }

    private void start(String name, List<String> command, Map<String, String> environment, OptionalInt port) {
        supervisor.start(
                new ProgramSpec(name, command, environment, request.folder().log(name), port));
    }
}
