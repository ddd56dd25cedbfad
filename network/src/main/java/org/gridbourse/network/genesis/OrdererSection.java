package org.gridbourse.network.genesis;

import static org.gridbourse.network.genesis.Policies.ADMINS;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.hyperledger.fabric.protos.common.ConfigGroup;
import org.hyperledger.fabric.protos.common.ConfigPolicy;
import org.hyperledger.fabric.protos.common.ImplicitMetaPolicy.Rule;
import org.hyperledger.fabric.protos.common.MSPPrincipal;
import org.hyperledger.fabric.protos.common.MSPRole.MSPRoleType;
import org.hyperledger.fabric.protos.common.OrdererAddresses;
import org.hyperledger.fabric.protos.common.Orderers;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;
import org.hyperledger.fabric.protos.orderer.BatchSize;
import org.hyperledger.fabric.protos.orderer.BatchTimeout;
import org.hyperledger.fabric.protos.orderer.ChannelRestrictions;
import org.hyperledger.fabric.protos.orderer.ConsensusType;
import org.hyperledger.fabric.protos.orderer.etcdraft.ConfigMetadata;
import org.hyperledger.fabric.protos.orderer.etcdraft.Consenter;
import org.hyperledger.fabric.protos.orderer.etcdraft.Options;

/** The part of the configuration that says who orders transactions, how, and whose signature makes a block. */
final class OrdererSection {
    private static final int SNAPSHOT_INTERVAL_BYTES = 16 * 1024 * 1024;

    private final ChannelConfiguration configuration;

    OrdererSection(ChannelConfiguration configuration) {
        this.configuration = configuration;
    }

    ConfigGroup build() {
        ConfigGroup.Builder group = ConfigTree.group()
                .putPolicies("Readers", Policies.implicit(Rule.ANY, "Readers"))
                .putPolicies("Writers", Policies.implicit(Rule.ANY, "Writers"))
                .putPolicies(ADMINS, Policies.implicit(Rule.MAJORITY, ADMINS))
                .putPolicies("BlockValidation", blockValidation())
                .putValues("BatchSize", ConfigTree.value(batchSize()))
                .putValues("BatchTimeout", ConfigTree.value(batchTimeout()))
                .putValues("ChannelRestrictions", ConfigTree.value(ChannelRestrictions.getDefaultInstance()))
                .putValues("Capabilities", ConfigTree.capability("V2_0"))
                .putValues("ConsensusType", ConfigTree.value(consensusType()));
        if (configuration.consensus() == Consensus.BFT) {
            Orderers consenters = Orderers.newBuilder()
                    .addAllConsenterMapping(bftConsenters())
                    .build();
            group.putValues("Orderers", ConfigTree.value(consenters));
        }
        configuration.orderers().forEach(orderer -> group.putGroups(orderer.mspId(), organisation(orderer)));
        return group.build();
    }

    private static ConfigGroup organisation(Member orderer) {
        String mspId = orderer.mspId();
        ConfigGroup.Builder group = ConfigTree.organisation(orderer)
                .putPolicies("Readers", Policies.anyOf(mspId, MSPRoleType.MEMBER))
                .putPolicies("Writers", Policies.anyOf(mspId, MSPRoleType.ORDERER, MSPRoleType.ADMIN))
                .putPolicies(ADMINS, Policies.anyOf(mspId, MSPRoleType.ADMIN))
                // an orderer's signature makes a block; any other member's of the organisation does not
                .putPolicies("BlockSigners", Policies.anyOf(mspId, MSPRoleType.ORDERER));
        orderer.endpoint().ifPresent(endpoint -> {
            OrdererAddresses addresses = OrdererAddresses.newBuilder()
                    .addAddresses(endpoint.toString())
                    .build();
            group.putValues("Endpoints", ConfigTree.value(addresses));
        });
        return group.build();
    }

    private BatchSize batchSize() {
        Batch batch = configuration.batch();
        return BatchSize.newBuilder()
                .setMaxMessageCount(batch.maxMessages())
                .setAbsoluteMaxBytes(batch.absoluteMaxBytes())
                .setPreferredMaxBytes(batch.preferredMaxBytes())
                .build();
    }

    private BatchTimeout batchTimeout() {
        int millis = configuration.batch().timeoutMillis();
        String timeout = millis % 1_000 == 0 ? millis / 1_000 + "s" : millis + "ms";
        return BatchTimeout.newBuilder().setTimeout(timeout).build();
    }

