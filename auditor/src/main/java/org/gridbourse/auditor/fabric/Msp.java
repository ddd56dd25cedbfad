package org.gridbourse.auditor.fabric;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.gridbourse.auditor.fabric.Member.Flaw;
import org.gridbourse.auditor.fabric.Member.Role;
import org.gridbourse.blocks.Hashes;
import org.hyperledger.fabric.protos.msp.FabricMSPConfig;
import org.hyperledger.fabric.protos.msp.FabricNodeOUs;
import org.hyperledger.fabric.protos.msp.FabricOUIdentifier;

/**
 * An organisation's definition of who its members are: certificate authorities, revocation lists, and the organisational
 * units that stand for roles.
 */
final class Msp {
    private static final int LONGEST_CHAIN = 10;
    private static final String SERVER_AUTHENTICATION = "1.3.6.1.5.5.7.3.1";
    private static final String ANY_USAGE = "2.5.29.37.0";
    private static final int MAY_SIGN_CERTIFICATES = 5;

    private final String mspId;
    private final boolean edwardsAllowed;
    private final List<X509Certificate> roots;
    private final List<X509Certificate> intermediates;
    private final Set<X509Certificate> parentsOfIntermediates = new HashSet<>();
    private final List<X509CRL> revocations;
    private final List<X509Certificate> admins;
    private final boolean rolesEnforced;
    private final Map<Role, Unit> roleUnits = new EnumMap<>(Role.class);
    private final List<Unit> requiredUnits = new ArrayList<>();

    /** An organisational unit, and which chain of authorities may grant it (empty: any). */
    private record Unit(String name, Optional<ByteString> issuers) {}

    Msp(FabricMSPConfig config, boolean edwardsAllowed) throws ConfigException {
        this.mspId = config.getName();
        this.edwardsAllowed = edwardsAllowed;
        try {
            roots = certificates(config.getRootCertsList());
            intermediates = certificates(config.getIntermediateCertsList());
            admins = certificates(config.getAdminsList());
            List<X509CRL> lists = new ArrayList<>();
            for (ByteString list : config.getRevocationListList()) {
                lists.add(Certificates.revocationList(list));
            }
            revocations = List.copyOf(lists);
            if (roots.isEmpty()) {
                throw new ConfigException("organisation " + mspId + " has no root certificate");
            }
            for (X509Certificate intermediate : intermediates) {
                List<X509Certificate> chain = chain(intermediate);
                parentsOfIntermediates.addAll(chain.subList(1, chain.size()));
            }
            rolesEnforced = config.hasFabricNodeOus() && readRoles(config.getFabricNodeOus());
            for (FabricOUIdentifier unit : config.getOrganizationalUnitIdentifiersList()) {
                requiredUnits.add(unit(unit));
            }
        } catch (Certificates.UnreadableException | UntrustedException e) {
            throw new ConfigException("organisation " + mspId + ": " + e.getMessage());
        }
    }

    static Msp of(ByteString fabricMspConfig, boolean edwardsAllowed) throws ConfigException {
        try {
            return new Msp(FabricMSPConfig.parseFrom(fabricMspConfig), edwardsAllowed);
        } catch (InvalidProtocolBufferException e) {
            throw new ConfigException("organisation cannot be read: " + e.getMessage());
        }
    }

    String mspId() {
        return mspId;
    }

    /** Who this certificate makes its bearer under this organisation's rules. */
    Member member(X509Certificate certificate) {
        List<String> units = Certificates.organisationalUnits(certificate);
        ByteString issuers = ByteString.EMPTY;
        Optional<Flaw> flaw = Optional.empty();
        try {
            List<X509Certificate> chain = identityChain(certificate);
            issuers = hash(chain.subList(1, chain.size()));
            if (isRevoked(certificate, chain.get(1))) {
                flaw = Optional.of(new Flaw(
                        Flaw.Kind.REVOKED,
                        "certificate %x of %s is revoked"
                                .formatted(certificate.getSerialNumber(), certificate.getSubjectX500Principal())));
            } else {
                flaw = roleFlaw(units, issuers);
            }
        } catch (UntrustedException e) {
            flaw = Optional.of(new Flaw(Flaw.Kind.UNTRUSTED, e.getMessage()));
        }
        Set<Role> roles = EnumSet.noneOf(Role.class);
        roleUnits.forEach((role, unit) -> {
            if (rolesEnforced && units.contains(unit.name())) {
                roles.add(role);
            }
        });
        return new Member(
                mspId,
                mspId + ":" + Hashes.hex(Hashes.sha256(encoded(certificate))),
                certificate,
                issuers,
                units,
                roles,
                admins.stream().anyMatch(certificate::equals),
                flaw);
    }

    private static final class UntrustedException extends Exception {
        private static final long serialVersionUID = 1L;

        UntrustedException(String message) {
            super(message);
        }
    }

    private List<X509Certificate> identityChain(X509Certificate certificate) throws UntrustedException {
        if (certificate.getBasicConstraints() >= 0) {
            throw new UntrustedException("a certificate authority's own certificate is no identity");
        }
        PublicKey key = certificate.getPublicKey();
        if (!(key instanceof ECPublicKey)
                && !(edwardsAllowed && key.getAlgorithm().equals("Ed25519"))) {
            throw new UntrustedException("keys of kind " + key.getAlgorithm() + " are not allowed");
        }
        List<X509Certificate> chain = chain(certificate);
        if (chain.size() < 2) {
            throw new UntrustedException("not issued by another certificate");
        }
        if (parentsOfIntermediates.contains(chain.get(1))) {
            throw new UntrustedException("issued by an authority that only issues authorities");
        }
        return chain;
    }

