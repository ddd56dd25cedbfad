package org.gridbourse.auditor.fabric;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.security.PublicKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    private final String mspId;
    private final boolean edwardsAllowed;
    private final CertificateChains chains;
    private final RevocationLists revocations;
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
            chains = new CertificateChains(
                    mspId, certificates(config.getRootCertsList()), certificates(config.getIntermediateCertsList()));
            admins = certificates(config.getAdminsList());
            revocations = RevocationLists.of(config.getRevocationListList());
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
            if (revocations.contain(certificate, chain.get(1))) {
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

    private List<X509Certificate> identityChain(X509Certificate certificate) throws UntrustedException {
        if (certificate.getBasicConstraints() >= 0) {
            throw new UntrustedException("a certificate authority's own certificate is no identity");
        }
        PublicKey key = certificate.getPublicKey();
        if (!(key instanceof ECPublicKey)
                && !(edwardsAllowed && key.getAlgorithm().equals("Ed25519"))) {
            throw new UntrustedException("keys of kind " + key.getAlgorithm() + " are not allowed");
        }
        List<X509Certificate> chain = chains.of(certificate);
        if (chain.size() < 2) {
            throw new UntrustedException("not issued by another certificate");
        }
        if (chains.issuesAuthoritiesOnly(chain.get(1))) {
            throw new UntrustedException("issued by an authority that only issues authorities");
        }
        return chain;
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
        if (!chains.hasAuthority(authority)) {
            throw new UntrustedException("unit " + identifier.getOrganizationalUnitIdentifier()
                    + " names an authority that is none of the organisation's");
        }
        return new Unit(identifier.getOrganizationalUnitIdentifier(), Optional.of(hash(chains.of(authority))));
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
}
