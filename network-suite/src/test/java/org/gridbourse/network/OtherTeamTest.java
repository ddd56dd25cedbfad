package org.gridbourse.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.gridbourse.fabric.ConnectionFile;
import org.gridbourse.network.fabric.RealFabric;
import org.gridbourse.network.genesis.Consensus;
import org.gridbourse.network.local.ChaincodeProgram;
import org.gridbourse.network.local.LocalNetwork;
import org.gridbourse.network.local.PortChoice;
import org.gridbourse.network.probe.ProbeChaincode;
import org.gridbourse.programs.OwnClassPath;
import org.gridbourse.programs.Supervisor;
import org.hyperledger.fabric.client.Contract;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Another team's chaincode, organisations and channel, by the options of {@code network up}, on both networks. */
class OtherTeamTest {
    private static final List<String> NAMED = List.of("Org1=org1.example.com", "Org2=org2.example.com", "Org3");

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(NetworkKind.class)
    void its_chaincode_answers_under_its_own_names(NetworkKind kind) throws Exception {
        if (kind == NetworkKind.FABRIC) {
            RealFabric.networkOrSkip();
        }
        // given
        ChannelSettings settings = new ChannelSettings(
                "mychannel",
                ChannelSettings.organisations(NAMED),
                "basic",
                ChannelSettings.policy(ChannelSettings.organisations(NAMED)),
                List.of(ChaincodeProgram.javaProgram(), "-cp", classPath(), ProbeChaincode.class.getName()));
        StartRequest request = new StartRequest(
                new RunFolder(folder),
                kind,
                PortChoice.parse("auto"),
                Optional.empty(),
                Consensus.RAFT,
                settings,
                false);
        // when
        try (Supervisor supervisor = new Supervisor(folder.resolve("processes"), line -> {});
                LocalNetwork network = Networks.create(request, supervisor, line -> {})) {
            ConnectionFile connection = network.start(InstantSource.system());
            new Readiness(connection).await(InstantSource.system());
            // then
            assertThat(connection.organisations())
                    .extracting(ConnectionFile.Organisation::mspId)
                    .containsExactly("Org1MSP", "Org2MSP", "Org3MSP");
            ConnectionFile.Organisation first = connection.organisations().get(0);
            ConnectionFile.Organisation last = connection.organisations().get(2);
            try (GatewayConnection writer = GatewayConnection.open(first, first, "Admin");
                    GatewayConnection reader = GatewayConnection.open(last, last, "Admin")) {
                contract(writer).submitTransaction("put", "key", "value");
                assertThat(new String(contract(reader).evaluateTransaction("get", "key"), StandardCharsets.UTF_8))
                        .isEqualTo("value");
            }
        }
    }

    private static Contract contract(GatewayConnection client) {
        return client.gateway().getNetwork("mychannel").getContract("basic");
    }

    private static String classPath() {
        return OwnClassPath.entries().stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    @Test
    void settings_become_the_same_arguments_again_and_the_markets_become_none() {
        ChannelSettings settings = new ChannelSettings(
                "mychannel",
                ChannelSettings.organisations(NAMED),
                "basic",
                "OR('Org1MSP.peer')",
                List.of("node", "index.js"));
        assertThat(settings.arguments())
                .containsExactly(
                        "--channel",
                        "mychannel",
                        "--organisations",
                        "Org1=org1.example.com,Org2=org2.example.com,Org3=org3.example",
                        "--chaincode",
                        "basic",
                        "--policy",
                        "OR('Org1MSP.peer')",
                        "--chaincode-command",
                        "node index.js");
        assertThat(ChannelSettings.market().arguments()).isEmpty();
        assertThat(ChannelSettings.policy(ChannelSettings.organisations(List.of())))
                .isEqualTo(ChannelSettings.market().policy());
    }

    @Test
    void names_that_no_channel_could_have_are_refused() {
        assertThatThrownBy(() -> ChannelSettings.organisations(List.of("../x"))).hasMessageContaining("../x");
        assertThatThrownBy(() -> ChannelSettings.organisations(List.of("Org1=a b")))
                .hasMessageContaining("domain");
        assertThatThrownBy(() -> new ChannelSettings("My Channel", List.of(), "basic", "", List.of()))
                .hasMessageContaining("--channel (My Channel)");
    }
}
