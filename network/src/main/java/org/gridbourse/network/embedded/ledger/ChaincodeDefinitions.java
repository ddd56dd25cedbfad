package org.gridbourse.network.embedded.ledger;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gridbourse.blocks.StateKey;
import org.gridbourse.blocks.StateValue;
import org.hyperledger.fabric.protos.peer.ApplicationPolicy;
import org.hyperledger.fabric.protos.peer.lifecycle.ChaincodeEndorsementInfo;
import org.hyperledger.fabric.protos.peer.lifecycle.ChaincodeValidationInfo;
import org.hyperledger.fabric.protos.peer.lifecycle.StateData;

/** The chaincodes defined on the channel, as the lifecycle namespace of the world state has them. */
public final class ChaincodeDefinitions {
    /** The namespace that holds the definitions. */
    public static final String LIFECYCLE = "_lifecycle";

    private static final String METADATA = "namespaces/metadata/";

    private final StateReader state;

    /**
     * One chaincode as the channel has agreed on it.
     *
     * @param sequence counts the definitions of this name from 1
     * @param policy who must endorse
     */
    public record Definition(
            String name,
            long sequence,
            ChaincodeEndorsementInfo endorsement,
            ChaincodeValidationInfo validation,
            ApplicationPolicy policy) {}

    public ChaincodeDefinitions(StateReader state) {
        this.state = state;
    }

    /** Key of one field of a definition: Sequence, EndorsementInfo, ValidationInfo or Collections. */
    public static StateKey fieldKey(String chaincode, String field) {
        return StateKey.of(LIFECYCLE, "namespaces/fields/" + chaincode + "/" + field);
    }

    /** Key of the record that lists a definition's fields. */
    public static StateKey metadataKey(String chaincode) {
        return StateKey.of(LIFECYCLE, METADATA + chaincode);
    }

    public Optional<Definition> find(String chaincode) {
        Optional<Long> sequence = sequence(chaincode);
        Optional<ChaincodeEndorsementInfo> endorsement =
                field(chaincode, "EndorsementInfo", ChaincodeEndorsementInfo.parser());
        Optional<ChaincodeValidationInfo> validation =
                field(chaincode, "ValidationInfo", ChaincodeValidationInfo.parser());
        if (sequence.isEmpty() || endorsement.isEmpty() || validation.isEmpty()) {
            return Optional.empty();
        }
        return parse(ApplicationPolicy.parser(), validation.get().getValidationParameter())
                .map(policy -> new Definition(chaincode, sequence.get(), endorsement.get(), validation.get(), policy));
    }

    public List<Definition> all() {
        List<Definition> found = new ArrayList<>();
        Iterator<Map.Entry<StateKey, StateValue>> rows = state.range(LIFECYCLE, METADATA, METADATA + "\uffff");
        while (rows.hasNext()) {
            String key = rows.next().getKey().key().toStringUtf8();
            find(key.substring(METADATA.length())).ifPresent(found::add);
        }
        return found;
    }

    private Optional<Long> sequence(String chaincode) {
        return state.get(fieldKey(chaincode, "Sequence"))
                .flatMap(value -> parse(StateData.parser(), value.value()))
                .map(StateData::getInt64);
    }

    private <T> Optional<T> field(String chaincode, String name, Parser<T> parser) {
        return state.get(fieldKey(chaincode, name))
                .flatMap(value -> parse(StateData.parser(), value.value()))
                .map(StateData::getBytes)
                .flatMap(bytes -> parse(parser, bytes));
    }

    private static <T> Optional<T> parse(Parser<T> parser, ByteString bytes) {
        try {
            return Optional.of(parser.parseFrom(bytes));
        } catch (InvalidProtocolBufferException e) {
            return Optional.empty();
        }
    }
}
