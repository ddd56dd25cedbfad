package org.gridbourse.auditor.fabric;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.gridbourse.blocks.StateKey;
import org.gridbourse.blocks.StateUpdates;
import org.gridbourse.blocks.StateValue;
import org.hyperledger.fabric.protos.peer.CollectionConfig;
import org.hyperledger.fabric.protos.peer.CollectionConfigPackage;
import org.hyperledger.fabric.protos.peer.StaticCollectionConfig;
import org.hyperledger.fabric.protos.peer.lifecycle.StateData;

/**
 * The hashes of private data go with the data: peers delete both once so many blocks have followed as the collection's
 * definition lets them live. They do so after the block's commit hash, without a trace on the ledger; whoever reads the key
 * later finds nothing.
 */
final class PrivateDataExpiry {
    private static final String FIELDS = "namespaces/fields/";
    private static final String COLLECTIONS = "/Collections";

    private final StateStore state;
    private final TreeMap<Long, List<StateKey>> due = new TreeMap<>();

    PrivateDataExpiry(StateStore state) {
        this.state = state;
    }

    /** Finds again what has to go, for an audit that goes on over a state. */
    void resume() {
        Iterator<Map.Entry<StateKey, StateValue>> fields =
                state.from(StateKey.of(ChaincodeDefinitions.LIFECYCLE, FIELDS));
        List<String> chaincodes = new ArrayList<>();
        while (fields.hasNext()) {
            StateKey key = fields.next().getKey();
            String name = key.key().toStringUtf8();
            if (!key.namespace().equals(ChaincodeDefinitions.LIFECYCLE)
                    || !key.collection().isEmpty()
                    || !name.startsWith(FIELDS)) {
                break;
            }
            if (name.endsWith(COLLECTIONS)) {
                chaincodes.add(name.substring(FIELDS.length(), name.length() - COLLECTIONS.length()));
            }
        }
        for (String chaincode : chaincodes) {
            lifetimes(chaincode).forEach((collection, blocks) -> resume(chaincode, collection, blocks));
        }
    }

    private void resume(String chaincode, String collection, long blocks) {
        Iterator<Map.Entry<StateKey, StateValue>> keys =
                state.from(new StateKey(chaincode, collection, ByteString.EMPTY));
        while (keys.hasNext()) {
            Map.Entry<StateKey, StateValue> entry = keys.next();
            StateKey key = entry.getKey();
            if (!key.namespace().equals(chaincode) || !key.collection().equals(collection)) {
                return;
            }
            note(key, entry.getValue().version().block(), blocks);
        }
    }

    /**
     * Notes what a block writes that will have to go, and adds to what it changes the deletion of what goes now.
     *
     * @param updates of the block, complete
     */
    void expire(long block, StateUpdates updates) {
        Map<String, Map<String, Long>> lifetimes = new HashMap<>();
        updates.asMap().forEach((key, value) -> {
            if (!key.collection().isEmpty() && !value.isDelete()) {
                Long blocks = lifetimes
                        .computeIfAbsent(key.namespace(), this::lifetimes)
                        .get(key.collection());
                if (blocks != null) {
                    note(key, block, blocks);
                }
            }
        });
        List<StateKey> now = due.remove(block);
        if (now != null) {
            now.stream()
                    .filter(key -> updates.get(key).isEmpty() && isDue(key, block))
                    .forEach(updates::expire);
        }
    }

    /** A key that was written again meanwhile lives on; it is noted for its new end. */
    private boolean isDue(StateKey key, long block) {
        Long blocks = lifetimes(key.namespace()).get(key.collection());
        return blocks != null
                && state.get(key)
                        .filter(value -> value.version().block() + blocks + 1 == block)
                        .isPresent();
    }

    private void note(StateKey key, long written, long blocks) {
        long end = written + blocks + 1;
        if (Long.compareUnsigned(end, written) > 0) {
            due.computeIfAbsent(end, each -> new ArrayList<>()).add(key);
        }
    }

    /** How many blocks the collections of a chaincode let their data live, those that keep it for ever left out. */
    private Map<String, Long> lifetimes(String chaincode) {
        Map<String, Long> lifetimes = new HashMap<>();
        state.get(StateKey.of(ChaincodeDefinitions.LIFECYCLE, FIELDS + chaincode + COLLECTIONS))
                .ifPresent(value -> {
                    try {
                        ByteString bytes = StateData.parseFrom(value.value()).getBytes();
                        for (CollectionConfig each :
                                CollectionConfigPackage.parseFrom(bytes).getConfigList()) {
                            StaticCollectionConfig collection = each.getStaticCollectionConfig();
                            if (collection.getBlockToLive() != 0) {
                                lifetimes.put(collection.getName(), collection.getBlockToLive());
                            }
                        }
                    } catch (InvalidProtocolBufferException e) {
                        lifetimes.clear(); // nothing can be written to collections that cannot be read
                    }
                });
        return lifetimes;
    }
}
