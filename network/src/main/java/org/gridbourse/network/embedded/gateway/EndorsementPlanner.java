package org.gridbourse.network.embedded.gateway;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.gridbourse.network.embedded.ledger.ChaincodeDefinitions;
import org.gridbourse.network.embedded.ledger.ChaincodeDefinitions.Definition;
import org.gridbourse.network.embedded.membership.ChannelConfig;
import org.gridbourse.network.embedded.membership.MemberIdentity;
import org.gridbourse.network.embedded.membership.SignaturePolicies;
import org.hyperledger.fabric.protos.common.SignaturePolicyEnvelope;
import org.hyperledger.fabric.protos.peer.ApplicationPolicy;
import org.hyperledger.fabric.protos.peer.ChaincodeCall;
import org.hyperledger.fabric.protos.peer.ChaincodeInterest;

/**
 * Finds the smallest groups of organisations whose peers together satisfy every policy that a transaction meets. With one
 * peer per organisation trying all groups is exact and quick.
 */
public final class EndorsementPlanner {
    private final ChannelConfig config;
    private final List<MemberIdentity> peers;
    private final Random random;

    /** @param peers the identity of every organisation's peer */
    public EndorsementPlanner(ChannelConfig config, List<MemberIdentity> peers, Random random) {
        this.config = config;
        this.peers = List.copyOf(peers);
        this.random = random;
    }

    /**
     * The groups in the order in which to try them: those with the first endorser's organisation first, otherwise at
     * random; empty if a chaincode is not defined.
     */
    List<Set<String>> layouts(ChaincodeInterest interest, ChaincodeDefinitions definitions, String firstMspId) {
        List<Optional<Definition>> chaincodes = interest.getChaincodesList().stream()
                .map(call -> definitions.find(call.getName()))
                .toList();
        if (chaincodes.stream().anyMatch(Optional::isEmpty)) {
            return List.of();
        }
        List<Set<String>> sufficient = new ArrayList<>();
        for (int group = 1; group < 1 << peers.size(); group++) {
            List<MemberIdentity> members = members(group);
            boolean satisfies = true;
            for (int i = 0; i < chaincodes.size() && satisfies; i++) {
                satisfies = satisfies(
                        interest.getChaincodes(i),
                        chaincodes.get(i).orElseThrow().policy(),
                        members);
            }
            if (satisfies) {
                sufficient.add(mspIds(members));
            }
        }
        return inOrder(minimal(sufficient), firstMspId);
    }

    private boolean satisfies(ChaincodeCall call, ApplicationPolicy policy, List<MemberIdentity> members) {
        for (SignaturePolicyEnvelope keyPolicy : call.getKeyPoliciesList()) {
            if (!SignaturePolicies.isSatisfied(keyPolicy, members)) {
                return false;
            }
        }
        return call.getDisregardNamespacePolicy() || satisfies(policy, members);
    }

    private boolean satisfies(ApplicationPolicy policy, List<MemberIdentity> members) {
        return policy.hasSignaturePolicy()
                ? SignaturePolicies.isSatisfied(policy.getSignaturePolicy(), members)
                : config.isSatisfied(policy.getChannelConfigPolicyReference(), members);
    }

    private List<MemberIdentity> members(int group) {
        List<MemberIdentity> members = new ArrayList<>();
        for (int i = 0; i < peers.size(); i++) {
            if ((group >> i & 1) == 1) {
                members.add(peers.get(i));
            }
        }
        return members;
    }

    private static Set<String> mspIds(List<MemberIdentity> members) {
        Set<String> ids = new TreeSet<>();
        members.forEach(member -> ids.add(member.mspId()));
        return ids;
    }

    private static List<Set<String>> minimal(List<Set<String>> groups) {
        return groups.stream()
                .filter(group ->
                        groups.stream().noneMatch(other -> other.size() < group.size() && group.containsAll(other)))
                .toList();
    }

    private List<Set<String>> inOrder(List<Set<String>> groups, String firstMspId) {
        List<Set<String>> shuffled = new ArrayList<>(groups);
        Collections.shuffle(shuffled, random);
        shuffled.sort(Comparator.comparing(group -> !group.contains(firstMspId)));
        return shuffled;
    }
}
