package org.gridbourse.auditor.fabric;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hyperledger.fabric.protos.common.Capabilities;
import org.hyperledger.fabric.protos.common.Config;
import org.hyperledger.fabric.protos.common.ConfigGroup;
import org.hyperledger.fabric.protos.common.Consenter;
import org.hyperledger.fabric.protos.common.MSPPrincipal;
import org.hyperledger.fabric.protos.common.MSPRole;
import org.hyperledger.fabric.protos.common.Orderers;
import org.hyperledger.fabric.protos.common.SignaturePolicy;
import org.hyperledger.fabric.protos.common.SignaturePolicyEnvelope;
import org.hyperledger.fabric.protos.msp.MSPConfig;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;
import org.hyperledger.fabric.protos.peer.ApplicationPolicy;

/** A channel's configuration in force: organisations, policies, orderers. */
public final class ChannelConfig {
    static final String BLOCK_VALIDATION = "/Channel/Orderer/BlockValidation";
    static final String WRITERS = "/Channel/Writers";
    static final String ORDERER_WRITERS = "/Channel/Orderer/Writers";
    static final String ENDORSEMENT = "/Channel/Application/Endorsement";

    private final Config config;
    private final Membership membership;
    private final Set<String> orderersOrganisations;
    private final PolicyTree policies;
    private final Map<Integer, ByteString> consenters;

    private ChannelConfig(
            Config config,
            Membership membership,
            Set<String> orderersOrganisations,
            Map<Integer, ByteString> consenters)
            throws ConfigException {
        this.config = config;
        this.membership = membership;
        this.orderersOrganisations = Set.copyOf(orderersOrganisations);
        this.policies = new PolicyTree(config.getChannelGroup(), membership);
        this.consenters = Map.copyOf(consenters);
    }

    /**
     * @throws ConfigException if an organisation, a policy or the list of orderers cannot be read
     */
    public static ChannelConfig of(Config config) throws ConfigException {
        ConfigGroup channel = config.getChannelGroup();
        boolean edwardsAllowed = capabilities(channel).contains("V3_0");
        Map<String, Msp> organisations = new HashMap<>();
        Set<String> orderers = new HashSet<>();
        for (String section : List.of("Application", "Orderer")) {
            for (ConfigGroup organisation : channel.getGroupsOrDefault(section, ConfigGroup.getDefaultInstance())
                    .getGroupsMap()
                    .values()) {
                Msp msp = Msp.of(mspConfig(organisation), edwardsAllowed);
                organisations.putIfAbsent(msp.mspId(), msp);
                if (section.equals("Orderer")) {
                    orderers.add(msp.mspId());
                }
            }
        }
        return new ChannelConfig(config, new Membership(organisations), orderers, consenters(channel));
    }

    Config config() {
        return config;
    }

    Membership membership() {
        return membership;
    }

    /**
     * A policy by its path, such as {@code /Channel/Application/Endorsement}, or relative to the channel.
     *
     * @return one that nobody satisfies if there is none
     */
    Policy policy(String path) {
        List<String> parts = Arrays.asList(path.split("/", -1));
        if (path.startsWith("/")) {
            return parts.size() > 2 && parts.get(1).equals("Channel")
                    ? policies.policy(parts.subList(2, parts.size()))
                    : new Policy.Nobody("no policy " + path);
        }
        return path.isEmpty() ? new Policy.Nobody("no policy named") : policies.policy(parts);
    }

    /** The tree of policies below a path of groups, none if a group is missing. */
    Optional<PolicyTree> policiesAt(List<String> groups) {
        Optional<PolicyTree> at = Optional.of(policies);
        for (String group : groups) {
            at = at.flatMap(tree -> tree.group(group));
        }
        return at;
    }

    /** A chaincode's or a collection's policy as the ledger holds it. */
    Policy applicationPolicy(ByteString bytes) {
        try {
            ApplicationPolicy policy = ApplicationPolicy.parseFrom(bytes);
            return switch (policy.getTypeCase()) {
                case SIGNATURE_POLICY -> signaturePolicy(policy.getSignaturePolicy());
                case CHANNEL_CONFIG_POLICY_REFERENCE -> policy(policy.getChannelConfigPolicyReference());
                case TYPE_NOT_SET -> new Policy.Nobody("no policy in the definition");
            };
        } catch (InvalidProtocolBufferException e) {
            return new Policy.Nobody("policy cannot be read");
        }
    }

    /** A key's own policy. */
    Policy keyPolicy(ByteString bytes) {
        try {
            return signaturePolicy(SignaturePolicyEnvelope.parseFrom(bytes));
        } catch (InvalidProtocolBufferException e) {
            return new Policy.Nobody("policy of the key cannot be read");
        }
    }

    Policy signaturePolicy(SignaturePolicyEnvelope envelope) {
        return Policy.OfSignatures.of(membership, envelope);
    }

