package org.gridbourse.cli.hosting;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.gridbourse.calendar.Market;
import org.gridbourse.calendar.MarketFile;
import org.gridbourse.cli.rest.AccessTokens;
import org.gridbourse.cli.rest.GatewayClient;
import org.gridbourse.cli.rest.Registration;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.optimizer.Position;
import org.gridbourse.programs.Supervisor;
import org.gridbourse.programs.Waiting;

/** The process that runs a market: starts its programs, starts again what dies, and stops all when it is told to end. */
final class MarketHost {
    private static final Duration NETWORK_LIMIT = Duration.ofMinutes(15);
    private static final Duration GATEWAY_LIMIT = Duration.ofMinutes(5);
    private static final String GRID = "Grid";

    private final HostRequest request;
    private final MarketFolder folder;
    private final Market market;
    private final Optional<Playground> playground;
    private final Consumer<String> story;
    private FileLock lock;
    private Optional<LoopbackBroker> broker = Optional.empty();

    /** Everything that can be refused is refused here, before anything starts. */
    MarketHost(HostRequest request, Consumer<String> story) {
        this.request = request;
        this.folder = request.folder();
        this.market = MarketFile.read(request.config());
        this.playground = request.playground() ? Optional.of(Playground.read(request.config())) : Optional.empty();
        this.story = story;
    }

    /** Runs until the process is told to end. */
    void run() throws IOException {
        folder.create();
        // held until this process ends
        lock = folder.lock();
        try {
            folder.noteHost();
            Files.deleteIfExists(folder.state());
            Supervisor supervisor = new Supervisor(folder.processes(), story);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(supervisor), "stop-market"));
            HostPrograms programs = new HostPrograms(request, market, supervisor);
            Map<String, GatewayClient> gateways = start(programs);
            List<JsonObject> users = open(gateways);
            MarketState.of(request, market, programs.addresses(gateways), users).write(folder.state());
            story.accept("the market %s is up, see %s".formatted(market.name(), folder.state()));
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void stop(Supervisor supervisor) {
        story.accept("stopping the market, whose lock is %s".formatted(lock.isValid() ? "held" : "lost"));
        supervisor.stop(market.organisations().stream()
                .map(each -> "gateway-" + each.organisation())
                .toList());
        supervisor.close();
        broker.ifPresent(LoopbackBroker::close);
        try {
            Files.deleteIfExists(folder.state());
        } catch (IOException e) {
            story.accept("%s cannot be removed: %s".formatted(folder.state(), e.getMessage()));
        }
        folder.forgetHost();
    }

    private Map<String, GatewayClient> start(HostPrograms programs) throws IOException {
        if (playground.isPresent()) {
            new PlaygroundFiles(market, playground.get()).write(folder);
        }
        if (request.playground()) {
            broker = Optional.of(programs.startBroker());
        }
        programs.startNetwork();
        Waiting.until(
                () -> Files.exists(folder.connection()), NETWORK_LIMIT, "the network, see " + folder.log("network"));
        story.accept("the %s network is up".formatted(request.network()));
        programs.startGateways();
        Map<String, GatewayClient> clients = new LinkedHashMap<>();
        for (Market.Gateway gateway : market.organisations()) {
            Path data = folder.gateway(gateway.organisation());
            Waiting.until(
                    () -> Files.exists(data.resolve("instance.json")),
                    GATEWAY_LIMIT,
                    "the gateway-app of %s, see %s"
                            .formatted(gateway.organisation(), folder.log("gateway-" + gateway.organisation())));
            URI base = URI.create("http://localhost:" + programs.port(gateway));
            clients.put(
                    gateway.organisation(),
                    new GatewayClient(base, Optional.of(AccessTokens.read(data.resolve("token")))));
        }
        story.accept("the gateway-apps of %s are up".formatted(String.join(", ", clients.keySet())));
        return clients;
    }

    /**
     * Says what kind of ledger this is, registers simulated microgrids and their people, and lets the calendar run;
     * answers who may log in.
     */
    private List<JsonObject> open(Map<String, GatewayClient> gateways) {
        GatewayClient operator = gateways.get(GRID);
        if (playground.isEmpty()) {
            operator.post(
                    "/api/ledger", JsonObject.builder().put("simulated", false).build());
            return List.of();
        }
        new Registration(operator, gateways.values()).registerAll(members(playground.get()));
        HostPasswords passwords = new HostPasswords(folder.passwords());
        List<JsonObject> users = new PlaygroundUsers(playground.get(), passwords, gateways).join();
        JsonObject.Builder pace = JsonObject.builder().put("paused", false);
        request.sessionSeconds().ifPresent(seconds -> pace.put("sessionSeconds", seconds));
        operator.put("/api/calendar", pace.build());
        story.accept("%d simulated microgrids are registered"
                .formatted(playground.get().microgrids().size()));
        return users;
    }

    private List<Registration.Member> members(Playground microgrids) {
        int minutes = market.simulated().orElseThrow().periodMinutes();
        return microgrids.microgrids().stream()
                .map(each -> new Registration.Member(
                        each.participantId(),
                        each.organisation(),
                        Position.of(0, each.site().tieLineKw(), minutes).netWh(),
                        each.deposit()))
                .toList();
    }
}
