package org.gridbourse.cli.signing;

import java.io.Console;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.jce.interfaces.ECPrivateKey;
import org.bouncycastle.jce.spec.ECPublicKeySpec;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.PKCS8Generator;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8DecryptorProviderBuilder;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.gridbourse.fabric.identity.Keys;
import org.gridbourse.programs.PrivateFolder;
import org.gridbourse.programs.SurroundingsException;

/** A key on P-256 in an encrypted file (PKCS #8, AES-256), with its certificate beside it. */
public final class KeyFile {
    private static final String PASSPHRASE = "GRIDBOURSE_KEY_PASSPHRASE";

    private final Path file;
    private final PrivateKey key;

    private KeyFile(Path file, PrivateKey key) {
        this.file = file;
        this.key = key;
    }

    /** Makes a new one; a file that is there is left as it is and refused. */
    public static KeyFile create(Path file) {
        if (Files.exists(file)) {
            throw new SurroundingsException("%s is there already; a key is never written over".formatted(file));
        }
        KeyPair keys = Keys.generate();
        try {
            StringWriter text = new StringWriter();
            try (JcaPEMWriter pem = new JcaPEMWriter(text)) {
                pem.writeObject(new JcaPKCS8Generator(
                        keys.getPrivate(),
                        new JceOpenSSLPKCS8EncryptorBuilder(PKCS8Generator.AES_256_CBC)
                                .setProvider(Keys.PROVIDER)
                                .setRandom(new SecureRandom())
                                .setPassword(passphrase())
                                .build()));
            }
            PrivateFolder.createFile(file.toAbsolutePath());
            Files.writeString(file, text.toString());
            return new KeyFile(file, keys.getPrivate());
        } catch (IOException | OperatorCreationException e) {
            throw new SurroundingsException("the key cannot be written to %s: %s".formatted(file, e.getMessage()), e);
        }
    }

    /** Opens one with its passphrase. */
    public static KeyFile open(Path file) {
        try (PEMParser parser = new PEMParser(new StringReader(Files.readString(file)))) {
            if (parser.readObject() instanceof PKCS8EncryptedPrivateKeyInfo encrypted) {
                PrivateKeyInfo key = encrypted.decryptPrivateKeyInfo(new JceOpenSSLPKCS8DecryptorProviderBuilder()
                        .setProvider(Keys.PROVIDER)
                        .build(passphrase()));
                return new KeyFile(
                        file,
                        new JcaPEMKeyConverter().setProvider(Keys.PROVIDER).getPrivateKey(key));
            }
            throw new SurroundingsException("%s is no encrypted key file".formatted(file));
        } catch (IOException | OperatorCreationException e) {
            throw new SurroundingsException("%s cannot be read: %s".formatted(file, e.getMessage()), e);
        } catch (PKCSException e) {
            throw new SurroundingsException("the passphrase does not open " + file, e);
        }
    }

    /** What the organisation's authority needs to certify the key: its public half, signed by the key itself. */
    public String signingRequest(String participantId) {
        try {
            StringWriter text = new StringWriter();
            try (JcaPEMWriter pem = new JcaPEMWriter(text)) {
                pem.writeObject(new JcaPKCS10CertificationRequestBuilder(
                                new X500NameBuilder(BCStyle.INSTANCE)
                                        .addRDN(BCStyle.CN, participantId)
                                        .build(),
                                publicKey())
                        .build(new JcaContentSignerBuilder("SHA256withECDSA")
                                .setProvider(Keys.PROVIDER)
                                .build(key)));
            }
            return text.toString();
        } catch (IOException | OperatorCreationException | GeneralSecurityException e) {
            throw new SurroundingsException("the key in %s cannot sign: %s".formatted(file, e.getMessage()), e);
        }
    }

    /** The point on the curve that belongs to the secret number. */
    private PublicKey publicKey() throws GeneralSecurityException {
        ECPrivateKey secret = (ECPrivateKey) key;
        return KeyFactory.getInstance("EC", Keys.PROVIDER)
                .generatePublic(new ECPublicKeySpec(
                        secret.getParameters().getG().multiply(secret.getD()), secret.getParameters()));
    }

    /** Keeps the key's certificate beside it; answers where. */
    public Path keepCertificate(String pem) {
        Path certificate = certificateFile();
        try {
            Files.writeString(certificate, pem);
            return certificate;
        } catch (IOException e) {
            throw new SurroundingsException("%s cannot be written: %s".formatted(certificate, e.getMessage()), e);
        }
    }

    private Path certificateFile() {
        return file.resolveSibling(file.getFileName() + ".cert.pem");
    }

    /** The key's certificate, in PEM form, as it was kept. */
    public String certificate() {
        try {
            return Files.readString(certificateFile());
        } catch (IOException e) {
            throw new SurroundingsException(
                    "%s is not there: the key is not certified yet, see gridbourse prosumer key enrol"
                            .formatted(certificateFile()),
                    e);
        }
    }

    /** A signature as Fabric takes it: ECDSA over SHA-256, DER, S not above half the order. */
    public byte[] sign(byte[] message) {
        return Keys.sign(key, message);
    }

    private static char[] passphrase() {
        String given = System.getenv(PASSPHRASE);
        if (given != null) {
            return given.toCharArray();
        }
        Console console = System.console();
        if (console == null) {
            throw new SurroundingsException("there is no terminal to ask for the passphrase: use $" + PASSPHRASE);
        }
        return console.readPassword("Passphrase of the key file: ");
    }
}
