package org.gridbourse.fabric;

import java.io.IOException;
import java.io.Writer;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;

/** Certificates and keys in a user's folder. */
final class Credentials {
    private static final X500Name NAME = new X500Name("CN=north-1");

    KeyPair newKey() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        return generator.generateKeyPair();
    }

    void key(MspFolder msp, String file, KeyPair keys) throws IOException {
        write(
                msp.folder().resolve("keystore").resolve(file),
                new PemObject("PRIVATE KEY", keys.getPrivate().getEncoded()));
    }

    void certificate(MspFolder msp, String file, KeyPair keys, Instant from, Instant until)
            throws IOException, OperatorCreationException {
        write(
                msp.folder().resolve("signcerts").resolve(file),
                new JcaX509v3CertificateBuilder(
                                NAME, BigInteger.ONE, Date.from(from), Date.from(until), NAME, keys.getPublic())
                        .build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
    }

    private static void write(Path file, Object content) throws IOException {
        try (Writer text = Files.newBufferedWriter(file);
                JcaPEMWriter pem = new JcaPEMWriter(text)) {
            pem.writeObject(content);
        }
    }
}
