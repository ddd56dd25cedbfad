package org.gridbourse.network.embedded.membership;

import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.hyperledger.fabric.protos.common.Config;
import org.hyperledger.fabric.protos.common.ConfigGroup;
import org.hyperledger.fabric.protos.common.ConfigValue;
import org.hyperledger.fabric.protos.msp.MSPConfig;
import org.hyperledger.fabric.protos.orderer.BatchSize;
import org.hyperledger.fabric.protos.orderer.BatchTimeout;

/** The channel's constitution as of one configuration block: members, policies, how batches are cut. */
public final class ChannelConfig {
    public static final String WRITERS = "/Channel/Writers";
    public static final String APPLICATION_READERS = "/Channel/Application/Readers";
    public static final String APPLICATION_WRITERS = "/Channel/Application/Writers";
    public static final String LIFECYCLE_ENDORSEMENT = "/Channel/Application/LifecycleEndorsement";
    public static final String BLOCK_VALIDATION = "/Channel/Orderer/BlockValidation";
    private static final String ROOT = "/Channel";

    private final String channel;
    private final Config config;
    private final MembershipService members;
    private final PolicyTree policies;
    /** Name of the configuration group by MSP id. */
    private final SortedMap<String, String> applicationGroups = new TreeMap<>();

    private final BatchSettings batch;

    /**
     * When the orderer closes a block.
     *
     * @param timeout after the first transaction of a batch
     * @param maxMessages at this number of transactions
     * @param preferredMaxBytes before a transaction that would make the batch larger than this
     * @param absoluteMaxBytes a transaction above this is refused
     */
    public record BatchSettings(Duration timeout, long maxMessages, long preferredMaxBytes, long absoluteMaxBytes) {}

    public ChannelConfig(String channel, Config config, SignatureVerifier verifier) {
        this.channel = channel;
        this.config = config;
        ConfigGroup root = config.getChannelGroup();
        this.policies = new PolicyTree(ROOT, root);
        try {
            this.members = members(root, verifier);
            this.batch = batch(root.getGroupsOrThrow("Orderer"));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("configuration of channel " + channel + " cannot be read", e);
        }
    }

    private MembershipService members(ConfigGroup root, SignatureVerifier verifier)
            throws InvalidProtocolBufferException {
        Map<String, MembershipProvider> providers = new TreeMap<>();
        for (String side : List.of("Application", "Orderer")) {
            for (Map.Entry<String, ConfigGroup> organisation :
                    root.getGroupsOrThrow(side).getGroupsMap().entrySet()) {
                ConfigValue msp = organisation.getValue().getValuesOrThrow("MSP");
                MembershipProvider provider = MembershipProvider.parse(
                        MSPConfig.parseFrom(msp.getValue()).getConfig(), verifier.provider());
                providers.put(provider.mspId(), provider);
                if (side.equals("Application")) {
                    applicationGroups.put(provider.mspId(), organisation.getKey());
                }
            }
        }
        return new MembershipService(providers, verifier);
    }

    private static BatchSettings batch(ConfigGroup orderer) throws InvalidProtocolBufferException {
        BatchSize size =
                BatchSize.parseFrom(orderer.getValuesOrThrow("BatchSize").getValue());
        BatchTimeout timeout =
                BatchTimeout.parseFrom(orderer.getValuesOrThrow("BatchTimeout").getValue());
        return new BatchSettings(
                GoDuration.parse(timeout.getTimeout()),
                Integer.toUnsignedLong(size.getMaxMessageCount()),
                Integer.toUnsignedLong(size.getPreferredMaxBytes()),
                Integer.toUnsignedLong(size.getAbsoluteMaxBytes()));
    }

    public String channel() {
        return channel;
    }

    public Config config() {
        return config;
    }

    public MembershipService members() {
        return members;
    }

    public BatchSettings batch() {
        return batch;
    }

    /** The organisations that have peers. */
    public Set<String> applicationMspIds() {
        return applicationGroups.keySet();
    }

    /** Path of the policy for what concerns one organisation alone. */
    public String endorsementPolicyOf(String mspId) {
        return "/Channel/Application/" + applicationGroups.getOrDefault(mspId, "") + "/Endorsement";
    }

    public boolean isSatisfied(String policyPath, List<MemberIdentity> signers) {
        return refusal(policyPath, signers).isEmpty();
    }

    /** Why the signers do not satisfy the policy, in Fabric's words; empty when they do. */
    public Optional<String> refusal(String policyPath, List<MemberIdentity> signers) {
        return policies.refusal(policyPath, signers);
    }

    /** As {@link #refusal(String, List)}, in the words in which a peer refuses one signed message. */
    public Optional<String> accessRefusal(String policyPath, SignedBytes message) {
        return accessRefusal(policyPath, members.signers(List.of(message)));
    }

    /** The same for a message whose signatures have been checked. */
    public Optional<String> accessRefusal(String policyPath, List<MemberIdentity> signers) {
        return refusal(policyPath, signers)
                .map(cause -> ("Failed evaluating policy on signed data during check policy on channel [%s] "
                                + "with policy [%s]: [%s]")
                        .formatted(channel, policyPath, cause));
    }
}
