package org.gridbourse.gateway.intake;

import java.security.KeyPair;
import java.util.Base64;
import java.util.List;
import org.gridbourse.gateway.projection.LedgerView;
import org.gridbourse.market.record.CanonicalBytes;
import org.gridbourse.market.record.MeterReading;
import org.gridbourse.market.record.MeterRecord;
import org.gridbourse.market.record.RecordType;
import org.gridbourse.market.signature.MeterKey;
import org.gridbourse.market.signature.MeterKey.Algorithm;
import org.gridbourse.market.signature.MeterKey.Holder;
import org.gridbourse.node.simulation.MeterKeys;

/** The meters for which this instance signs, with the keys that it holds for them. */
final class NodeMeters {
    private final MeterKeys keys;
    private final LedgerView view;
    private final String channel;

    NodeMeters(MeterKeys keys, LedgerView view, String channel) {
        this.keys = keys;
        this.view = view;
        this.channel = channel;
    }

    /** The key that is to be registered for a meter; made at the first time. */
    MeterKey keyOf(String meterId) {
        byte[] encoded = pair(meterId).getPublic().getEncoded();
        return new MeterKey(Algorithm.ED25519, Base64.getEncoder().encodeToString(encoded), Holder.NODE);
    }

    /** Meters on the ledger whose key is one of this instance's. */
    List<MeterRecord> registered() {
        return view.all(RecordType.METER).stream()
                .filter(MeterRecord::isActive)
                .filter(meter -> lastKey(meter).holder() == Holder.NODE)
                .filter(meter -> keys.has(meter.meterId(), Algorithm.ED25519)
                        && lastKey(meter).equals(keyOf(meter.meterId())))
                .toList();
    }

    private static MeterKey lastKey(MeterRecord meter) {
        return meter.keys().get(meter.keys().size() - 1).key();
    }

    /** The signature of a reading, always the same for the same reading. */
    String sign(MeterReading reading) {
        return MeterKeys.sign(pair(reading.meterId()), Algorithm.ED25519, CanonicalBytes.reading(channel, reading));
    }

    private KeyPair pair(String meterId) {
        return keys.of(meterId, Algorithm.ED25519);
    }
}
