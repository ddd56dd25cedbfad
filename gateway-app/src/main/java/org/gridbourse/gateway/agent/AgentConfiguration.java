package org.gridbourse.gateway.agent;

import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.gridbourse.gateway.access.Custodies;
import org.gridbourse.gateway.fabric.FabricConnection;
import org.gridbourse.gateway.fabric.MarketContract;
import org.gridbourse.gateway.fabric.Wallet;
import org.gridbourse.gateway.fabric.WalletIdentity;
import org.gridbourse.gateway.projection.LedgerView;
import org.gridbourse.gateway.projection.TradeView;
import org.gridbourse.gateway.settings.AgentSettings;
import org.gridbourse.gateway.settings.AgentSettings.SessionSettings;
import org.gridbourse.gateway.settings.GatewaySettings;
import org.gridbourse.gateway.settings.StartupException;
import org.gridbourse.market.record.ParticipantRecord.Custody;
import org.gridbourse.market.record.SessionRecord;
import org.gridbourse.market.signature.MeterKey.Algorithm;
import org.gridbourse.node.devices.CallbackDevices;
import org.gridbourse.node.devices.FileDevices;
import org.gridbourse.node.devices.MqttDevices;
import org.gridbourse.node.intake.MqttConnection;
import org.gridbourse.node.intake.StorageFeed;
import org.gridbourse.node.rule.SureOrders;
import org.gridbourse.node.simulation.Behaviour;
import org.gridbourse.node.simulation.MeterKeys;
import org.gridbourse.node.simulation.PlayedSeries;
import org.gridbourse.node.simulation.SimulatedMeter;
import org.gridbourse.node.simulation.SimulatedReadings;
import org.gridbourse.node.trading.Conduct;
import org.gridbourse.node.trading.DayFiles;
import org.gridbourse.node.trading.DayForecasts;
import org.gridbourse.node.trading.DayPlanner;
import org.gridbourse.node.trading.Devices;
import org.gridbourse.node.trading.Node;
import org.gridbourse.node.trading.NodeAgent;
import org.gridbourse.optimizer.InputRefusedException;
import org.gridbourse.optimizer.Site;
import org.gridbourse.optimizer.input.SiteFile;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes the nodes of the agents' file, each with its identity, its site and its meter. */
@Configuration(proxyBeanMethods = false)
class AgentConfiguration {

    @Bean
    InstanceLedgerAccess.Instance instanceOfNodes(
            FabricConnection connection, MarketContract contract, LedgerView view, TradeView trades) {
        return new InstanceLedgerAccess.Instance(connection.profile().channel(), contract, view, trades);
    }

    @Bean
    AgentJournal.Store journalsOfNodes(JdbcTemplate database, TransactionTemplate transactions) {
        return new AgentJournal.Store(database, transactions);
    }

    @Bean
    Nodes nodes(
            List<AgentSettings> agents,
            Wallet wallet,
            GatewaySettings settings,
            InstanceLedgerAccess.Instance instance,
            AgentJournal.Store store,
            StandingRules rules,
            Custodies custodies,
            InstantSource clock) {
        MeterKeys keys = new MeterKeys(settings.metersFolder());
        Map<String, StorageFeed> storages = agents.stream()
                .collect(Collectors.toMap(AgentSettings::participantId, agent -> storages(agent, clock)));
        Optional<MqttConnection> broker =
                agents.isEmpty() ? Optional.empty() : broker(settings, List.copyOf(storages.values()));
        if (broker.isEmpty() && agents.stream().anyMatch(agent -> !agent.meterSigns())) {
            throw StartupException.badInput(
                    "the agents' file has a meter held by NODE: --gridbourse.intake.mqtt must name a broker");
        }
        return new Nodes(agents.stream()
                .map(agent -> node(
                        agent,
                        meter(agent, keys),
                        door(agent, wallet, instance, broker),
                        new AgentJournal(agent.participantId(), store),
                        new Surroundings(
                                devices(agent, broker), storages.get(agent.participantId()), rules, custodies, clock)))
                .toList());
    }

    /** What a node tells its devices by and hears of its storages, its owner's rules and custody, and the clock. */
    private record Surroundings(
            Devices devices, StorageFeed storages, StandingRules rules, Custodies custodies, InstantSource clock) {}

    private static StorageFeed storages(AgentSettings agent, InstantSource clock) {
        return new StorageFeed(
                site(agent).storage().stream()
                        .map(storage -> StorageFeed.Source.own(agent.participantId(), storage.name()))
                        .toList(),
                clock);
    }

    /** Where simulated meters publish that cannot sign, devices hear what to do, and storages tell what they hold. */
    private static Optional<MqttConnection> broker(GatewaySettings settings, List<StorageFeed> storages) {
        return settings.intake().broker("nodes-" + settings.organisation()).map(address -> {
            MqttConnection connection =
                    new MqttConnection(address, message -> storages.forEach(feed -> feed.take(message)));
            List<String> topics =
                    storages.stream().flatMap(feed -> feed.topics().stream()).toList();
            connection.connect().thenRun(() -> connection.subscribe(topics));
            return connection;
        });
    }

