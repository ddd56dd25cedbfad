package org.gridbourse.gateway.agent;

import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
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
import org.gridbourse.market.signature.MeterKey.Algorithm;
import org.gridbourse.node.rule.StandingRule;
import org.gridbourse.node.rule.SureOrders;
import org.gridbourse.node.simulation.MeterKeys;
import org.gridbourse.node.simulation.SimulatedMeter;
import org.gridbourse.node.simulation.SimulatedReadings;
import org.gridbourse.node.trading.Conduct;
import org.gridbourse.node.trading.DayFiles;
import org.gridbourse.node.trading.DayPlanner;
import org.gridbourse.node.trading.Node;
import org.gridbourse.node.trading.NodeAgent;
import org.gridbourse.optimizer.InputRefusedException;
import org.gridbourse.optimizer.Site;
import org.gridbourse.optimizer.SiteFile;
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
            InstantSource clock) {
        MeterKeys keys = new MeterKeys(settings.metersFolder());
        return new Nodes(agents.stream()
                .map(agent -> node(agent, meter(agent, keys), door(agent, wallet, instance), store, clock))
                .toList());
    }

    private static HostedNode node(
            AgentSettings settings,
            SimulatedMeter meter,
            InstanceLedgerAccess door,
            AgentJournal.Store store,
            InstantSource clock) {
        Site site = site(settings);
        DayPlanner planner = new DayPlanner(site, settings.seed());
        SureOrders orders = new SureOrders(StandingRule.followTariff(), settings.limitMargins(), ZoneOffset.UTC);
        Node node = new Node(
                settings.participantId(),
                settings.sessions().stream().map(SessionSettings::sessionId).toList(),
                planner,
                () -> orders,
                conduct(settings));
        Map<String, Path> forecasts = settings.sessions().stream()
                .collect(Collectors.toMap(SessionSettings::sessionId, SessionSettings::forecast));
        Map<String, SimulatedReadings.Session> simulated = settings.sessions().stream()
                .collect(Collectors.toMap(
                        SessionSettings::sessionId,
                        session -> new SimulatedReadings.Session(
                                session.forecast(), session.actual(), session.behaviour())));
        AgentJournal journal = new AgentJournal(settings.participantId(), store);
        Node.Ports ports = new Node.Ports(
                new DayFiles(forecasts),
                new SimulatedReadings(meter, door.channel(), planner, settings.seed(), simulated),
                door,
                journal,
                clock);
        return new HostedNode(settings, site, meter, journal, new NodeAgent(node, ports));
    }

    private static Conduct conduct(AgentSettings settings) {
        return (sessionId, step) -> settings.session(sessionId)
                .map(SessionSettings::behaviour)
                .map(behaviour -> switch (step) {
                    case COMMIT, DELIVER -> true;
                    case REVEAL -> behaviour.reveal();
                    case PREPAY -> behaviour.prepay();
                })
                .orElse(true);
    }

    private static SimulatedMeter meter(AgentSettings agent, MeterKeys keys) {
        String meterId = agent.participantId() + "-meter";
        // Meters of two makes, so that both signature schemes of the rulebook are in use.
        Algorithm algorithm = agent.seed() % 2 == 0 ? Algorithm.ECDSA_P256 : Algorithm.ED25519;
        try {
            return new SimulatedMeter(meterId, algorithm, keys.of(meterId, algorithm));
        } catch (IllegalStateException problem) {
            throw StartupException.surroundings(problem.getMessage(), problem);
        }
    }

    private static InstanceLedgerAccess door(
            AgentSettings agent, Wallet wallet, InstanceLedgerAccess.Instance instance) {
        WalletIdentity prosumer = wallet.prosumer(agent.participantId());
        InstanceLedgerAccess.Signers signers =
                new InstanceLedgerAccess.Signers(prosumer, wallet.meter().orElse(prosumer));
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
