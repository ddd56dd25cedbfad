package org.gridbourse.network.embedded.membership;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.hyperledger.fabric.protos.common.MSPRole.MSPRoleType;
import org.hyperledger.fabric.protos.msp.FabricMSPConfig;
import org.hyperledger.fabric.protos.msp.FabricNodeOUs;
import org.hyperledger.fabric.protos.msp.FabricOUIdentifier;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;

/** One organisation's membership rules as the channel configuration states them: roots, roles, revocations. */
final class MembershipProvider {
    /** Longest path from a member to its root; deeper hierarchies are refused. */
    private static final int MAX_AUTHORITIES = 4;

    private final Provider provider;
    private final String mspId;
    private final FabricMSPConfig config;
    private final List<X509Certificate> roots;
    private final List<X509Certificate> intermediates;
    private final List<X509CRL> revocations;

    MembershipProvider(FabricMSPConfig config, Provider provider) {
        this.provider = provider;
        this.config = config;
        this.mspId = config.getName();
        try {
            this.roots = certificates(config.getRootCertsList());
            this.intermediates = certificates(config.getIntermediateCertsList());
            this.revocations = revocationLists(config.getRevocationListList());
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("membership of " + mspId + " in the channel configuration is broken", e);
        }
    }

    static MembershipProvider parse(ByteString mspConfig, Provider provider) throws InvalidProtocolBufferException {
        return new MembershipProvider(FabricMSPConfig.parseFrom(mspConfig), provider);
    }

    String mspId() {
        return mspId;
    }

    /** The identity, if this organisation has issued the certificate; whether it still counts is said by the identity. */
    Optional<MemberIdentity> identify(SerializedIdentity serialized) {
        try {
            X509Certificate certificate = certificate(serialized.getIdBytes());
            if (certificate.getBasicConstraints() >= 0) {
                return Optional.empty();
            }
            Optional<X509Certificate> issuer = issuer(certificate, MAX_AUTHORITIES);
            return issuer.map(authority -> identity(serialized, certificate, authority));
        } catch (CertificateException e) {
            return Optional.empty();
        }
    }

    private MemberIdentity identity(
            SerializedIdentity serialized, X509Certificate certificate, X509Certificate issuer) {
        Set<String> units = organisationalUnits(certificate);
        return new MemberIdentity(
                serialized.toByteString(),
                mspId,
                certificate,
                certificate.getNotAfter().toInstant(),
                role(units),
                units,
                isRevoked(certificate, issuer));
    }

    private Optional<X509Certificate> issuer(X509Certificate certificate, int authoritiesLeft) {
        for (X509Certificate root : roots) {
            if (isIssuedBy(certificate, root)) {
                return Optional.of(root);
            }
        }
        for (X509Certificate intermediate : intermediates) {
            if (authoritiesLeft > 0
                    && isIssuedBy(certificate, intermediate)
                    && issuer(intermediate, authoritiesLeft - 1).isPresent()) {
                return Optional.of(intermediate);
            }
        }
        return Optional.empty();
    }

    private boolean isIssuedBy(X509Certificate certificate, X509Certificate authority) {
        if (!certificate.getIssuerX500Principal().equals(authority.getSubjectX500Principal())) {
            return false;
        }
        try {
            certificate.verify(authority.getPublicKey(), provider);
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private Optional<MSPRoleType> role(Set<String> units) {
        if (!config.getFabricNodeOus().getEnable()) {
            return Optional.of(MSPRoleType.MEMBER);
        }
        FabricNodeOUs roles = config.getFabricNodeOus();
        List<MSPRoleType> found = new ArrayList<>();
        addIfNamed(found, MSPRoleType.CLIENT, roles.getClientOuIdentifier(), units);
        addIfNamed(found, MSPRoleType.PEER, roles.getPeerOuIdentifier(), units);
        addIfNamed(found, MSPRoleType.ADMIN, roles.getAdminOuIdentifier(), units);
        addIfNamed(found, MSPRoleType.ORDERER, roles.getOrdererOuIdentifier(), units);
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    private static void addIfNamed(
            List<MSPRoleType> found, MSPRoleType role, FabricOUIdentifier identifier, Set<String> units) {
        String unit = identifier.getOrganizationalUnitIdentifier();
        if (!unit.isEmpty() && units.contains(unit)) {
            found.add(role);
        }
    }

    private boolean isRevoked(X509Certificate certificate, X509Certificate issuer) {
        return revocations.stream()
                .filter(list -> isIssuedBy(list, issuer))
                .anyMatch(list -> list.getRevokedCertificate(certificate.getSerialNumber()) != null);
    }

    private boolean isIssuedBy(X509CRL list, X509Certificate authority) {
        if (!list.getIssuerX500Principal().equals(authority.getSubjectX500Principal())) {
            return false;
        }
        try {
            list.verify(authority.getPublicKey(), provider);
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static Set<String> organisationalUnits(X509Certificate certificate) {
        X500Name subject =
                X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
        Set<String> units = new HashSet<>();
        for (RDN part : subject.getRDNs(BCStyle.OU)) {
            units.add(IETFUtils.valueToString(part.getFirst().getValue()));
        }
        return units;
    }

    private List<X509Certificate> certificates(List<ByteString> pems) throws CertificateException {
        List<X509Certificate> found = new ArrayList<>();
        for (ByteString pem : pems) {
            found.add(certificate(pem));
        }
        return List.copyOf(found);
    }

    private X509Certificate certificate(ByteString pem) throws CertificateException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509", provider);
        if (factory.generateCertificate(new ByteArrayInputStream(pem.toByteArray()))
                instanceof X509Certificate parsed) {
            return parsed;
        }
        throw new CertificateException("no certificate");
    }

    private List<X509CRL> revocationLists(List<ByteString> pems) throws GeneralSecurityException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509", provider);
        List<X509CRL> found = new ArrayList<>();
        for (ByteString pem : pems) {
            if (factory.generateCRL(new ByteArrayInputStream(pem.toByteArray())) instanceof X509CRL list) {
                found.add(list);
            }
        }
        return List.copyOf(found);
    }
}
