package org.gridbourse.network.fabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gridbourse.network.genesis.Consensus;
import org.gridbourse.network.local.PortChoice;
import org.gridbourse.programs.SurroundingsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopologyTest {
    @TempDir
    Path folder;

    @Test
    void the_standard_ports_are_7050_7060_7070_for_orderers_and_one_more_for_peers() {
        Topology topology = Topology.of(Topology.STANDARD_PORT_BASE, Consensus.RAFT);
        assertThat(topology.orderers()).extracting(OrdererNode::port).containsExactly(7050, 7060, 7070);
        assertThat(topology.orderers()).extracting(OrdererNode::adminPort).containsExactly(7053, 7063, 7073);
        assertThat(topology.peers()).extracting(PeerNode::port).containsExactly(7051, 7061, 7071);
        assertThat(topology.peers()).extracting(PeerNode::operationsPort).containsExactly(9051, 9061, 9071);
        assertThat(topology.peers()).extracting(PeerNode::chaincodePort).containsExactly(9101, 9102, 9103);
        assertThat(topology.ports()).as("no port twice").hasSize(3 * 3 + 3 * 4);
    }

    @Test
    void byzantine_ordering_has_a_fourth_orderer_of_a_regulator() {
        Topology topology = Topology.of(20_000, Consensus.BFT);
        assertThat(topology.orderers())
                .extracting(OrdererNode::name)
                .containsExactly("orderer-grid", "orderer-north", "orderer-south", "orderer-regulator");
        assertThat(topology.peers()).hasSize(3);
        assertThat(topology.ports()).hasSize(4 * 3 + 3 * 4);
    }

    @Test
    void a_ledger_keeps_its_ports_and_refuses_others() {
        Deployment former = new Deployment(7050, Consensus.RAFT, "1", 1, List.of());
        assertThat(former.continuedWith(PortChoice.unsaid(), Consensus.RAFT)).isEqualTo(former);
        assertThat(former.continuedWith(PortChoice.parse("default"), Consensus.RAFT))
                .isEqualTo(former);
        assertThatThrownBy(() -> former.continuedWith(PortChoice.parse("8050"), Consensus.RAFT))
                .isInstanceOf(SurroundingsException.class)
                .hasMessageContaining("ports from 7050 on")
                .hasMessageContaining("--clean");
        assertThatThrownBy(() -> former.continuedWith(PortChoice.unsaid(), Consensus.BFT))
                .hasMessageContaining("ordering etcdraft");
    }

    @Test
    void an_upgrade_counts_the_sequence_up_and_is_remembered() {
        Deployment next = new Deployment(7050, Consensus.RAFT, "1", 1, List.of()).next("2");
        next.write(folder.resolve("deployment.json"));
        assertThat(Deployment.read(folder.resolve("deployment.json")))
                .contains(new Deployment(7050, Consensus.RAFT, "2", 2, List.of()));
    }

    @Test
    void fabric_2_5_gets_no_filter_that_it_does_not_know() throws Exception {
        new NodeFolders(folder).writeConfiguration(Templates.FOLDER, new FabricVersion(2, 5, 16));
        assertThat(Files.readString(folder.resolve("config/core.yaml")))
                .contains("ExpirationCheck")
                .doesNotContain("TimeWindowCheck");
        new NodeFolders(folder).writeConfiguration(Templates.FOLDER, new FabricVersion(3, 1, 5));
        assertThat(Files.readString(folder.resolve("config/core.yaml"))).contains("TimeWindowCheck");
    }
}
