package org.gridbourse.network;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gridbourse.network.genesis.Consensus;
import org.gridbourse.network.local.PortChoice;

/**
 * What {@code network up} was asked for.
 *
 * @param folder where the network lives
 * @param kind embedded or real
 * @param ports which ports
 * @param users file with further identities
 * @param consensus ordering of the real network
 * @param channel who is on the channel, and which chaincode
 * @param clean whether to forget the ledger
 */
record StartRequest(
        RunFolder folder,
        NetworkKind kind,
        PortChoice ports,
        Optional<Path> users,
        Consensus consensus,
        ChannelSettings channel,
        boolean clean) {

    /** The same request as arguments of {@code network up}. */
    List<String> arguments() {
        List<String> arguments = new ArrayList<>(List.of("up", "--kind", kind.text()));
        arguments.addAll(List.of("--folder", folder.path().toString()));
        switch (ports.kind()) {
            case UNSAID -> {}
            case AUTO -> arguments.addAll(List.of("--ports", "auto"));
            case STANDARD -> arguments.addAll(List.of("--ports", "default"));
            case BASE -> arguments.addAll(List.of("--ports", Integer.toString(ports.base())));
        }
        users.ifPresent(file -> arguments.addAll(List.of("--users", file.toString())));
        if (consensus == Consensus.BFT) {
            arguments.addAll(List.of("--ordering", "bft"));
        }
        arguments.addAll(channel.arguments());
        if (clean) {
            arguments.add("--clean");
        }
        return arguments;
    }
}
