package org.gridbourse.gateway.agent;

import java.security.KeyPair;
import java.util.List;
import org.gridbourse.gateway.fabric.FabricConnection;
import org.gridbourse.gateway.fabric.MarketContract;
import org.gridbourse.gateway.fabric.Wallet;
import org.gridbourse.gateway.fabric.WalletIdentity;
import org.gridbourse.gateway.projection.LedgerView;
import org.gridbourse.gateway.projection.TradeView;
import org.gridbourse.gateway.settings.AgentSettings;
import org.gridbourse.gateway.settings.GatewaySettings;
import org.gridbourse.gateway.settings.StartupException;
import org.gridbourse.market.signature.MeterKey.Algorithm;
import org.gridbourse.optimizer.InputRefusedException;
import org.gridbourse.optimizer.Site;
import org.gridbourse.optimizer.SiteFile;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.core.JdbcTemplate;

/** Makes the nodes of the agents' file, each with its identity, its site and its meter. */
@Configuration(proxyBeanMethods = false)
class AgentConfiguration {

    @Bean
    AgentJournal agentJournal(JdbcTemplate database) {
        return new AgentJournal(database);
    }

    @Bean
    Nodes nodes(List<AgentSettings> agents, Wallet wallet, GatewaySettings settings) {
        MeterKeys keys = new MeterKeys(settings.metersFolder());
        return new Nodes(agents.stream().map(agent -> node(agent, wallet, keys)).toList());
    }

    private static Node node(AgentSettings agent, Wallet wallet, MeterKeys keys) {
        WalletIdentity prosumer = wallet.prosumer(agent.participantId());
        String meterId = agent.participantId() + "-meter";
        // Meters of two makes, so that both signature schemes of the rulebook are in use.
        Algorithm algorithm = agent.seed() % 2 == 0 ? Algorithm.ECDSA_P256 : Algorithm.ED25519;
        KeyPair pair = keys.of(meterId, algorithm);
        return new Node(
                agent,
                prosumer,
                wallet.meter().orElse(prosumer),
                new DayPlanner(site(agent), agent.seed()),
                new SimulatedMeter(meterId, algorithm, pair));
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
    NodeAgents nodeAgents(
            Nodes nodes,
            FabricConnection connection,
            MarketContract contract,
            AgentJournal journal,
            LedgerView view,
            TradeView trades) {
        String channel = connection.profile().channel();
        return new NodeAgents(nodes.all().stream()
                .map(node -> {
                    StepDesk desk = new StepDesk(node.participantId(), contract, journal);
                    return new NodeAgent(
                            node,
                            view,
                            desk,
                            new SealedBidding(node, channel, view, journal, desk),
                            new Metering(node, channel, view, trades, journal, desk));
                })
                .toList());
    }
}