    private static Devices devices(AgentSettings agent, Optional<MqttConnection> broker) {
        List<Devices> all = new ArrayList<>();
        broker.ifPresent(connection -> all.add(new MqttDevices(connection, agent.participantId())));
        agent.setpoints().file().ifPresent(file -> all.add(new FileDevices(file)));
        agent.setpoints().callback().ifPresent(address -> all.add(new CallbackDevices(address)));
        return setpoints -> all.forEach(devices -> devices.tell(setpoints));
    }

    private static HostedNode node(
            AgentSettings settings,
            SimulatedMeter meter,
            InstanceLedgerAccess door,
            AgentJournal journal,
            Surroundings surroundings) {
        Site site = site(settings);
        DayPlanner planner = new DayPlanner(site, settings.seed());
        Optional<PlayedSeries> series = settings.series().map(AgentConfiguration::series);
        Supplier<List<String>> sessions = sessions(settings, door);
        Node node = new Node(
                settings.participantId(),
                sessions,
                planner,
                () -> new SureOrders(
                        surroundings.rules().of(settings.participantId()), settings.limitMargins(), ZoneOffset.UTC),
                () -> surroundings.custodies().of(settings.participantId()) == Custody.ORGANISATION,
                conduct(settings));
        Node.Ports ports = new Node.Ports(
                series.map(PlayedSeries::forecasts).orElseGet(() -> forecasts(settings)),
                new SimulatedReadings(meter, door.channel(), planner, actuals(settings, series)),
                door,
                journal,
                surroundings.storages(),
                surroundings.devices(),
                surroundings.clock());
        return new HostedNode(settings, site, meter, journal, sessions, new NodeAgent(node, ports));
    }

    /** Those that are named, or whatever is announced. */
    private static Supplier<List<String>> sessions(AgentSettings settings, InstanceLedgerAccess door) {
        List<String> named =
                settings.sessions().stream().map(SessionSettings::sessionId).toList();
        return settings.series().isPresent() ? door::sessions : () -> named;
    }

    private static PlayedSeries series(AgentSettings.SeriesSettings settings) {
        try {
            return PlayedSeries.read(settings.file(), settings.sources(), settings.zone());
        } catch (InputRefusedException problem) {
            throw StartupException.badInput(problem.getMessage());
        }
    }

    private static DayForecasts forecasts(AgentSettings settings) {
        return new DayFiles(settings.sessions().stream()
                .collect(Collectors.toMap(SessionSettings::sessionId, SessionSettings::forecast)));
    }

    private static Function<SessionRecord, SimulatedReadings.Actual> actuals(
            AgentSettings settings, Optional<PlayedSeries> series) {
        if (series.isPresent()) {
            return session -> new SimulatedReadings.Actual(series.get().day(session), Behaviour.FAITHFUL);
        }
        Map<String, SimulatedReadings.Session> files = settings.sessions().stream()
                .collect(Collectors.toMap(
                        SessionSettings::sessionId,
                        session -> new SimulatedReadings.Session(
                                session.forecast(), session.actual(), session.behaviour())));
        return SimulatedReadings.ofFiles(files, settings.seed());
    }

    private static Conduct conduct(AgentSettings settings) {
        return (sessionId, step) -> settings.session(sessionId)
                .map(SessionSettings::behaviour)
                .map(behaviour -> switch (step) {
                    case COMMIT, STEER, DELIVER -> true;
                    case REVEAL -> behaviour.reveal();
                    case PREPAY -> behaviour.prepay();
                })
                .orElse(true);
    }

    private static SimulatedMeter meter(AgentSettings agent, MeterKeys keys) {
        String meterId = agent.participantId() + "-meter";
        // Meters of two makes, so that both signature schemes of the rulebook are in use.
        Algorithm algorithm = agent.meterSigns() && agent.seed() % 2 == 0 ? Algorithm.ECDSA_P256 : Algorithm.ED25519;
        try {
            return new SimulatedMeter(meterId, algorithm, keys.of(meterId, algorithm));
        } catch (IllegalStateException problem) {
            throw StartupException.surroundings(problem.getMessage(), problem);
        }
    }

    private static InstanceLedgerAccess door(
            AgentSettings agent,
            Wallet wallet,
            InstanceLedgerAccess.Instance instance,
            Optional<MqttConnection> broker) {
        WalletIdentity prosumer = wallet.prosumer(agent.participantId());
        InstanceLedgerAccess.Signers signers = new InstanceLedgerAccess.Signers(
                prosumer,
                wallet.meter().orElse(prosumer),
                broker.filter(each -> !agent.meterSigns()).map(PublishedMeter::new));
        return new InstanceLedgerAccess(agent.participantId(), signers, instance);
    }

    private static Site site(AgentSettings agent) {
        try {
            return SiteFile.read(agent.site());
        } catch (InputRefusedException problem) {
            throw StartupException.badInput(problem.getMessage());
        }
    }

    @Bean
    @Lazy(false)
    NodeAgents nodeAgents(Nodes nodes) {
        return new NodeAgents(nodes.all().stream().map(HostedNode::agent).toList());
    }
}
