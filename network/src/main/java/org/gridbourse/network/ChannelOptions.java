package org.gridbourse.network;

import java.util.List;
import java.util.Optional;
import org.gridbourse.network.identity.Organisation;
import picocli.CommandLine.Option;

/** What another team says to have its own chaincode on a network of its own names. */
final class ChannelOptions {
    @Option(
            names = "--organisations",
            paramLabel = "NAME[=DOMAIN]",
            split = ",",
            description = "Instead of Grid, North and South, such as Org1=org1.example.com; MSP ids are NAME and MSP.")
    private List<String> organisations = List.of();

    @Option(names = "--channel", paramLabel = "NAME", description = "Instead of energy.")
    private Optional<String> channel = Optional.empty();

    @Option(names = "--chaincode", paramLabel = "NAME", description = "Instead of market.")
    private Optional<String> chaincode = Optional.empty();

    @Option(
            names = "--policy",
            paramLabel = "POLICY",
            description = "Who endorses; default: the first organisation and one of the others.")
    private Optional<String> policy = Optional.empty();

    @Option(
            names = "--chaincode-command",
            paramLabel = "COMMAND",
            description =
                    "Program and arguments, apart by spaces, of a chaincode as a service in any language; address,"
                            + " id and TLS files are in its environment (docs/networks.md).")
    private Optional<String> command = Optional.empty();

    ChannelSettings settings() {
        List<Organisation> members = ChannelSettings.organisations(organisations);
        return new ChannelSettings(
                channel.orElse(Networks.CHANNEL),
                members,
                chaincode.orElse(Networks.CHAINCODE),
                policy.orElseGet(() -> ChannelSettings.policy(members)),
                command.map(words -> List.of(words.strip().split(" +"))).orElse(List.of()));
    }
}
