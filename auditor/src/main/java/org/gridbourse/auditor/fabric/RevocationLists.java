package org.gridbourse.auditor.fabric;

import com.google.protobuf.ByteString;
import java.security.GeneralSecurityException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;

/** The certificates that an organisation has withdrawn. */
record RevocationLists(List<X509CRL> lists) {
    static RevocationLists of(List<ByteString> pems) throws Certificates.UnreadableException {
        List<X509CRL> lists = new ArrayList<>();
        for (ByteString pem : pems) {
            lists.add(Certificates.revocationList(pem));
        }
        return new RevocationLists(List.copyOf(lists));
    }

    /** Whether a list that the issuer signed names the certificate. */
    boolean contain(X509Certificate certificate, X509Certificate issuer) {
        byte[] issuerKey = subjectKey(issuer);
        for (X509CRL list : lists) {
            if (Arrays.equals(issuerKey, authorityKey(list))
                    && list.getRevokedCertificate(certificate.getSerialNumber()) != null
                    && signed(list, issuer)) {
                return true;
            }
        }
        return false;
    }

    private static boolean signed(X509CRL list, X509Certificate issuer) {
        try {
            list.verify(issuer.getPublicKey(), Certificates.PROVIDER);
            return true;
        } catch (GeneralSecurityException | RuntimeException e) {
            return false;
        }
    }

    private static byte[] subjectKey(X509Certificate certificate) {
        byte[] extension = certificate.getExtensionValue(Extension.subjectKeyIdentifier.getId());
        return extension == null
                ? new byte[0]
                : SubjectKeyIdentifier.getInstance(
                                ASN1OctetString.getInstance(extension).getOctets())
                        .getKeyIdentifier();
    }

    private static byte[] authorityKey(X509CRL list) {
        byte[] extension = list.getExtensionValue(Extension.authorityKeyIdentifier.getId());
        return extension == null
                ? null
                : AuthorityKeyIdentifier.getInstance(
                                ASN1OctetString.getInstance(extension).getOctets())
                        .getKeyIdentifierOctets();
    }
}
