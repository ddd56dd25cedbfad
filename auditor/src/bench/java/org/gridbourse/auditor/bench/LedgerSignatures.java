package org.gridbourse.auditor.bench;

import com.google.protobuf.ByteString;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.gridbourse.auditor.fabric.Certificates;
import org.gridbourse.blocks.Block;
import org.gridbourse.blocks.BlockFolder;
import org.gridbourse.blocks.EndorsedAction;
import org.gridbourse.blocks.Endorsement;
import org.gridbourse.blocks.EnvelopePayload;
import org.gridbourse.blocks.Identity;
import org.gridbourse.blocks.OrdererSignature;
import org.gridbourse.blocks.SignedEnvelope;
import org.gridbourse.market.json.Fields;
import org.gridbourse.market.record.CanonicalBytes;
import org.gridbourse.market.record.MeterReading;
import org.gridbourse.market.request.RegisterMeter;
import org.gridbourse.market.request.SubmitReadings;

/**
 * All signatures of a ledger, each once: orderers', creators', endorsers' and meters'. Of a long ledger only the first ones are
 * kept, and verified again and again until they are as many as the ledger has.
 */
final class LedgerSignatures {
    private static final int KEPT = 20_000;

    private final List<Triple> kept = new ArrayList<>();
    private final Map<String, PublicKey> meters = new HashMap<>();
    private long count;

    private LedgerSignatures() {}

    private record Triple(PublicKey key, byte[] message, byte[] signature) {
        boolean fits() {
            try {
                Signature verifier = Signature.getInstance("SHA256withECDSA", Certificates.PROVIDER);
                verifier.initVerify(key);
                verifier.update(message);
                return verifier.verify(signature);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    static LedgerSignatures of(BlockFolder blocks) {
        LedgerSignatures signatures = new LedgerSignatures();
        blocks.numbers().stream().skip(1).forEach(number -> signatures.collect(Block.parse(blocks.read(number))));
        return signatures;
    }

    /** How many the ledger has. */
    long count() {
        return count;
    }

    /** Verifies as many on all processors. */
    void verifyAll() {
        long wrong = LongStream.range(0, count)
                .parallel()
                .filter(i -> !kept.get((int) (i % kept.size())).fits())
                .count();
        if (wrong > 0) {
            throw new IllegalStateException(wrong + " signatures do not fit");
        }
    }

    private void collect(Block block) {
        for (OrdererSignature signature : block.seal().signatures()) {
            add(
                    key(signature.creator()),
                    signature.signedBytes(block.seal().value(), block.headerDer()),
                    signature.signature());
        }
        for (ByteString bytes : block.envelopes()) {
            SignedEnvelope envelope = SignedEnvelope.parse(bytes);
            EnvelopePayload content = envelope.content();
            add(key(content.readSignatureHeader().creator()), envelope.payload(), envelope.signature());
            EndorsedAction action = content.transaction().actions().get(0).endorsedAction();
            for (Endorsement endorsement : action.endorsements()) {
                add(
                        key(endorsement.endorser()),
                        action.responsePayload().concat(endorsement.endorser()),
                        endorsement.signature());
            }
            meters(action, content.readChannelHeader().channelId());
        }
    }

    private void meters(EndorsedAction action, String channel) {
        String function = action.input().function();
        if (function.equals(RegisterMeter.FUNCTION)) {
            RegisterMeter request = Fields.read(request(action), RegisterMeter::read);
            meters.put(request.meterId(), meterKey(request.key().publicKey()));
        } else if (function.equals(SubmitReadings.FUNCTION)) {
            for (MeterReading reading :
                    Fields.read(request(action), SubmitReadings::read).readings()) {
                add(
                        meters.get(reading.meterId()),
                        ByteString.copyFrom(CanonicalBytes.reading(channel, reading)),
                        ByteString.copyFrom(Base64.getDecoder().decode(reading.signature())));
            }
        }
    }

    private void add(PublicKey key, ByteString message, ByteString signature) {
        count++;
        if (kept.size() < KEPT) {
            kept.add(new Triple(key, message.toByteArray(), signature.toByteArray()));
        }
    }

    private static String request(EndorsedAction action) {
        return action.input().arguments().get(1).toStringUtf8();
    }

    private static PublicKey key(ByteString identity) {
        try {
            return Certificates.certificate(Identity.parse(identity).certificate())
                    .getPublicKey();
        } catch (Certificates.UnreadableException e) {
            throw new IllegalStateException(e);
        }
    }

    private static PublicKey meterKey(String base64) {
        try {
            return KeyFactory.getInstance("EC", Certificates.PROVIDER)
                    .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(base64)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
