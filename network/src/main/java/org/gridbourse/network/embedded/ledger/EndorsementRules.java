package org.gridbourse.network.embedded.ledger;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.gridbourse.blocks.CollectionReadWrites;
import org.gridbourse.blocks.MetadataWrite;
import org.gridbourse.blocks.NamespaceReadWrites;
import org.gridbourse.blocks.ReadWriteSet;
import org.gridbourse.blocks.StateKey;
import org.gridbourse.network.embedded.membership.ChannelConfig;
import org.gridbourse.network.embedded.membership.MemberIdentity;
import org.gridbourse.network.embedded.membership.SignaturePolicies;
import org.hyperledger.fabric.protos.common.SignaturePolicyEnvelope;
import org.hyperledger.fabric.protos.peer.ApplicationPolicy;

/**
 * Who must have endorsed what a block's transactions write: the chaincode's policy, or that of the key where it has one of
 * its own. Policies count as they stood before the block.
 */
final class EndorsementRules {
    private static final String IMPLICIT_COLLECTION = "_implicit_org_";

    private final ChannelConfig config;
    private final StateReader committed;
    private final ChaincodeDefinitions definitions;
    private final Map<String, Optional<ApplicationPolicy>> policies = new TreeMap<>();
    /** Keys whose own policy an earlier, duly endorsed transaction of the block changes. */
    private final Set<StateKey> changedPolicies = new HashSet<>();

    EndorsementRules(ChannelConfig config, StateReader committed) {
        this.config = config;
        this.committed = committed;
        this.definitions = new ChaincodeDefinitions(committed);
    }

    /** Whether a chaincode of this name may be written by transactions at all. */
    boolean isDefined(String namespace) {
        return policy(namespace).isPresent();
    }

    /** Whether the signers may write what the set writes in the namespace. */
    boolean areSatisfied(String namespace, ReadWriteSet set, List<MemberIdentity> signers) {
        boolean namespaceDecides = true;
        for (Map.Entry<StateKey, Boolean> written : writtenKeys(namespace, set).entrySet()) {
            StateKey key = written.getKey();
            if (changedPolicies.contains(key)) {
                return false;
            }
            Optional<ByteString> own = ownPolicy(key);
            if (own.isPresent()) {
                namespaceDecides = false;
                if (!isSatisfied(own.get(), signers)) {
                    return false;
                }
            } else if (!isSatisfied(namespace, key.collection(), signers)) {
                return false;
            } else {
                namespaceDecides = false;
            }
        }
        return !namespaceDecides || isSatisfied(namespace, "", signers);
    }

    /** Notes the key policies that a duly endorsed transaction changes. */
    void endorsed(ReadWriteSet set) {
        for (NamespaceReadWrites namespace : set.namespaces()) {
            writtenKeys(namespace.namespace(), set).forEach((key, changesPolicy) -> {
                if (changesPolicy) {
                    changedPolicies.add(key);
                }
            });
        }
    }

    private Optional<ByteString> ownPolicy(StateKey key) {
        return committed
                .get(key)
                .map(value -> value.metadata().get(MetadataWrite.VALIDATION_PARAMETER))
                .filter(policy -> !policy.isEmpty());
    }

    private boolean isSatisfied(ByteString keyPolicy, List<MemberIdentity> signers) {
        try {
            return SignaturePolicies.isSatisfied(SignaturePolicyEnvelope.parseFrom(keyPolicy), signers);
        } catch (InvalidProtocolBufferException e) {
            return false;
        }
    }

    private boolean isSatisfied(String namespace, String collection, List<MemberIdentity> signers) {
        if (collection.startsWith(IMPLICIT_COLLECTION)) {
            String mspId = collection.substring(IMPLICIT_COLLECTION.length());
            return config.isSatisfied(config.endorsementPolicyOf(mspId), signers);
        }
        if (!collection.isEmpty()) {
            return false;
        }
        return policy(namespace).filter(policy -> isSatisfied(policy, signers)).isPresent();
    }

    private boolean isSatisfied(ApplicationPolicy policy, List<MemberIdentity> signers) {
        return switch (policy.getTypeCase()) {
            case SIGNATURE_POLICY -> SignaturePolicies.isSatisfied(policy.getSignaturePolicy(), signers);
            case CHANNEL_CONFIG_POLICY_REFERENCE ->
                config.isSatisfied(policy.getChannelConfigPolicyReference(), signers);
            case TYPE_NOT_SET -> false;
        };
    }

    private Optional<ApplicationPolicy> policy(String namespace) {
        return policies.computeIfAbsent(namespace, name -> {
            if (name.equals(ChaincodeDefinitions.LIFECYCLE)) {
                return Optional.of(ApplicationPolicy.newBuilder()
                        .setChannelConfigPolicyReference(ChannelConfig.LIFECYCLE_ENDORSEMENT)
                        .build());
            }
            return definitions.find(name).map(ChaincodeDefinitions.Definition::policy);
        });
    }

    /** The keys that the set writes in the namespace, and whether it changes their metadata. */
    private static Map<StateKey, Boolean> writtenKeys(String namespace, ReadWriteSet set) {
        Map<StateKey, Boolean> keys = new TreeMap<>();
        for (NamespaceReadWrites writes : namespaces(namespace, set)) {
            writes.writes().forEach(write -> keys.putIfAbsent(StateKey.of(namespace, write.key()), false));
            writes.metadataWrites().forEach(write -> keys.put(new StateKey(namespace, "", write.key()), true));
            for (CollectionReadWrites collection : writes.collections()) {
                String name = collection.collection();
                collection
                        .writes()
                        .forEach(write -> keys.putIfAbsent(new StateKey(namespace, name, write.keyHash()), false));
                collection
                        .metadataWrites()
                        .forEach(write -> keys.put(new StateKey(namespace, name, write.key()), true));
            }
        }
        return keys;
    }

    private static List<NamespaceReadWrites> namespaces(String namespace, ReadWriteSet set) {
        List<NamespaceReadWrites> found = new ArrayList<>();
        for (NamespaceReadWrites candidate : set.namespaces()) {
            if (candidate.namespace().equals(namespace)) {
                found.add(candidate);
            }
        }
        return found;
    }
}
