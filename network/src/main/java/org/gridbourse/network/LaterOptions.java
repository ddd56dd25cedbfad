package org.gridbourse.network;

import java.nio.file.Path;
import java.util.List;
import org.gridbourse.network.fabric.DistributedNetwork;
import org.gridbourse.network.genesis.Consensus;
import picocli.CommandLine.Option;

/** What has changed in a network over several machines since it began. */
final class LaterOptions {
    @Option(
            names = "--chaincode-version",
            paramLabel = "N",
            defaultValue = "1",
            description = "The chaincode's version, which counts its definitions on the channel; default: 1.")
    private int chaincodeVersion;

    @Option(
            names = "--newcomer",
            paramLabel = "NAME",
            split = ",",
            description = "Organisations that join later, with a peer and a chaincode process each, such as East.")
    private List<String> newcomers = List.of();

    DistributedNetwork of(Path folder) {
        newcomers.forEach(AddOrganisationCommand::requireName);
        ChannelSettings market = ChannelSettings.market();
        return new DistributedNetwork(folder, Consensus.RAFT, market.channel(), market.chaincode(), market.policy())
                .withChaincodeVersion(chaincodeVersion)
                .withNewcomers(newcomers);
    }
}
