package org.gridbourse.auditor.fabric;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hyperledger.fabric.protos.common.ConfigGroup;
import org.hyperledger.fabric.protos.common.ImplicitMetaPolicy;
import org.hyperledger.fabric.protos.common.Policy.PolicyType;
import org.hyperledger.fabric.protos.common.SignaturePolicyEnvelope;

/** The policies of a channel configuration, by group. */
final class PolicyTree {
    private final Map<String, PolicyTree> groups = new HashMap<>();
    private final Map<String, Policy> policies = new HashMap<>();

    PolicyTree(ConfigGroup group, Membership membership) throws ConfigException {
        for (Map.Entry<String, ConfigGroup> inner : group.getGroupsMap().entrySet()) {
            groups.put(inner.getKey(), new PolicyTree(inner.getValue(), membership));
        }
        for (var named : group.getPoliciesMap().entrySet()) {
            policies.put(named.getKey(), policy(named.getValue().getPolicy(), membership));
        }
    }

    /** The policy at a path of groups, its name last; nobody satisfies one that is not there. */
    Policy policy(List<String> path) {
        if (path.size() == 1) {
            return policies.getOrDefault(path.get(0), new Policy.Nobody("no policy " + path.get(0)));
        }
        return group(path.get(0))
                .map(group -> group.policy(path.subList(1, path.size())))
                .orElseGet(() -> new Policy.Nobody("no group " + path.get(0)));
    }

    Optional<PolicyTree> group(String name) {
        return Optional.ofNullable(groups.get(name));
    }

    private Policy policy(org.hyperledger.fabric.protos.common.Policy policy, Membership membership)
            throws ConfigException {
        try {
            ByteString value = policy.getValue();
            if (policy.getType() == PolicyType.SIGNATURE_VALUE) {
                return Policy.OfSignatures.of(membership, SignaturePolicyEnvelope.parseFrom(value));
            }
            if (policy.getType() == PolicyType.IMPLICIT_META_VALUE) {
                return ofSubPolicies(ImplicitMetaPolicy.parseFrom(value));
            }
            throw new ConfigException("policy of type " + policy.getType() + " is not supported");
        } catch (InvalidProtocolBufferException e) {
            throw new ConfigException("policy cannot be read: " + e.getMessage());
        }
    }

    private Policy ofSubPolicies(ImplicitMetaPolicy meta) throws ConfigException {
        List<Policy> below = groups.values().stream()
                .map(group -> group.policy(List.of(meta.getSubPolicy())))
                .toList();
        int threshold =
                switch (meta.getRule()) {
                    case ANY -> 1;
                    case ALL -> below.size();
                    case MAJORITY -> below.size() / 2 + 1;
                    case UNRECOGNIZED -> throw new ConfigException("implicit policy of an unknown rule");
                };
        return new Policy.OfSubPolicies(below.isEmpty() ? 0 : threshold, meta.getSubPolicy(), below);
    }
}
