package org.gridbourse.blocks;

import com.google.protobuf.ByteString;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Payload;

/**
 * A transaction's outer cover.
 *
 * @param bytes the serialized envelope
 * @param payload what the creator signs
 * @param signature of the creator, DER
 */
public record SignedEnvelope(ByteString bytes, ByteString payload, ByteString signature) {

    /** @throws MalformedException if the bytes are no envelope */
    public static SignedEnvelope parse(ByteString bytes) {
        Envelope envelope = Wire.parse(Envelope.parser(), bytes, "envelope");
        return new SignedEnvelope(bytes, envelope.getPayload(), envelope.getSignature());
    }

    /** Whether reading and writing the envelope gives the same bytes and every byte has a meaning. */
    public boolean isCanonical() {
        Envelope envelope = Wire.parse(Envelope.parser(), bytes, "envelope");
        return envelope.toByteString().equals(bytes) && !Wire.hasUnexplainedBytes(envelope);
    }

    /**
     * The signed content; its headers are empty where it has none.
     *
     * @throws MalformedException if it cannot be read
     */
    public EnvelopePayload content() {
        Payload parsed = Wire.parse(Payload.parser(), payload, "envelope payload");
        return new EnvelopePayload(
                parsed.getHeader().getChannelHeader(), parsed.getHeader().getSignatureHeader(), parsed.getData());
    }
}
