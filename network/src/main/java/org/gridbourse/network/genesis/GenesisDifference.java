package org.gridbourse.network.genesis;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.gridbourse.fabric.identity.Pem;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.ConfigGroup;
import org.hyperledger.fabric.protos.common.ConfigValue;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.msp.FabricMSPConfig;
import org.hyperledger.fabric.protos.msp.MSPConfig;
import org.hyperledger.fabric.protos.orderer.BatchSize;
import org.hyperledger.fabric.protos.orderer.BatchTimeout;
import org.hyperledger.fabric.protos.orderer.ConsensusType;
import org.hyperledger.fabric.protos.orderer.etcdraft.ConfigMetadata;

/**
 * In what a ledger's genesis block is not of the configuration that is asked for now, in words. What has been revoked
 * since does not matter.
 */
final class GenesisDifference {
    private static final List<String> SIDES = List.of("Application", "Orderer");
    private static final String CONSENSUS = "ConsensusType";

    private final List<String> found = new ArrayList<>();

    private GenesisDifference() {}

    /** Each thing that differs; none if the block is of the configuration. */
    static List<String> between(Block recorded, ChannelConfiguration wanted) throws InvalidProtocolBufferException {
        GenesisDifference difference = new GenesisDifference();
        difference.compare("channel", channel(recorded), wanted.channel());
        ConfigGroup there = ChannelUpdate.configuration(recorded).getChannelGroup();
        ConfigGroup now = GenesisBlock.channel(wanted);
        for (String side : SIDES) {
            difference.compareMembers(side, there.getGroupsOrThrow(side), now.getGroupsOrThrow(side));
        }
        ConfigGroup ordererThere = there.getGroupsOrThrow("Orderer");
        ConfigGroup ordererNow = now.getGroupsOrThrow("Orderer");
        difference.compare("batch settings", batch(ordererThere), batch(ordererNow));
        if (difference.found.isEmpty() && !lasting(there).equals(lasting(now))) {
            difference.found.add("policies, addresses or the way of ordering");
        }
        return difference.found;
    }

    private void compare(String what, String there, String now) {
        if (!there.equals(now)) {
            found.add("%s (there %s, now %s)".formatted(what, there, now));
        }
    }

    private void compareMembers(String side, ConfigGroup there, ConfigGroup now) throws InvalidProtocolBufferException {
        Set<String> namesThere = new TreeSet<>(there.getGroupsMap().keySet());
        Set<String> namesNow = new TreeSet<>(now.getGroupsMap().keySet());
        compare("organisations", String.join(" ", namesThere), String.join(" ", namesNow));
        namesThere.retainAll(namesNow);
        for (String name : namesThere) {
            ConfigValue before = membership(there.getGroupsOrThrow(name));
            if (!before.equals(membership(now.getGroupsOrThrow(name)))) {
                found.add("certificates of " + (side.equals("Orderer") ? "the orderer of " : "") + name);
            }
        }
    }

    private static String channel(Block block) throws InvalidProtocolBufferException {
        Payload payload =
                Payload.parseFrom(Envelope.parseFrom(block.getData().getData(0)).getPayload());
        return ChannelHeader.parseFrom(payload.getHeader().getChannelHeader()).getChannelId();
    }

    private static String batch(ConfigGroup orderer) throws InvalidProtocolBufferException {
        BatchSize size =
                BatchSize.parseFrom(orderer.getValuesOrThrow("BatchSize").getValue());
        BatchTimeout timeout =
                BatchTimeout.parseFrom(orderer.getValuesOrThrow("BatchTimeout").getValue());
        return "%s, %d transactions, %d bytes, at most %d"
                .formatted(
                        timeout.getTimeout(),
                        size.getMaxMessageCount(),
                        size.getPreferredMaxBytes(),
                        size.getAbsoluteMaxBytes());
    }

    /** All of it but revocations, and keys for the certificates of orderers, which are renewed. */
    private static ConfigGroup lasting(ConfigGroup group) throws InvalidProtocolBufferException {
        ConfigGroup.Builder result = group.toBuilder();
        for (String name : group.getGroupsMap().keySet()) {
            result.putGroups(name, lasting(group.getGroupsOrThrow(name)));
        }
        if (group.containsValues("MSP")) {
            result.putValues("MSP", membership(group));
        }
        if (group.containsValues(CONSENSUS)) {
            result.putValues(CONSENSUS, consensus(group.getValuesOrThrow(CONSENSUS)));
        }
        return result.build();
    }

    private static ConfigValue consensus(ConfigValue value) throws InvalidProtocolBufferException {
        ConsensusType consensus = ConsensusType.parseFrom(value.getValue());
        if (!consensus.getType().equals(Consensus.RAFT.type())) {
            return value;
        }
        ConfigMetadata.Builder metadata = ConfigMetadata.parseFrom(consensus.getMetadata()).toBuilder();
        metadata.getConsentersBuilderList().forEach(consenter -> consenter
                .setClientTlsCert(publicKey(consenter.getClientTlsCert()))
                .setServerTlsCert(publicKey(consenter.getServerTlsCert())));
        ByteString keys = consensus.toBuilder()
                .setMetadata(metadata.build().toByteString())
                .build()
                .toByteString();
        return value.toBuilder().setValue(keys).build();
    }

    private static ByteString publicKey(ByteString pem) {
        return ByteString.copyFrom(Pem.parseCertificate(pem.toByteArray(), "consenter")
                .getPublicKey()
                .getEncoded());
    }

    /** An organisation's membership rules but for what it has revoked. */
    private static ConfigValue membership(ConfigGroup organisation) throws InvalidProtocolBufferException {
        ConfigValue value = organisation.getValuesOrThrow("MSP");
        MSPConfig membership = MSPConfig.parseFrom(value.getValue());
        ByteString config = FabricMSPConfig.parseFrom(membership.getConfig()).toBuilder()
                .clearRevocationList()
                .build()
                .toByteString();
        return value.toBuilder()
                .setValue(membership.toBuilder().setConfig(config).build().toByteString())
                .build();
    }
}