    /**
     * What an organisation asks for its own implicit collection: its Endorsement policy, or any of its members where it has
     * none.
     */
    Policy organisationEndorsement(String mspId) {
        ConfigGroup application =
                config.getChannelGroup().getGroupsOrDefault("Application", ConfigGroup.getDefaultInstance());
        for (Map.Entry<String, ConfigGroup> organisation :
                application.getGroupsMap().entrySet()) {
            if (mspId(organisation.getValue()).equals(mspId)) {
                return organisation.getValue().containsPolicies("Endorsement")
                        ? policy("/Channel/Application/" + organisation.getKey() + "/Endorsement")
                        : signaturePolicy(members(1, List.of(mspId)));
            }
        }
        return new Policy.Nobody("no organisation " + mspId);
    }

    /**
     * What definitions of chaincodes ask for: the channel's policy for it, or members of most organisations where it has none.
     */
    Policy lifecycleEndorsement() {
        ConfigGroup application =
                config.getChannelGroup().getGroupsOrDefault("Application", ConfigGroup.getDefaultInstance());
        if (application.containsPolicies("LifecycleEndorsement")) {
            return policy("/Channel/Application/LifecycleEndorsement");
        }
        List<String> mspIds = new ArrayList<>();
        for (ConfigGroup organisation : application.getGroupsMap().values()) {
            mspIds.add(mspId(organisation));
        }
        return signaturePolicy(members(mspIds.size() / 2 + 1, mspIds));
    }

    private static String mspId(ConfigGroup organisation) {
        try {
            return Msp.of(mspConfig(organisation), true).mspId();
        } catch (ConfigException e) {
            throw new IllegalStateException("a configuration in force was readable when it was applied", e);
        }
    }

    /** Any member of each of so many of these organisations. */
    private static SignaturePolicyEnvelope members(int enough, List<String> mspIds) {
        SignaturePolicyEnvelope.Builder envelope = SignaturePolicyEnvelope.newBuilder();
        SignaturePolicy.NOutOf.Builder rule =
                SignaturePolicy.NOutOf.newBuilder().setN(enough);
        for (String mspId : mspIds) {
            rule.addRules(SignaturePolicy.newBuilder().setSignedBy(envelope.getIdentitiesCount()));
            envelope.addIdentities(MSPPrincipal.newBuilder()
                    .setPrincipalClassification(MSPPrincipal.Classification.ROLE)
                    .setPrincipal(MSPRole.newBuilder()
                            .setMspIdentifier(mspId)
                            .setRole(MSPRole.MSPRoleType.MEMBER)
                            .build()
                            .toByteString()));
        }
        return envelope.setRule(SignaturePolicy.newBuilder().setNOutOf(rule)).build();
    }

    /** Whether orderers take something from its signer; while they change their way of ordering, from their own only. */
    boolean mayWrite(Signed signed) {
        List<Member> signer = membership.signers(List.of(signed));
        return policy(WRITERS).isSatisfiedBy(signer) || policy(ORDERER_WRITERS).isSatisfiedBy(signer);
    }

    boolean isOrderersOrganisation(String mspId) {
        return orderersOrganisations.contains(mspId);
    }

    /** The orderer that signs under this number (BFT), as a serialized identity. */
    Optional<ByteString> consenter(int id) {
        return Optional.ofNullable(consenters.get(id));
    }

    private static Set<String> capabilities(ConfigGroup group) throws ConfigException {
        try {
            ByteString value = group.containsValues("Capabilities")
                    ? group.getValuesOrThrow("Capabilities").getValue()
                    : ByteString.EMPTY;
            return new HashSet<>(
                    Capabilities.parseFrom(value).getCapabilitiesMap().keySet());
        } catch (InvalidProtocolBufferException e) {
            throw new ConfigException("capabilities cannot be read");
        }
    }

    private static ByteString mspConfig(ConfigGroup organisation) throws ConfigException {
        if (!organisation.containsValues("MSP")) {
            throw new ConfigException("an organisation has no definition of its members");
        }
        try {
            return MSPConfig.parseFrom(organisation.getValuesOrThrow("MSP").getValue())
                    .getConfig();
        } catch (InvalidProtocolBufferException e) {
            throw new ConfigException("an organisation's definition cannot be read");
        }
    }

    private static Map<Integer, ByteString> consenters(ConfigGroup channel) throws ConfigException {
        ConfigGroup orderer = channel.getGroupsOrDefault("Orderer", ConfigGroup.getDefaultInstance());
        Map<Integer, ByteString> consenters = new HashMap<>();
        if (orderer.containsValues("Orderers")) {
            try {
                Orderers list =
                        Orderers.parseFrom(orderer.getValuesOrThrow("Orderers").getValue());
                for (Consenter consenter : list.getConsenterMappingList()) {
                    consenters.put(
                            consenter.getId(),
                            SerializedIdentity.newBuilder()
                                    .setMspid(consenter.getMspId())
                                    .setIdBytes(consenter.getIdentity())
                                    .build()
                                    .toByteString());
                }
            } catch (InvalidProtocolBufferException e) {
                throw new ConfigException("the list of orderers cannot be read");
            }
        }
        return consenters;
    }
}
