package org.gridbourse.auditor.market;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import java.util.Optional;
import org.gridbourse.auditor.fabric.ChainCheck;
import org.gridbourse.auditor.fabric.OrderedTransaction;
import org.gridbourse.blocks.KeyWrite;
import org.gridbourse.blocks.MalformedException;
import org.gridbourse.blocks.NamespaceReadWrites;
import org.gridbourse.blocks.StateKey;
import org.hyperledger.fabric.protos.peer.lifecycle.ChaincodeValidationInfo;
import org.hyperledger.fabric.protos.peer.lifecycle.CommitChaincodeDefinitionArgs;
import org.hyperledger.fabric.protos.peer.lifecycle.StateData;

/**
 * The market's chaincode definition says whose endorsements count. It may only be written by Fabric's own function for it, the
 * next sequence at a time, and with the policy that was asked for.
 */
final class DefinitionCheck {
    private static final String LIFECYCLE = "_lifecycle";
    private static final String COMMIT = "CommitChaincodeDefinition";

    private final String chaincode;

    DefinitionCheck(String chaincode) {
        this.chaincode = chaincode;
    }

    /** @return what is wrong with what a transaction writes of the definition */
    Optional<String> check(OrderedTransaction transaction, ChainCheck.StateView state) {
        List<KeyWrite> writes = transaction.readWrites().namespaces().stream()
                .filter(namespace -> namespace.namespace().equals(LIFECYCLE))
                .map(NamespaceReadWrites::writes)
                .flatMap(List::stream)
                .filter(write -> write.key().equals("namespaces/metadata/" + chaincode)
                        || write.key().startsWith("namespaces/fields/" + chaincode + "/"))
                .toList();
        return writes.isEmpty() ? Optional.empty() : flaw(transaction, writes, state);
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
            return policyFlaw(asked, writes);
        } catch (InvalidProtocolBufferException | MalformedException e) {
            return Optional.of("the definition cannot be read: " + e.getMessage());
        }
    }

    private Optional<String> policyFlaw(CommitChaincodeDefinitionArgs asked, List<KeyWrite> writes)
            throws InvalidProtocolBufferException {
        for (KeyWrite write : writes) {
            if (write.key().endsWith("/ValidationInfo")
                    && !asked.getValidationParameter().isEmpty()) {
                ChaincodeValidationInfo written = ChaincodeValidationInfo.parseFrom(
                        StateData.parseFrom(write.value()).getBytes());
                if (!written.getValidationParameter().equals(asked.getValidationParameter())) {
                    return Optional.of("another endorsement policy was written than was asked for");
                }
            }
        }
        return Optional.empty();
    }

    private long sequence(ChainCheck.StateView state) throws InvalidProtocolBufferException {
        ByteString value = state.get(StateKey.of(LIFECYCLE, "namespaces/fields/" + chaincode + "/Sequence"))
                .map(found -> found.value())
                .orElse(ByteString.EMPTY);
        return StateData.parseFrom(value).getInt64();
    }
}
