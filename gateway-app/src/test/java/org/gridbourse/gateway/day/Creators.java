package org.gridbourse.gateway.day;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.gridbourse.blocks.Block;
import org.gridbourse.blocks.EnvelopePayload;
import org.gridbourse.blocks.Identity;
import org.gridbourse.blocks.SignedEnvelope;

/** In whose names the transactions of a block were sent, as the block itself says. */
final class Creators {
    private Creators() {}

    static List<X509Certificate> of(Block block) throws InvalidProtocolBufferException, CertificateException {
        List<X509Certificate> creators = new ArrayList<>();
        for (var envelope : block.envelopes()) {
            creators.add(creator(SignedEnvelope.parse(envelope).content()));
        }
        return creators;
    }

    static X509Certificate of(Block block, String transactionId)
            throws InvalidProtocolBufferException, CertificateException {
        for (var envelope : block.envelopes()) {
            var content = SignedEnvelope.parse(envelope).content();
            if (content.readChannelHeader().transactionId().equals(transactionId)) {
                return creator(content);
            }
        }
        throw new AssertionError("block %d has no transaction %s".formatted(block.number(), transactionId));
    }

    private static X509Certificate creator(EnvelopePayload content)
            throws InvalidProtocolBufferException, CertificateException {
        Identity identity = Identity.parse(content.readSignatureHeader().creator());
        return parsed(identity.certificate().toString(StandardCharsets.US_ASCII));
    }

    static X509Certificate parsed(String pem) throws CertificateException {
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
    }
}
