package org.gridbourse.auditor.market;

import com.google.protobuf.ByteString;
import java.time.DateTimeException;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gridbourse.auditor.fabric.OrderedTransaction;
import org.gridbourse.auditor.fabric.PreparedBlock;
import org.gridbourse.auditor.fabric.StateStore;
import org.gridbourse.blocks.ChaincodeInput;
import org.gridbourse.blocks.Hashes;
import org.gridbourse.blocks.MalformedException;
import org.gridbourse.blocks.StateKey;
import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.JsonException;
import org.gridbourse.market.record.CanonicalBytes;
import org.gridbourse.market.record.Keys;
import org.gridbourse.market.record.MeterReading;
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.request.SubmitReadings;
import org.gridbourse.market.signature.MeterKey;
import org.gridbourse.market.signature.SignatureVerifier;

/**
 * Verifies meters' signatures once. Signatures of blocks whose turn has not come yet are tried with the key that the meter has
 * now, on any thread; what fits is remembered by key, message and signature, so that the replay need not verify it again. It
 * decides nothing: what was not tried, or with another key, is verified when the rules ask.
 */
public final class MeterSignatures implements SignatureVerifier {
    private static final int REMEMBERED = 200_000;

    private final SignatureVerifier verifier;
    private final String chaincode;
    private final StateStore state;
    private final Map<ByteString, Boolean> fitting = new LinkedHashMap<>(1024, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteString, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    };

    public MeterSignatures(SignatureVerifier verifier, String chaincode, StateStore state) {
        this.verifier = verifier;
        this.chaincode = chaincode;
        this.state = state;
    }

    @Override
    public boolean verify(MeterKey key, byte[] message, byte[] signature) {
        ByteString memory = memory(key, message, signature);
        synchronized (fitting) {
            if (fitting.containsKey(memory)) {
                return true;
            }
        }
        boolean fits = verifier.verify(key, message, signature);
        if (fits) {
            synchronized (fitting) {
                fitting.put(memory, true);
            }
        }
        return fits;
    }

    @Override
    public boolean accepts(MeterKey key) {
        return verifier.accepts(key);
    }

    /** Tries the signatures of all readings in a block. */
    public void verifyAhead(PreparedBlock block) {
        for (OrderedTransaction transaction : block.transactions()) {
            if (transaction.hasEndorsed()) {
                try {
                    verifyAhead(transaction);
                } catch (MalformedException | JsonException | IllegalArgumentException | DateTimeException e) {
                    // Not for this to judge: the replay will say what is wrong.
                }
            }
        }
    }

    private void verifyAhead(OrderedTransaction transaction) {
        ChaincodeInput input = transaction.endorsed().input();
        List<ByteString> arguments = input.arguments();
        if (!input.function().endsWith(SubmitReadings.FUNCTION) || arguments.size() != 2) {
            return;
        }
        SubmitReadings request = Fields.read(arguments.get(1).toStringUtf8(), SubmitReadings::read);
        Map<String, Optional<MeterKey>> keys = new HashMap<>();
        for (MeterReading reading : request.readings()) {
            keys.computeIfAbsent(reading.meterId(), this::keyOf)
                    .ifPresent(key -> verify(
                            key,
                            CanonicalBytes.reading(transaction.header().channelId(), reading),
                            Base64.getDecoder().decode(reading.signature())));
        }
    }

    private Optional<MeterKey> keyOf(String meterId) {
        return state.get(StateKey.of(chaincode, Keys.meter(meterId)))
                .flatMap(value -> RecordType.METER.tryRead(value.value().toStringUtf8()))
                .filter(meter -> !meter.keys().isEmpty())
                .map(meter -> meter.keys().get(meter.keys().size() - 1).key());
    }

    private static ByteString memory(MeterKey key, byte[] message, byte[] signature) {
        return Hashes.sha256(
                ByteString.copyFromUtf8(key.algorithm() + " " + key.publicKey() + " " + signature.length + " "),
                ByteString.copyFrom(signature),
                ByteString.copyFrom(message));
    }
}
