package org.gridbourse.network.genesis;

import static org.gridbourse.network.genesis.Policies.ADMINS;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockData;
import org.hyperledger.fabric.protos.common.BlockDataHashingStructure;
import org.hyperledger.fabric.protos.common.BlockHeader;
import org.hyperledger.fabric.protos.common.BlockMetadata;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Config;
import org.hyperledger.fabric.protos.common.ConfigEnvelope;
import org.hyperledger.fabric.protos.common.ConfigGroup;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.HashingAlgorithm;
import org.hyperledger.fabric.protos.common.Header;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.common.ImplicitMetaPolicy.Rule;
import org.hyperledger.fabric.protos.common.LastConfig;
import org.hyperledger.fabric.protos.common.MSPRole.MSPRoleType;
import org.hyperledger.fabric.protos.common.Metadata;
import org.hyperledger.fabric.protos.common.OrdererBlockMetadata;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.common.SignatureHeader;
import org.hyperledger.fabric.protos.peer.AnchorPeer;
import org.hyperledger.fabric.protos.peer.AnchorPeers;

/**
 * Block 0 of a channel, laid out as Fabric's configtxgen does. It is the root of all trust in the channel: whoever
 * checks the ledger needs this block and nothing else.
 */
public final class GenesisBlock {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int NONCE_BYTES = 24;

    private GenesisBlock() {}

    /** The block for a configuration. Made once and kept: built again it has another nonce. */
    public static Block build(ChannelConfiguration configuration, Instant now) {
        Envelope envelope = Envelope.newBuilder()
                .setPayload(payload(configuration, now).toByteString())
                .build();
        BlockData data = BlockData.newBuilder().addData(envelope.toByteString()).build();
        BlockHeader header = BlockHeader.newBuilder()
                .setDataHash(ByteString.copyFrom(sha256(data.getData(0))))
                .build();
        return Block.newBuilder()
                .setHeader(header)
                .setData(data)
                .setMetadata(metadata())
                .build();
    }

    private static BlockMetadata metadata() {
        OrdererBlockMetadata lastConfig = OrdererBlockMetadata.newBuilder()
                .setLastConfig(LastConfig.getDefaultInstance())
                .build();
        Metadata signatures =
                Metadata.newBuilder().setValue(lastConfig.toByteString()).build();
        ByteString oneValidTransaction = ByteString.copyFrom(new byte[1]);
        return BlockMetadata.newBuilder()
                .addMetadata(signatures.toByteString())
                .addMetadata(ByteString.EMPTY)
                .addMetadata(oneValidTransaction)
                .addMetadata(ByteString.EMPTY)
                .addMetadata(ByteString.EMPTY)
                .build();
    }

    private static Payload payload(ChannelConfiguration configuration, Instant now) {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        ByteString nonceBytes = ByteString.copyFrom(nonce);
        ChannelHeader channelHeader = ChannelHeader.newBuilder()
                .setType(HeaderType.CONFIG_VALUE)
                .setVersion(1)
                .setTimestamp(Timestamp.newBuilder().setSeconds(now.getEpochSecond()))
                .setChannelId(configuration.channel())
                // nobody created it: the transaction id hashes the nonce alone
                .setTxId(HexFormat.of().formatHex(sha256(nonceBytes)))
                .build();
        SignatureHeader signatureHeader =
                SignatureHeader.newBuilder().setNonce(nonceBytes).build();
        Header header = Header.newBuilder()
                .setChannelHeader(channelHeader.toByteString())
                .setSignatureHeader(signatureHeader.toByteString())
                .build();
        Config config =
                Config.newBuilder().setChannelGroup(channel(configuration)).build();
        return Payload.newBuilder()
                .setHeader(header)
                .setData(ConfigEnvelope.newBuilder().setConfig(config).build().toByteString())
                .build();
    }

    static ConfigGroup channel(ChannelConfiguration configuration) {
        String capability = configuration.consensus() == Consensus.BFT ? "V3_0" : "V2_0";
        return ConfigTree.group()
                .putPolicies("Readers", Policies.implicit(Rule.ANY, "Readers"))
                .putPolicies("Writers", Policies.implicit(Rule.ANY, "Writers"))
                .putPolicies(ADMINS, Policies.implicit(Rule.MAJORITY, ADMINS))
                .putValues("Capabilities", ConfigTree.capability(capability))
                .putValues(
                        "HashingAlgorithm",
                        ConfigTree.value(
                                HashingAlgorithm.newBuilder().setName("SHA256").build()))
                .putValues(
                        "BlockDataHashingStructure",
                        ConfigTree.value(BlockDataHashingStructure.newBuilder()
                                .setWidth(-1)
                                .build())) // 2^32 - 1: all in one
                .putGroups("Application", application(configuration))
                .putGroups("Orderer", new OrdererSection(configuration).build())
                .build();
    }

    private static ConfigGroup application(ChannelConfiguration configuration) {
        ConfigGroup.Builder group = ConfigTree.group()
                .putPolicies("Readers", Policies.implicit(Rule.ANY, "Readers"))
                .putPolicies("Writers", Policies.implicit(Rule.ANY, "Writers"))
                .putPolicies(ADMINS, Policies.implicit(Rule.MAJORITY, ADMINS))
                .putPolicies("Endorsement", Policies.implicit(Rule.MAJORITY, "Endorsement"))
                .putPolicies("LifecycleEndorsement", Policies.implicit(Rule.MAJORITY, "Endorsement"))
                .putValues("Capabilities", ConfigTree.capability("V2_5"));
        configuration.peers().forEach(peer -> group.putGroups(peer.mspId(), peerOrganisation(peer)));
        return group.build();
    }

    /** The group of an organisation with a peer; also what a configuration update adds for a new one. */
    static ConfigGroup peerOrganisation(Member peer) {
        String mspId = peer.mspId();
        ConfigGroup.Builder group = ConfigTree.organisation(peer)
                .putPolicies("Readers", Policies.anyOf(mspId, MSPRoleType.ADMIN, MSPRoleType.PEER, MSPRoleType.CLIENT))
                .putPolicies("Writers", Policies.anyOf(mspId, MSPRoleType.ADMIN, MSPRoleType.CLIENT))
                .putPolicies(ADMINS, Policies.anyOf(mspId, MSPRoleType.ADMIN))
                .putPolicies("Endorsement", Policies.anyOf(mspId, MSPRoleType.PEER));
        peer.endpoint().ifPresent(endpoint -> {
            AnchorPeer anchor = AnchorPeer.newBuilder()
                    .setHost(endpoint.host())
                    .setPort(endpoint.port())
                    .build();
            AnchorPeers anchors =
                    AnchorPeers.newBuilder().addAnchorPeers(anchor).build();
            group.putValues("AnchorPeers", ConfigTree.value(anchors));
        });
        return group.build();
    }

    private static byte[] sha256(ByteString bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
