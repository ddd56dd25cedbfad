package org.gridbourse.auditor.ledger;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Timestamp;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.gridbourse.network.identity.SigningIdentity;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Config;
import org.hyperledger.fabric.protos.common.ConfigEnvelope;
import org.hyperledger.fabric.protos.common.ConfigGroup;
import org.hyperledger.fabric.protos.common.ConfigPolicy;
import org.hyperledger.fabric.protos.common.ConfigSignature;
import org.hyperledger.fabric.protos.common.ConfigUpdate;
import org.hyperledger.fabric.protos.common.ConfigUpdateEnvelope;
import org.hyperledger.fabric.protos.common.ConfigValue;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Header;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.common.ImplicitMetaPolicy;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.common.Policy;
import org.hyperledger.fabric.protos.common.SignatureHeader;
import org.hyperledger.fabric.protos.msp.FabricMSPConfig;
import org.hyperledger.fabric.protos.msp.MSPConfig;

/** Changes of the channel's configuration: any organisation's endorsement shall be enough, a member shall no longer be one. */
public final class ConfigChange {
    private static final String POLICY = "LifecycleEndorsement";
    private static final String NORTH = "NorthMSP";
    private static final String MEMBERSHIP = "MSP";

    private final TestChannel channel = TestChannel.shared();
    private final Random random = new Random(3);
    private Optional<SigningIdentity> sender = Optional.empty();
    private SigningIdentity maker = channel.orderer("Grid");

    /** The request comes from this identity, not from an administrator of the organisation whose change it is. */
    public ConfigChange sentBy(SigningIdentity identity) {
        sender = Optional.of(identity);
        return this;
    }

    /** The configuration is made of the request by this identity, not by Grid's orderer. */
    public ConfigChange madeBy(SigningIdentity identity) {
        maker = identity;
        return this;
    }

    /** @param consenting who signs the request */
    public Envelope weakened(SigningIdentity... consenting) {
        return weakened(1, consenting);
    }

    /** A configuration that counts further than one, which its request, though agreed to, does not make. */
    public Envelope miscounted(SigningIdentity... consenting) {
        return weakened(2, consenting);
    }

    /** A configuration that is none. */
    public Envelope unreadable() {
        return TransactionMaker.signed(
                header(HeaderType.CONFIG_VALUE, channel.orderer("Grid")),
                ByteString.copyFromUtf8("no configuration"),
                channel.orderer("Grid"));
    }

    private Envelope weakened(int sequenceStep, SigningIdentity... consenting) {
        Config before = genesisConfig();
        ConfigGroup application = before.getChannelGroup().getGroupsOrThrow("Application");
        ConfigPolicy old = application.getPoliciesOrThrow(POLICY);
        ConfigPolicy weak = old.toBuilder()
                .setVersion(old.getVersion() + 1)
                .setPolicy(Policy.newBuilder()
                        .setType(Policy.PolicyType.IMPLICIT_META_VALUE)
                        .setValue(ImplicitMetaPolicy.newBuilder()
                                .setRule(ImplicitMetaPolicy.Rule.ANY)
                                .setSubPolicy("Endorsement")
                                .build()
                                .toByteString()))
                .build();
        ConfigGroup change =
                application(ConfigGroup.newBuilder().putPolicies(POLICY, weak).build());
        ByteString update = update(application(ConfigGroup.getDefaultInstance()), change);
        ConfigUpdateEnvelope.Builder request = ConfigUpdateEnvelope.newBuilder().setConfigUpdate(update);
        List.of(consenting).forEach(each -> request.addSignatures(consent(each, update)));
        Config after = before.toBuilder()
                .setSequence(before.getSequence() + sequenceStep)
                .setChannelGroup(before.getChannelGroup().toBuilder()
                        .putGroups(
                                "Application",
                                application.toBuilder()
                                        .putPolicies(POLICY, weak)
                                        .build()))
                .build();
        return configuration(after, request.build(), "Grid");
    }

