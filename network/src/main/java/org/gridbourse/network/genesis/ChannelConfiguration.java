package org.gridbourse.network.genesis;

import java.util.List;
import java.util.Objects;

/**
 * All that the genesis block says.
 *
 * @param channel name of the channel
 * @param consensus how blocks are ordered
 * @param batch when blocks are cut
 * @param peers organisations that trade and endorse
 * @param orderers organisations that order
 */
public record ChannelConfiguration(
        String channel, Consensus consensus, Batch batch, List<Member> peers, List<Member> orderers) {
    public ChannelConfiguration {
        if (!channel.matches("[a-z][a-z0-9.-]{0,248}")) {
            throw new IllegalArgumentException(
                    "channel (%s) must be lower-case letters, digits, dots and hyphens, a letter first"
                            .formatted(channel));
        }
        Objects.requireNonNull(batch, "batch");
        peers = List.copyOf(peers);
        orderers = List.copyOf(orderers);
        if (peers.isEmpty() || orderers.isEmpty()) {
            throw new IllegalArgumentException("a channel needs organisations with peers and with orderers");
        }
        boolean needsAddress = consensus != Consensus.EMBEDDED;
        if (needsAddress
                && orderers.stream().anyMatch(orderer -> orderer.endpoint().isEmpty())) {
            throw new IllegalArgumentException(
                    "with consensus %s every orderer needs an endpoint".formatted(consensus));
        }
        if (consensus == Consensus.BFT && orderers.size() < 4) {
            throw new IllegalArgumentException(
                    "orderers (%d) must be at least 4 with consensus BFT: fewer cannot bear a liar"
                            .formatted(orderers.size()));
        }
    }
}