    private ConsensusType consensusType() {
        ByteString metadata =
                switch (configuration.consensus()) {
                    case RAFT -> raft().toByteString();
                    case BFT -> smartBft().toByteString();
                    case EMBEDDED -> ByteString.EMPTY;
                };
        return ConsensusType.newBuilder()
                .setType(configuration.consensus().type())
                .setMetadata(metadata)
                .build();
    }

    private ConfigMetadata raft() {
        ConfigMetadata.Builder metadata = ConfigMetadata.newBuilder()
                .setOptions(Options.newBuilder()
                        .setTickInterval("200ms")
                        .setElectionTick(10)
                        .setHeartbeatTick(1)
                        .setMaxInflightBlocks(5)
                        .setSnapshotIntervalSize(SNAPSHOT_INTERVAL_BYTES));
        for (Member orderer : configuration.orderers()) {
            Endpoint endpoint = orderer.endpoint().orElseThrow();
            ByteString tls = tlsCertificate(orderer);
            metadata.addConsenters(Consenter.newBuilder()
                    .setHost(endpoint.host())
                    .setPort(endpoint.port())
                    .setClientTlsCert(tls)
                    .setServerTlsCert(tls));
        }
        return metadata.build();
    }

    private static org.hyperledger.fabric.protos.orderer.smartbft.Options smartBft() {
        return org.hyperledger.fabric.protos.orderer.smartbft.Options.newBuilder()
                .setRequestBatchMaxCount(200)
                .setRequestBatchMaxBytes(10L * 1024 * 1024)
                .setRequestBatchMaxInterval("100ms")
                .setIncomingMessageBufferSize(200)
                .setRequestPoolSize(5_000)
                .setRequestForwardTimeout("2s")
                .setRequestComplainTimeout("10s")
                .setRequestAutoRemoveTimeout("3m0s")
                .setRequestMaxBytes(10L * 1024 * 1024)
                .setViewChangeResendInterval("5s")
                .setViewChangeTimeout("20s")
                .setLeaderHeartbeatTimeout("10s")
                .setLeaderHeartbeatCount(10)
                .setCollectTimeout("1s")
                .setLeaderRotation(org.hyperledger.fabric.protos.orderer.smartbft.Options.Rotation.ROTATION_OFF)
                .build();
    }

    private List<org.hyperledger.fabric.protos.common.Consenter> bftConsenters() {
        List<Member> orderers = configuration.orderers();
        return IntStream.range(0, orderers.size())
                .mapToObj(i -> bftConsenter(i + 1, orderers.get(i)))
                .toList();
    }

    private static org.hyperledger.fabric.protos.common.Consenter bftConsenter(int id, Member orderer) {
        Endpoint endpoint = orderer.endpoint().orElseThrow();
        ByteString tls = tlsCertificate(orderer);
        return org.hyperledger.fabric.protos.common.Consenter.newBuilder()
                .setId(id)
                .setHost(endpoint.host())
                .setPort(endpoint.port())
                .setMspId(orderer.mspId())
                .setIdentity(orderer.identities().nodeIdentity().serialized().getIdBytes())
                .setClientTlsCert(tls)
                .setServerTlsCert(tls)
                .build();
    }

    private ConfigPolicy blockValidation() {
        if (configuration.consensus() != Consensus.BFT) {
            return Policies.implicit(Rule.ANY, "BlockSigners");
        }
        List<MSPPrincipal> consenters =
                bftConsenters().stream().map(OrdererSection::exactly).toList();
        int liars = (consenters.size() - 1) / 3;
        int quorum = (consenters.size() + liars + 2) / 2; // (n + f + 1) / 2, rounded up
        return Policies.signatures(quorum, consenters);
    }

    private static MSPPrincipal exactly(org.hyperledger.fabric.protos.common.Consenter consenter) {
        SerializedIdentity identity = SerializedIdentity.newBuilder()
                .setMspid(consenter.getMspId())
                .setIdBytes(consenter.getIdentity())
                .build();
        return MSPPrincipal.newBuilder()
                .setPrincipalClassification(MSPPrincipal.Classification.IDENTITY)
                .setPrincipal(identity.toByteString())
                .build();
    }

    private static ByteString tlsCertificate(Member orderer) {
        Path file = orderer.identities().node().resolve("tls/server.crt");
        try {
            return ByteString.copyFrom(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
