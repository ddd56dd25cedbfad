package org.gridbourse.auditor.market;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.gridbourse.auditor.fabric.ChainCheck;
import org.gridbourse.auditor.fabric.OrderedTransaction;
import org.gridbourse.blocks.KeyWrite;
import org.gridbourse.blocks.MalformedException;
import org.gridbourse.blocks.NamespaceReadWrites;
import org.gridbourse.blocks.StateKey;
import org.hyperledger.fabric.protos.peer.ApplicationPolicy;
import org.hyperledger.fabric.protos.peer.lifecycle.ChaincodeEndorsementInfo;
import org.hyperledger.fabric.protos.peer.lifecycle.ChaincodeValidationInfo;
import org.hyperledger.fabric.protos.peer.lifecycle.CommitChaincodeDefinitionArgs;
import org.hyperledger.fabric.protos.peer.lifecycle.StateData;
import org.hyperledger.fabric.protos.peer.lifecycle.StateMetadata;

/**
 * The market's chaincode definition says whose endorsements count. It may only be written by Fabric's own function for it, the
 * next sequence at a time, and as it was asked for.
 */
final class DefinitionCheck {
    private static final String LIFECYCLE = "_lifecycle";
    private static final String COMMIT = "CommitChaincodeDefinition";
    private static final ByteString CHANNEL_POLICY = ApplicationPolicy.newBuilder()
            .setChannelConfigPolicyReference("/Channel/Application/Endorsement")
            .build()
            .toByteString();

    private final String chaincode;

    DefinitionCheck(String chaincode) {
        this.chaincode = chaincode;
    }

    /** @return what is wrong with what a transaction writes of the definition */
    Optional<String> check(OrderedTransaction transaction, ChainCheck.StateView state) {
        List<NamespaceReadWrites> lifecycle = transaction.readWrites().namespaces().stream()
                .filter(namespace -> namespace.namespace().equals(LIFECYCLE))
                .toList();
        if (lifecycle.stream()
                .flatMap(namespace -> namespace.metadataWrites().stream())
                .anyMatch(write -> isOfDefinition(write.key().toStringUtf8()))) {
            return Optional.of("a key of the definition got a policy of its own, which Fabric gives to none");
        }
        List<KeyWrite> writes = lifecycle.stream()
                .flatMap(namespace -> namespace.writes().stream())
                .filter(write -> isOfDefinition(write.key()))
                .toList();
        return writes.isEmpty() ? Optional.empty() : flaw(transaction, writes, state);
    }

    private boolean isOfDefinition(String key) {
        return key.equals(metadataKey()) || key.startsWith(fieldKey(""));
    }

    private Optional<String> flaw(OrderedTransaction transaction, List<KeyWrite> writes, ChainCheck.StateView state) {
        try {
            List<ByteString> arguments = transaction.endorsed().input().arguments();
            if (!transaction.result().chaincode().name().equals(LIFECYCLE)
                    || arguments.size() != 2
                    || !arguments.get(0).toStringUtf8().equals(COMMIT)) {
                return Optional.of("the definition was not written by " + COMMIT);
            }
            CommitChaincodeDefinitionArgs asked = CommitChaincodeDefinitionArgs.parseFrom(arguments.get(1));
            long before = sequence(state);
            if (!asked.getName().equals(chaincode) || asked.getSequence() != before + 1) {
                return Optional.of("sequence %d of %s was asked for after sequence %d of %s"
                        .formatted(asked.getSequence(), asked.getName(), before, chaincode));
            }
            return difference(written(asked), writes, state);
        } catch (InvalidProtocolBufferException | MalformedException e) {
            return Optional.of("the definition cannot be read: " + e.getMessage());
        }
    }

    /** What Fabric writes of a definition; what was left open is what Fabric takes for it. */
    private Map<String, ByteString> written(CommitChaincodeDefinitionArgs asked) {
        Map<String, ByteString> fields = new LinkedHashMap<>();
        fields.put("Sequence", number(asked.getSequence()));
        fields.put(
                "EndorsementInfo",
                bytes(ChaincodeEndorsementInfo.newBuilder()
                        .setVersion(asked.getVersion())
                        .setInitRequired(asked.getInitRequired())
                        .setEndorsementPlugin(orElse(asked.getEndorsementPlugin(), "escc"))
                        .build()));
        fields.put(
                "ValidationInfo",
                bytes(ChaincodeValidationInfo.newBuilder()
                        .setValidationPlugin(orElse(asked.getValidationPlugin(), "vscc"))
                        .setValidationParameter(
                                asked.getValidationParameter().isEmpty()
                                        ? CHANNEL_POLICY
                                        : asked.getValidationParameter())
                        .build()));
        fields.put("Collections", bytes(asked.getCollections()));
        Map<String, ByteString> values = new TreeMap<>();
        fields.forEach((field, value) -> values.put(fieldKey(field), value));
        values.put(
                metadataKey(),
                StateMetadata.newBuilder()
                        .setDatatype("ChaincodeDefinition")
                        .addAllFields(fields.keySet())
                        .build()
                        .toByteString());
        return values;
    }

    /** Fabric leaves out what is there already. */
    private static Optional<String> difference(
            Map<String, ByteString> asked, List<KeyWrite> writes, ChainCheck.StateView state) {
        Map<String, ByteString> now = new TreeMap<>();
        for (String key : asked.keySet()) {
            state.get(StateKey.of(LIFECYCLE, key)).ifPresent(value -> now.put(key, value.value()));
        }
        for (KeyWrite write : writes) {
            now.put(write.key(), write.isDelete() ? ByteString.EMPTY : write.value());
        }
        List<String> different = Stream.concat(asked.keySet().stream(), now.keySet().stream())
                .distinct()
                .filter(key -> !Objects.equals(asked.get(key), now.get(key)))
                .toList();
        return different.isEmpty()
                ? Optional.empty()
                : Optional.of("what was written is not what was asked for: " + String.join(", ", different));
    }

    private static ByteString number(long value) {
        return StateData.newBuilder().setInt64(value).build().toByteString();
    }

    private static ByteString bytes(MessageLite value) {
        return StateData.newBuilder().setBytes(value.toByteString()).build().toByteString();
    }

    private static String orElse(String text, String standard) {
        return text.isEmpty() ? standard : text;
    }

    private String fieldKey(String field) {
        return "namespaces/fields/" + chaincode + "/" + field;
    }

    private String metadataKey() {
        return "namespaces/metadata/" + chaincode;
    }

    /** @return what is wrong with the version of the chaincode that an answer names; peers only ask that it names one */
    Optional<String> versionFlaw(OrderedTransaction transaction, ChainCheck.StateView state) {
        String named = transaction.result().chaincode().version();
        return state.get(StateKey.of(LIFECYCLE, fieldKey("EndorsementInfo"))).flatMap(value -> {
            try {
                String defined = ChaincodeEndorsementInfo.parseFrom(
                                StateData.parseFrom(value.value()).getBytes())
                        .getVersion();
                return defined.equals(named)
                        ? Optional.empty()
                        : Optional.of(
                                "answered by version %s of the chaincode, defined is %s".formatted(named, defined));
            } catch (InvalidProtocolBufferException e) {
                return Optional.empty(); // told where it was written
            }
        });
    }

    private long sequence(ChainCheck.StateView state) throws InvalidProtocolBufferException {
        ByteString value = state.get(StateKey.of(LIFECYCLE, fieldKey("Sequence")))
                .map(found -> found.value())
                .orElse(ByteString.EMPTY);
        return StateData.parseFrom(value).getInt64();
    }
}
