package org.gridbourse.auditor.fabric;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.gridbourse.blocks.CollectionReadWrites;
import org.gridbourse.blocks.Hashes;
import org.gridbourse.blocks.KeyOrder;
import org.gridbourse.blocks.MetadataWrite;
import org.gridbourse.blocks.NamespaceReadWrites;
import org.gridbourse.blocks.StateKey;
import org.hyperledger.fabric.protos.peer.TxValidationCode;

/**
 * Whether each namespace that a transaction writes, and the chaincode that it calls, was endorsed as their policies ask.
 * One check serves one block, its transactions in order: whoever changes a key's policy keeps later writers of the block
 * out.
 */
final class EndorsementCheck {
    private final StateStore state;
    private final ChannelConfig config;
    private final ChaincodeDefinitions definitions;
    private final Set<StateKey> changedPolicies = new HashSet<>();

    EndorsementCheck(StateStore state, ChannelConfig config) {
        this.state = state;
        this.config = config;
        this.definitions = new ChaincodeDefinitions(state, config);
    }

    /**
     * A policy that was not satisfied.
     *
     * @param policy that asked for more, empty where no endorsement could have helped
     */
    record Failure(Refusal refusal, Optional<Policy> policy) {}

    /** @return the first failure, by namespace in order */
    Optional<Failure> check(OrderedTransaction transaction) {
        List<Member> signers = config.membership().signers(transaction.endorsements());
        TreeSet<String> namespaces = new TreeSet<>(KeyOrder.UTF8);
        namespaces.add(transaction.result().chaincode().name());
        for (NamespaceReadWrites namespace : transaction.readWrites().namespaces()) {
            if (namespace.hasWrites()) {
                namespaces.add(namespace.namespace());
            }
        }
        Optional<Failure> first = Optional.empty();
        for (String namespace : namespaces) {
            Optional<Failure> failure = checkNamespace(namespace, transaction, signers);
            if (failure.isEmpty()) {
                noteChangedPolicies(namespace, transaction);
            }
            first = first.or(() -> failure);
        }
        return first;
    }

    private Optional<Failure> checkNamespace(String namespace, OrderedTransaction transaction, List<Member> signers) {
        Optional<Policy> chaincode = definitions.policy(namespace);
        if (chaincode.isEmpty()) {
            return Optional.of(new Failure(
                    new Refusal(TxValidationCode.INVALID_CHAINCODE, "chaincode " + namespace + " is not defined"),
                    Optional.empty()));
        }
        return new NamespaceCheck(namespace, chaincode.get(), signers).check(writes(namespace, transaction));
    }

    /** The written keys of a namespace, in Fabric's order: values, metadata, then those of collections. */
    private static List<StateKey> writes(String namespace, OrderedTransaction transaction) {
        List<StateKey> keys = new ArrayList<>();
        for (NamespaceReadWrites set : transaction.readWrites().namespaces()) {
            if (set.namespace().equals(namespace)) {
                set.writes().forEach(write -> keys.add(StateKey.of(namespace, write.key())));
                set.metadataWrites().forEach(write -> keys.add(new StateKey(namespace, "", write.key())));
                for (CollectionReadWrites collection : set.collections()) {
                    String name = collection.collection();
                    collection.writes().forEach(write -> keys.add(new StateKey(namespace, name, write.keyHash())));
                }
                for (CollectionReadWrites collection : set.collections()) {
                    String name = collection.collection();
                    collection.metadataWrites().forEach(write -> keys.add(new StateKey(namespace, name, write.key())));
                }
            }
        }
        return keys;
    }

    private void noteChangedPolicies(String namespace, OrderedTransaction transaction) {
        for (NamespaceReadWrites set : transaction.readWrites().namespaces()) {
            if (set.namespace().equals(namespace)) {
                set.metadataWrites().forEach(write -> changedPolicies.add(new StateKey(namespace, "", write.key())));
                for (CollectionReadWrites collection : set.collections()) {
                    for (MetadataWrite write : collection.metadataWrites()) {
                        changedPolicies.add(new StateKey(namespace, collection.collection(), write.key()));
                    }
                }
            }
        }
    }

    /** Asks each policy of one namespace once. */
    private final class NamespaceCheck {
        private final String namespace;
        private final Policy chaincodePolicy;
        private final List<Member> signers;
        private final Set<String> satisfied = new HashSet<>();
        private boolean anyAsked;

        NamespaceCheck(String namespace, Policy chaincodePolicy, List<Member> signers) {
            this.namespace = namespace;
            this.chaincodePolicy = chaincodePolicy;
            this.signers = signers;
        }

        Optional<Failure> check(List<StateKey> keys) {
            for (StateKey key : keys) {
                Optional<Failure> failure = check(key);
                if (failure.isPresent()) {
                    return failure;
                }
            }
            return anyAsked ? Optional.empty() : ask("", chaincodePolicy, "chaincode " + namespace);
        }

        private Optional<Failure> check(StateKey key) {
            if (changedPolicies.contains(key)) {
                return Optional.of(new Failure(
                        new Refusal(
                                TxValidationCode.ENDORSEMENT_POLICY_FAILURE,
                                "the policy of %s changed earlier in this block".formatted(words(key))),
                        Optional.empty()));
            }
            Optional<Policy> own = state.get(key)
                    .map(value -> value.metadata().get(MetadataWrite.VALIDATION_PARAMETER))
                    .filter(bytes -> !bytes.isEmpty())
                    .map(config::keyPolicy);
            if (own.isPresent()) {
                return ask(null, own.get(), words(key));
            }
            if (!key.collection().isEmpty() && !satisfied.contains(key.collection())) {
                Optional<Policy> policy = definitions.collectionPolicy(namespace, key.collection());
                if (policy.isPresent()) {
                    return ask(key.collection(), policy.get(), "collection " + key.collection());
                }
            } else if (!key.collection().isEmpty()) {
                return Optional.empty();
            }
            return satisfied.contains("") ? Optional.empty() : ask("", chaincodePolicy, "chaincode " + namespace);
        }

        /** Of private keys only hashes are known. */
        private static String words(StateKey key) {
            return key.collection().isEmpty()
                    ? "key " + key.key().toStringUtf8()
                    : "private key %s of collection %s".formatted(Hashes.hex(key.key()), key.collection());
        }

        private Optional<Failure> ask(String remembered, Policy policy, String whose) {
            if (!policy.isSatisfiedBy(signers)) {
                return Optional.of(new Failure(
                        new Refusal(
                                TxValidationCode.ENDORSEMENT_POLICY_FAILURE,
                                "policy of %s asks for %s, endorsed by %s"
                                        .formatted(
                                                whose,
                                                policy.words(),
                                                signers.stream()
                                                        .map(Member::mspId)
                                                        .toList())),
                        Optional.of(policy)));
            }
            anyAsked = true;
            if (remembered != null) {
                satisfied.add(remembered);
            }
            return Optional.empty();
        }
    }
}