    /**
     * North's revocation lists, changed by North's administrator.
     *
     * @param agreed the lists that the administrator signs
     * @param asked the lists in the request as it stands in the block
     * @param inForce the lists in the configuration
     */
    public Envelope revoking(List<ByteString> agreed, List<ByteString> asked, List<ByteString> inForce) {
        Config before = genesisConfig();
        ConfigGroup application = before.getChannelGroup().getGroupsOrThrow("Application");
        ConfigGroup north = application.getGroupsOrThrow(NORTH);
        SigningIdentity admin = channel.admin("North");
        ConfigUpdateEnvelope request = ConfigUpdateEnvelope.newBuilder()
                .setConfigUpdate(membershipUpdate(north, asked))
                .addSignatures(consent(admin, membershipUpdate(north, agreed)))
                .build();
        ConfigGroup changed = north.toBuilder()
                .putValues(MEMBERSHIP, membership(north, inForce))
                .build();
        Config after = before.toBuilder()
                .setSequence(before.getSequence() + 1)
                .setChannelGroup(before.getChannelGroup().toBuilder()
                        .putGroups(
                                "Application",
                                application.toBuilder()
                                        .putGroups(NORTH, changed)
                                        .build()))
                .build();
        return configuration(after, request, "North");
    }

    private static ByteString membershipUpdate(ConfigGroup north, List<ByteString> lists) {
        ConfigGroup unchanged = ConfigGroup.newBuilder()
                .putGroups(NORTH, ConfigGroup.getDefaultInstance())
                .build();
        ConfigGroup changed = ConfigGroup.newBuilder()
                .putGroups(
                        NORTH,
                        ConfigGroup.newBuilder()
                                .putValues(MEMBERSHIP, membership(north, lists))
                                .build())
                .build();
        return update(application(unchanged), application(changed));
    }

    private static ConfigValue membership(ConfigGroup north, List<ByteString> lists) {
        try {
            ConfigValue old = north.getValuesOrThrow(MEMBERSHIP);
            MSPConfig outer = MSPConfig.parseFrom(old.getValue());
            FabricMSPConfig inner = FabricMSPConfig.parseFrom(outer.getConfig()).toBuilder()
                    .clearRevocationList()
                    .addAllRevocationList(lists)
                    .build();
            return old.toBuilder()
                    .setVersion(old.getVersion() + 1)
                    .setValue(outer.toBuilder()
                            .setConfig(inner.toByteString())
                            .build()
                            .toByteString())
                    .build();
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ConfigGroup application(ConfigGroup content) {
        return ConfigGroup.newBuilder().putGroups("Application", content).build();
    }

    private static ByteString update(ConfigGroup read, ConfigGroup written) {
        return ConfigUpdate.newBuilder()
                .setChannelId(TestChannel.NAME)
                .setReadSet(read)
                .setWriteSet(written)
                .build()
                .toByteString();
    }

    /** What the orderer makes of a request that an organisation's administrator sends. */
    private Envelope configuration(Config after, ConfigUpdateEnvelope request, String organisation) {
        SigningIdentity from = sender.orElseGet(() -> channel.admin(organisation));
        Envelope asked =
                TransactionMaker.signed(header(HeaderType.CONFIG_UPDATE_VALUE, from), request.toByteString(), from);
        return TransactionMaker.signed(
                header(HeaderType.CONFIG_VALUE, maker),
                ConfigEnvelope.newBuilder()
                        .setConfig(after)
                        .setLastUpdate(asked)
                        .build()
                        .toByteString(),
                maker);
    }

    private ConfigSignature consent(SigningIdentity who, ByteString update) {
        ByteString header = signatureHeader(who).toByteString();
        return ConfigSignature.newBuilder()
                .setSignatureHeader(header)
                .setSignature(ByteString.copyFrom(who.sign(header.concat(update).toByteArray())))
                .build();
    }

    private Header header(int type, SigningIdentity creator) {
        return Header.newBuilder()
                .setChannelHeader(ChannelHeader.newBuilder()
                        .setType(type)
                        .setChannelId(TestChannel.NAME)
                        .setTimestamp(Timestamp.newBuilder().setSeconds(TestChannel.START.getEpochSecond()))
                        .build()
                        .toByteString())
                .setSignatureHeader(signatureHeader(creator).toByteString())
                .build();
    }

    private SignatureHeader signatureHeader(SigningIdentity creator) {
        byte[] nonce = new byte[24];
        random.nextBytes(nonce);
        return SignatureHeader.newBuilder()
                .setCreator(TransactionMaker.identity(creator))
                .setNonce(ByteString.copyFrom(nonce))
                .build();
    }

    private Config genesisConfig() {
        try {
            var block = org.hyperledger.fabric.protos.common.Block.parseFrom(channel.genesis());
            Payload payload = Payload.parseFrom(
                    Envelope.parseFrom(block.getData().getData(0)).getPayload());
            return ConfigEnvelope.parseFrom(payload.getData()).getConfig();
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }
}
