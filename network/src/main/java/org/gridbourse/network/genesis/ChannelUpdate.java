package org.gridbourse.network.genesis;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Timestamp;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import org.gridbourse.network.identity.OrganisationFolder;
import org.gridbourse.network.identity.SigningIdentity;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Config;
import org.hyperledger.fabric.protos.common.ConfigEnvelope;
import org.hyperledger.fabric.protos.common.ConfigGroup;
import org.hyperledger.fabric.protos.common.ConfigSignature;
import org.hyperledger.fabric.protos.common.ConfigUpdate;
import org.hyperledger.fabric.protos.common.ConfigUpdateEnvelope;
import org.hyperledger.fabric.protos.common.ConfigValue;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Header;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.common.SignatureHeader;

/**
 * A change of a channel's configuration in mid-life. It names the versions it was made for, so that of two changes at the
 * same time one fails, and it counts only with the signatures that the policies ask for.
 */
public final class ChannelUpdate {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int NONCE_BYTES = 24;
    private static final String APPLICATION = "Application";
    private static final String MEMBERSHIP = "MSP";

    private final ConfigUpdate update;

    private ChannelUpdate(ConfigUpdate update) {
        this.update = update;
    }

    /** The configuration in a config block. */
    public static Config configuration(Block configBlock) throws InvalidProtocolBufferException {
        Envelope envelope = Envelope.parseFrom(configBlock.getData().getData(0));
        Payload payload = Payload.parseFrom(envelope.getPayload());
        return ConfigEnvelope.parseFrom(payload.getData()).getConfig();
    }

    /** Whether an organisation is in the channel. */
    public static boolean isMember(Config current, String mspId) {
        return current.getChannelGroup().getGroupsOrThrow(APPLICATION).containsGroups(mspId);
    }

    /** Another organisation with a peer; needs the administrators of most organisations. */
    public static ChannelUpdate addPeer(String channel, Config current, Member newcomer) {
        ConfigGroup application = current.getChannelGroup().getGroupsOrThrow(APPLICATION);
        ConfigGroup.Builder unchanged = ConfigGroup.newBuilder().setVersion(application.getVersion());
        // a group whose members change lists them all; those that stay are named with their version alone
        application.getGroupsMap().forEach((name, group) -> unchanged.putGroups(name, version(group)));
        application
                .getPoliciesMap()
                .forEach((name, policy) -> unchanged.putPolicies(
                        name,
                        policy.toBuilder()
                                .clear()
                                .setVersion(policy.getVersion())
                                .build()));
        application
                .getValuesMap()
                .forEach((name, value) -> unchanged.putValues(
                        name,
                        ConfigValue.newBuilder().setVersion(value.getVersion()).build()));
        ConfigGroup changed = unchanged.build().toBuilder()
                .setVersion(application.getVersion() + 1)
                .setModPolicy(application.getModPolicy())
                .putGroups(newcomer.mspId(), GenesisBlock.peerOrganisation(newcomer))
                .build();
        return of(channel, current, unchanged.build(), changed);
    }

    /** The organisation's membership as it is on file now, with its revocation list; needs its own administrator. */
    public static ChannelUpdate membership(String channel, Config current, OrganisationFolder organisation) {
        String mspId = organisation.organisation().mspId();
        ConfigGroup application = current.getChannelGroup().getGroupsOrThrow(APPLICATION);
        ConfigGroup group = application.getGroupsOrThrow(mspId);
        ConfigValue membership = group.getValuesOrThrow(MEMBERSHIP);
        ConfigValue changed = ConfigTree.value(MembershipService.read(mspId, organisation.verifyingMsp())).toBuilder()
                .setVersion(membership.getVersion() + 1)
                .build();
        ConfigGroup written =
                version(group).toBuilder().putValues(MEMBERSHIP, changed).build();
        return of(
                channel,
                current,
                version(application).toBuilder()
                        .putGroups(mspId, version(group))
                        .build(),
                version(application).toBuilder().putGroups(mspId, written).build());
    }

    private static ChannelUpdate of(String channel, Config current, ConfigGroup read, ConfigGroup written) {
        ConfigGroup root = version(current.getChannelGroup());
        return new ChannelUpdate(ConfigUpdate.newBuilder()
                .setChannelId(channel)
                .setReadSet(root.toBuilder().putGroups(APPLICATION, read))
                .setWriteSet(root.toBuilder().putGroups(APPLICATION, written))
                .build());
    }

    private static ConfigGroup version(ConfigGroup group) {
        return ConfigGroup.newBuilder().setVersion(group.getVersion()).build();
    }

    /** The update with the administrators' signatures; whoever sends it adds its own. */
    public Envelope signedBy(List<SigningIdentity> administrators, Instant now) {
        ByteString content = update.toByteString();
        ConfigUpdateEnvelope.Builder signed = ConfigUpdateEnvelope.newBuilder().setConfigUpdate(content);
        administrators.forEach(administrator -> signed.addSignatures(signature(administrator, content)));
        ChannelHeader header = ChannelHeader.newBuilder()
                .setType(HeaderType.CONFIG_UPDATE_VALUE)
                .setTimestamp(Timestamp.newBuilder().setSeconds(now.getEpochSecond()))
                .setChannelId(update.getChannelId())
                .build();
        Payload payload = Payload.newBuilder()
                .setHeader(Header.newBuilder().setChannelHeader(header.toByteString()))
                .setData(signed.build().toByteString())
                .build();
        return Envelope.newBuilder().setPayload(payload.toByteString()).build();
    }

    private static ConfigSignature signature(SigningIdentity administrator, ByteString content) {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        ByteString header = SignatureHeader.newBuilder()
                .setCreator(administrator.serialized().toByteString())
                .setNonce(ByteString.copyFrom(nonce))
                .build()
                .toByteString();
        byte[] signature = administrator.sign(header.concat(content).toByteArray());
        return ConfigSignature.newBuilder()
                .setSignatureHeader(header)
                .setSignature(ByteString.copyFrom(signature))
                .build();
    }
}
