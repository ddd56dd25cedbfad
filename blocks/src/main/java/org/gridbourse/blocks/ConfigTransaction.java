package org.gridbourse.blocks;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Optional;
import org.hyperledger.fabric.protos.common.Config;
import org.hyperledger.fabric.protos.common.ConfigEnvelope;
import org.hyperledger.fabric.protos.common.ConfigUpdate;
import org.hyperledger.fabric.protos.common.ConfigUpdateEnvelope;

/**
 * A channel configuration and the request that led to it.
 *
 * @param config the whole configuration from here on
 * @param lastUpdate the signed request, absent in the genesis block
 */
public record ConfigTransaction(Config config, Optional<SignedEnvelope> lastUpdate) {

    static ConfigTransaction parse(ByteString bytes) {
        ConfigEnvelope envelope = Wire.parse(ConfigEnvelope.parser(), bytes, "configuration");
        if (!envelope.hasConfig()) {
            throw new MalformedException("configuration envelope without configuration");
        }
        return new ConfigTransaction(
                envelope.getConfig(),
                envelope.hasLastUpdate()
                        ? Optional.of(
                                SignedEnvelope.parse(envelope.getLastUpdate().toByteString()))
                        : Optional.empty());
    }

    /**
     * A request to change the configuration.
     *
     * @param bytes what is signed, together with each signature header
     */
    public record Update(ByteString bytes, ConfigUpdate content, List<Signature> signatures) {
        public Update {
            signatures = List.copyOf(signatures);
        }

        /** @throws MalformedException if it cannot be read */
        public static Update parse(ByteString envelope) {
            ConfigUpdateEnvelope parsed =
                    Wire.parse(ConfigUpdateEnvelope.parser(), envelope, "configuration update envelope");
            return new Update(
                    parsed.getConfigUpdate(),
                    Wire.parse(ConfigUpdate.parser(), parsed.getConfigUpdate(), "configuration update"),
                    parsed.getSignaturesList().stream()
                            .map(signature -> new Signature(signature.getSignatureHeader(), signature.getSignature()))
                            .toList());
        }
    }

    /** One organisation's consent to a change. */
    public record Signature(ByteString signatureHeader, ByteString signature) {

        /** The serialized identity of who consents. */
        public ByteString creator() {
            return SignatureHeader.parse(signatureHeader).creator();
        }

        /** What is signed. */
        public ByteString signedBytes(ByteString update) {
            return signatureHeader.concat(update);
        }
    }
}
