package org.gridbourse.auditor.fabric;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Optional;
import org.gridbourse.blocks.StateKey;
import org.hyperledger.fabric.protos.peer.CollectionConfig;
import org.hyperledger.fabric.protos.peer.CollectionConfigPackage;
import org.hyperledger.fabric.protos.peer.lifecycle.ChaincodeValidationInfo;
import org.hyperledger.fabric.protos.peer.lifecycle.StateData;

/** Which chaincodes are defined and whose endorsements they ask for, read from the lifecycle's own namespace. */
final class ChaincodeDefinitions {
    static final String LIFECYCLE = "_lifecycle";
    private static final String IMPLICIT_COLLECTION = "_implicit_org_";

    private final StateStore state;
    private final ChannelConfig config;

    ChaincodeDefinitions(StateStore state, ChannelConfig config) {
        this.state = state;
        this.config = config;
    }

    /** The endorsement policy of a namespace, none if it was never defined. */
    Optional<Policy> policy(String namespace) {
        if (namespace.equals(LIFECYCLE)) {
            return Optional.of(config.lifecycleEndorsement());
        }
        if (state.get(StateKey.of(LIFECYCLE, "namespaces/metadata/" + namespace))
                .isEmpty()) {
            return Optional.empty();
        }
        return field(namespace, "ValidationInfo").flatMap(bytes -> {
            try {
                ChaincodeValidationInfo info = ChaincodeValidationInfo.parseFrom(bytes);
                return info.getValidationPlugin().isEmpty()
                                || info.getValidationParameter().isEmpty()
                        ? Optional.empty()
                        : Optional.of(config.applicationPolicy(info.getValidationParameter()));
            } catch (InvalidProtocolBufferException e) {
                return Optional.empty();
            }
        });
    }

    /** A collection's own policy; none where the chaincode's holds. */
    Optional<Policy> collectionPolicy(String namespace, String collection) {
        if (collection.startsWith(IMPLICIT_COLLECTION)) {
            return Optional.of(config.organisationEndorsement(collection.substring(IMPLICIT_COLLECTION.length())));
        }
        Optional<ByteString> collections = field(namespace, "Collections");
        try {
            for (CollectionConfig each : CollectionConfigPackage.parseFrom(collections.orElse(ByteString.EMPTY))
                    .getConfigList()) {
                var defined = each.getStaticCollectionConfig();
                if (defined.getName().equals(collection)) {
                    return defined.hasEndorsementPolicy()
                            ? Optional.of(config.applicationPolicy(
                                    defined.getEndorsementPolicy().toByteString()))
                            : Optional.empty();
                }
            }
            return Optional.of(new Policy.Nobody("no collection " + collection));
        } catch (InvalidProtocolBufferException e) {
            return Optional.of(new Policy.Nobody("collections of " + namespace + " cannot be read"));
        }
    }

    private Optional<ByteString> field(String namespace, String field) {
        return state.get(StateKey.of(LIFECYCLE, "namespaces/fields/" + namespace + "/" + field))
                .flatMap(value -> {
                    try {
                        return Optional.of(StateData.parseFrom(value.value()).getBytes());
                    } catch (InvalidProtocolBufferException e) {
                        return Optional.empty();
                    }
                });
    }
}