    /** The one chain from a certificate to a root, as it was good when the certificate became valid. */
    private List<X509Certificate> chain(X509Certificate certificate) throws UntrustedException {
        if (!mayServe(certificate)) {
            throw new UntrustedException("its extended key usage does not allow it");
        }
        List<List<X509Certificate>> chains = new ArrayList<>();
        collect(
                new ArrayList<>(List.of(certificate)),
                certificate.getNotBefore().toInstant().plusSeconds(1),
                chains);
        if (chains.size() != 1) {
            throw new UntrustedException("certificate of %s, issued by %s: %d chains lead to a root of %s"
                    .formatted(
                            certificate.getSubjectX500Principal(),
                            certificate.getIssuerX500Principal(),
                            chains.size(),
                            mspId));
        }
        return chains.get(0);
    }

    private void collect(List<X509Certificate> path, Instant at, List<List<X509Certificate>> chains) {
        X509Certificate last = path.get(path.size() - 1);
        if (!isInside(last, at) || path.size() > LONGEST_CHAIN) {
            return;
        }
        if (roots.contains(last)) {
            chains.add(List.copyOf(path));
            return;
        }
        for (List<X509Certificate> authorities : List.of(roots, intermediates)) {
            for (X509Certificate authority : authorities) {
                if (!path.contains(authority) && issued(authority, last, path.size() - 1)) {
                    path.add(authority);
                    collect(path, at, chains);
                    path.remove(path.size() - 1);
                }
            }
        }
    }

    private static boolean issued(X509Certificate authority, X509Certificate certificate, int authoritiesBelow) {
        int pathLimit = authority.getBasicConstraints();
        boolean[] usage = authority.getKeyUsage();
        if (!authority.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())
                || pathLimit < authoritiesBelow
                || usage != null && !usage[MAY_SIGN_CERTIFICATES]) {
            return false;
        }
        try {
            certificate.verify(authority.getPublicKey(), Certificates.PROVIDER);
            return true;
        } catch (GeneralSecurityException | RuntimeException e) {
            return false;
        }
    }

    private static boolean mayServe(X509Certificate certificate) {
        try {
            List<String> usages = certificate.getExtendedKeyUsage();
            return usages == null || usages.contains(SERVER_AUTHENTICATION) || usages.contains(ANY_USAGE);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static boolean isInside(X509Certificate certificate, Instant at) {
        return !at.isBefore(certificate.getNotBefore().toInstant())
                && !at.isAfter(certificate.getNotAfter().toInstant());
    }

    private boolean isRevoked(X509Certificate certificate, X509Certificate issuer) {
        byte[] issuerKey = subjectKey(issuer);
        for (X509CRL list : revocations) {
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

    private Optional<Flaw> roleFlaw(List<String> units, ByteString issuers) {
        if (!requiredUnits.isEmpty()
                && requiredUnits.stream().noneMatch(unit -> units.contains(unit.name()) && granted(unit, issuers))) {
            return noRole("none of its organisational units is one of " + mspId);
        }
        if (!rolesEnforced) {
            return Optional.empty();
        }
        int found = 0;
        for (String name : units) {
            for (Unit unit : roleUnits.values()) {
                if (unit.name().equals(name)) {
                    if (!granted(unit, issuers)) {
                        return noRole("role " + name + " was granted by another authority");
                    }
                    found++;
                }
            }
        }
        return found == 1 ? Optional.empty() : noRole("it has %d roles instead of one".formatted(found));
    }

    private static boolean granted(Unit unit, ByteString issuers) {
        return unit.issuers().isEmpty() || unit.issuers().get().equals(issuers);
    }

    private static Optional<Flaw> noRole(String detail) {
        return Optional.of(new Flaw(Flaw.Kind.NO_CLEAR_ROLE, detail));
    }

    private boolean readRoles(FabricNodeOUs units) throws Certificates.UnreadableException, UntrustedException {
        if (units.hasClientOuIdentifier()) {
            roleUnits.put(Role.CLIENT, unit(units.getClientOuIdentifier()));
        }
        if (units.hasPeerOuIdentifier()) {
            roleUnits.put(Role.PEER, unit(units.getPeerOuIdentifier()));
        }
        if (units.hasAdminOuIdentifier()) {
            roleUnits.put(Role.ADMIN, unit(units.getAdminOuIdentifier()));
        }
        if (units.hasOrdererOuIdentifier()) {
            roleUnits.put(Role.ORDERER, unit(units.getOrdererOuIdentifier()));
        }
        return units.getEnable() && !roleUnits.isEmpty();
    }

    private Unit unit(FabricOUIdentifier identifier) throws Certificates.UnreadableException, UntrustedException {
        if (identifier.getCertificate().isEmpty()) {
            return new Unit(identifier.getOrganizationalUnitIdentifier(), Optional.empty());
        }
        X509Certificate authority = Certificates.certificate(identifier.getCertificate());
        if (!roots.contains(authority) && !intermediates.contains(authority)) {
            throw new UntrustedException("unit " + identifier.getOrganizationalUnitIdentifier()
                    + " names an authority that is none of the organisation's");
        }
        return new Unit(identifier.getOrganizationalUnitIdentifier(), Optional.of(hash(chain(authority))));
    }

    private static List<X509Certificate> certificates(List<ByteString> pems) throws Certificates.UnreadableException {
        List<X509Certificate> certificates = new ArrayList<>();
        for (ByteString pem : pems) {
            certificates.add(Certificates.certificate(pem));
        }
        return List.copyOf(certificates);
    }

    private static ByteString hash(List<X509Certificate> chain) {
        return Hashes.sha256(chain.stream().map(Msp::encoded).toList());
    }

    private static ByteString encoded(X509Certificate certificate) {
        try {
            return ByteString.copyFrom(certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate that was read has an encoding", e);
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
