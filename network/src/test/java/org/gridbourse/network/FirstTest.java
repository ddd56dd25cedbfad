package org.gridbourse.network;

import static org.assertj.core.api.Assertions.assertThat;

import org.gridbourse.network.junit.NetworkExtension;
import org.gridbourse.network.probe.ProbeChaincode;
import org.hyperledger.fabric.client.Contract;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FirstTest {
    @RegisterExtension
    static final NetworkExtension network = NetworkExtension.of("probe", ProbeChaincode.class.getName());

    @Test
    void what_one_organisation_submits_another_one_reads() throws Exception {
        try (GatewayConnection grid = network.connect("Grid", "operator");
                GatewayConnection north = network.connect("North", "auditor")) {
            Contract submitter = grid.gateway().getNetwork("energy").getContract("probe");
            assertThat(submitter.submitTransaction("put", "a", "b")).asString().isEqualTo("ok");
            Contract reader = north.gateway().getNetwork("energy").getContract("probe");
            assertThat(reader.evaluateTransaction("get", "a")).asString().isEqualTo("b");
        }
    }
}
