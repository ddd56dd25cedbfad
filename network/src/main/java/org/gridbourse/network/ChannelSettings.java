package org.gridbourse.network;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.gridbourse.network.identity.Organisation;

/**
 * What the channel is called, who is on it, and which chaincode runs there: the market's, unless somebody asks for
 * something of his own.
 *
 * @param channel name of the channel
 * @param organisations with a peer and an orderer each
 * @param chaincode name of the chaincode
 * @param policy whose endorsement a transaction of it needs
 * @param command program and arguments of the chaincode's process; empty: the market's
 */
record ChannelSettings(
        String channel, List<Organisation> organisations, String chaincode, String policy, List<String> command) {
    ChannelSettings {
        if (!channel.matches("[a-z][a-z0-9.-]{0,248}")) {
            throw new IllegalArgumentException(
                    "--channel (%s) must be a small letter, then letters, digits, dots or hyphens".formatted(channel));
        }
        organisations = List.copyOf(organisations);
        command = List.copyOf(command);
    }

    /** Two of three endorse, the grid company always among them: it answers for the physical limits. */
    static ChannelSettings market() {
        List<Organisation> members = Organisation.peers();
        return new ChannelSettings(Networks.CHANNEL, members, Networks.CHAINCODE, policy(members), List.of());
    }

    /** The market's members, or those that were named as {@code NAME} or {@code NAME=DOMAIN}. */
    static List<Organisation> organisations(List<String> named) {
        return named.isEmpty()
                ? Organisation.peers()
                : named.stream().map(ChannelSettings::organisation).toList();
    }

    private static Organisation organisation(String named) {
        String[] parts = named.split("=", 2);
        AddOrganisationCommand.requireName(parts[0]);
        return parts.length == 1 ? Organisation.peer(parts[0]) : Organisation.peer(parts[0], parts[1]);
    }

    /** The first organisation and one of the others; of the market's the same. */
    static String policy(List<Organisation> organisations) {
        String first = principal(organisations.get(0));
        return organisations.size() == 1
                ? "OR(%s)".formatted(first)
                : organisations.stream()
                        .skip(1)
                        .map(ChannelSettings::principal)
                        .collect(Collectors.joining(",", "AND(%s,OR(".formatted(first), "))"));
    }

    private static String principal(Organisation organisation) {
        return "'%s.peer'".formatted(organisation.mspId());
    }

    /** The same as arguments of {@code network up}. */
    List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        ChannelSettings usual = market();
        if (!channel.equals(usual.channel)) {
            arguments.addAll(List.of("--channel", channel));
        }
        if (!organisations.equals(usual.organisations)) {
            String names = organisations.stream()
                    .map(each -> each.name() + "=" + each.domain())
                    .collect(Collectors.joining(","));
            arguments.addAll(List.of("--organisations", names));
        }
        if (!chaincode.equals(usual.chaincode)) {
            arguments.addAll(List.of("--chaincode", chaincode));
        }
        if (!policy.equals(usual.policy)) {
            arguments.addAll(List.of("--policy", policy));
        }
        if (!command.isEmpty()) {
            arguments.addAll(List.of("--chaincode-command", String.join(" ", command)));
        }
        return arguments;
    }
}
