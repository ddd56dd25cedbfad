package org.gridbourse.network.embedded.membership;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hyperledger.fabric.protos.common.ConfigGroup;
import org.hyperledger.fabric.protos.common.ConfigPolicy;
import org.hyperledger.fabric.protos.common.ImplicitMetaPolicy;
import org.hyperledger.fabric.protos.common.Policy;
import org.hyperledger.fabric.protos.common.SignaturePolicyEnvelope;

/** The policies of a channel configuration, named by path such as {@code /Channel/Application/Writers}. */
final class PolicyTree {
    private final Map<String, Group> groups = new HashMap<>();

    private record Group(Map<String, ConfigPolicy> policies, List<String> children) {}

    PolicyTree(String rootPath, ConfigGroup root) {
        add(rootPath, root);
    }

    private void add(String path, ConfigGroup group) {
        List<String> children = group.getGroupsMap().keySet().stream()
                .map(name -> path + "/" + name)
                .toList();
        groups.put(path, new Group(group.getPoliciesMap(), children));
        group.getGroupsMap().forEach((name, child) -> add(path + "/" + name, child));
    }

    /** Why the signers do not satisfy the policy, in Fabric's words; empty when they do. */
    Optional<String> refusal(String path, List<MemberIdentity> signers) {
        int cut = path.lastIndexOf('/');
        Group group = groups.get(path.substring(0, Math.max(cut, 0)));
        ConfigPolicy policy = group == null ? null : group.policies().get(path.substring(cut + 1));
        if (policy == null) {
            return Optional.of("no such policy: '%s'".formatted(path.substring(cut + 1)));
        }
        try {
            return refusal(policy.getPolicy(), group, signers);
        } catch (InvalidProtocolBufferException e) {
            return Optional.of("policy %s cannot be read".formatted(path));
        }
    }

    private Optional<String> refusal(Policy policy, Group group, List<MemberIdentity> signers)
            throws InvalidProtocolBufferException {
        if (policy.getType() == Policy.PolicyType.IMPLICIT_META_VALUE) {
            return implicitRefusal(ImplicitMetaPolicy.parseFrom(policy.getValue()), group, signers);
        }
        SignaturePolicyEnvelope rule = SignaturePolicyEnvelope.parseFrom(policy.getValue());
        return policy.getType() == Policy.PolicyType.SIGNATURE_VALUE && SignaturePolicies.isSatisfied(rule, signers)
                ? Optional.empty()
                : Optional.of("signature set did not satisfy policy");
    }

    private Optional<String> implicitRefusal(ImplicitMetaPolicy rule, Group group, List<MemberIdentity> signers) {
        String name = rule.getSubPolicy();
        List<String> branches =
                group.children().stream().map(child -> child + "/" + name).toList();
        int wanted = wanted(rule.getRule(), branches.size());
        long satisfied = branches.stream()
                .filter(path -> refusal(path, signers).isEmpty())
                .count();
        return satisfied >= wanted
                ? Optional.empty()
                : Optional.of(("implicit policy evaluation failed - %d sub-policies were satisfied, "
                                + "but this policy requires %d of the '%s' sub-policies to be satisfied")
                        .formatted(satisfied, wanted, name));
    }

    private static int wanted(ImplicitMetaPolicy.Rule rule, int branches) {
        if (branches == 0) {
            return 0;
        }
        return switch (rule) {
            case ANY -> 1;
            case ALL -> branches;
            case MAJORITY -> branches / 2 + 1;
            case UNRECOGNIZED -> Integer.MAX_VALUE;
        };
    }
}
