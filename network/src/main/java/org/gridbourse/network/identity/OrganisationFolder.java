package org.gridbourse.network.identity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.GeneralName;
import org.gridbourse.fabric.ConnectionFile;
import org.gridbourse.fabric.identity.CertificateAuthority;
import org.gridbourse.fabric.identity.Keys;
import org.gridbourse.fabric.identity.Pem;
import org.gridbourse.fabric.identity.Validity;
import org.gridbourse.programs.PrivateFolder;
import org.gridbourse.programs.SurroundingsException;

/**
 * One organisation's certificates and keys on disk: {@code ca}, {@code tlsca}, {@code msp} (what others need to check
 * it), its node and its users.
 */
public final class OrganisationFolder {
    private static final String PRIVATE_KEY = "priv_sk";

    private final Path path;
    private final Organisation organisation;
    private final Optional<CertificateAuthority> signing;
    private final Optional<CertificateAuthority> tls;

    private OrganisationFolder(
            Path path,
            Organisation organisation,
            Optional<CertificateAuthority> signing,
            Optional<CertificateAuthority> tls) {
        this.path = path;
        this.organisation = organisation;
        this.signing = signing;
        this.tls = tls;
    }

    static OrganisationFolder createOrOpen(Path path, Organisation organisation, Validity validity) {
        if (Files.isDirectory(path)) {
            return open(path, organisation);
        }
        CertificateAuthority signing = CertificateAuthority.create("ca", organisation.domain(), validity);
        CertificateAuthority tls = CertificateAuthority.create("tlsca", organisation.domain(), validity);
        // whole or not at all: an interrupted start leaves no half organisation behind
        WholeFolder.write(path, draft -> {
            OrganisationFolder folder =
                    new OrganisationFolder(draft, organisation, Optional.of(signing), Optional.of(tls));
            folder.writeAuthority("ca", signing);
            folder.writeAuthority("tlsca", tls);
            folder.writeVerifyingMsp(draft.resolve("msp"));
            folder.issueNode(validity);
            folder.issueMember("Admin", "admin", Map.of(), validity);
        });
        return open(path, organisation);
    }

    private static OrganisationFolder open(Path path, Organisation organisation) {
        return new OrganisationFolder(
                path,
                organisation,
                readAuthority(path, "ca", organisation),
                readAuthority(path, "tlsca", organisation));
    }

    /** Whether the authorities' keys are here. Of another organisation one has its public part alone. */
    public boolean canIssue() {
        return signing.isPresent() && tls.isPresent();
    }

    public Path path() {
        return path;
    }

    public Organisation organisation() {
        return organisation;
    }

    /** What others need to check this organisation's members. */
    public Path verifyingMsp() {
        return path.resolve("msp");
    }

    /** The node's folder, with {@code msp} and {@code tls}. */
    public Path node() {
        return path.resolve(organisation.node().nodesFolder()).resolve(organisation.nodeName());
    }

    /** A user's folder, with {@code msp} and {@code tls}. */
    public Path userFolder(String name) {
        return users().resolve(name + "@" + organisation.domain());
    }

    public Path users() {
        return path.resolve("users");
    }

    /** The root certificate of the organisation's TLS servers. */
    public Path tlsRootCertificate() {
        return verifyingMsp().resolve("tlscacerts").resolve(authorityFile("tlsca", organisation));
    }

    /** The keys between the organisation's peer and its chaincode's process. */
    public ChaincodeTls chaincodeTls() {
        return new ChaincodeTls(path.resolve("chaincode"));
    }

    /**
     * The organisation as its clients see it.
     *
     * @param gateway host and port of its peer's gateway
     */
    public ConnectionFile.Organisation clientsView(String gateway) {
        return new ConnectionFile.Organisation(
                organisation.name(), organisation.mspId(), gateway, tlsRootCertificate(), users());
    }

    /** The node as endorser or block signer. */
    public SigningIdentity nodeIdentity() {
        return identity(node());
    }

    public SigningIdentity user(String name) {
        return identity(userFolder(name));
    }

    Optional<X509Certificate> certificate(String user) {
        return Files.isDirectory(userFolder(user)) ? Optional.of(user(user).certificate()) : Optional.empty();
    }

    boolean attributesMatch(X509Certificate certificate, Map<String, String> attributes) {
        return CertificateAuthority.hasAttributes(certificate, attributes);
    }

    /** Makes the keys between peer and chaincode, or new ones where theirs end before that time. */
    void issueChaincodeTls(Instant now, Instant endBefore) {
        ChaincodeTls.createOrOpen(chaincodeTls().folder(), "chaincode." + organisation.domain(), now, endBefore);
    }

    /** Whether its authorities' keys are here and their certificates hold then. */
    boolean canIssueAt(Instant time) {
        return canIssue() && required(signing).holdsAt(time) && required(tls).holdsAt(time);
    }

    /** New certificates for the node and the administrator where theirs end before that time; their keys stay. */
    void renew(Instant endBefore, Validity validity) {
        CertificateRenewal renewal = new CertificateRenewal(required(signing), required(tls), endBefore, validity);
        String role = organisation.node().organisationalUnit();
        renewal.renew(node(), new CertificateRenewal.Subject(organisation.nodeName(), role, "server", nodeHosts()));
        String administrator = "Admin@" + organisation.domain();
        renewal.renew(userFolder("Admin"), new CertificateRenewal.Subject(administrator, "admin", "client", List.of()));
    }

    void issueUser(User user, Validity validity) {
        if (user.name().equals("Admin")) {
            throw new IllegalArgumentException("name (Admin) is the administrator's, made with the organisation");
        }
        issueMember(user.name(), "client", user.attributes(), validity);
    }

    /** Adds certificates to the organisation's revocation list. */
    void revoke(Collection<X509Certificate> certificates, Instant now) {
        Path file = verifyingMsp().resolve("crls").resolve("crl.pem");
        try {
            Set<BigInteger> numbers = new TreeSet<>(Files.exists(file) ? Pem.revokedNumbers(file) : Set.of());
            certificates.forEach(certificate -> numbers.add(certificate.getSerialNumber()));
            Files.createDirectories(file.getParent());
            Files.writeString(file, required(signing).revoke(numbers, now, Validity.tenYearsFrom(now)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void issueNode(Validity validity) throws IOException {
        String name = organisation.nodeName();
        String role = organisation.node().organisationalUnit();
        WholeFolder.write(node(), draft -> {
            writeMsp(draft.resolve("msp"), name, role, Map.of(), validity);
            writeTls(draft.resolve("tls"), "server", name, nodeHosts(), validity);
        });
    }

    private List<GeneralName> nodeHosts() {
        return List.of(
                new GeneralName(GeneralName.dNSName, organisation.nodeName()),
                new GeneralName(GeneralName.dNSName, organisation.node().host()),
                new GeneralName(GeneralName.dNSName, "localhost"),
                new GeneralName(GeneralName.iPAddress, "127.0.0.1"));
    }

    private void issueMember(String name, String role, Map<String, String> attributes, Validity validity) {
        String fullName = name + "@" + organisation.domain();
        WholeFolder.write(userFolder(name), draft -> {
            writeMsp(draft.resolve("msp"), fullName, role, attributes, validity);
            writeTls(draft.resolve("tls"), "client", fullName, List.of(), validity);
        });
    }

    private void writeMsp(Path msp, String commonName, String role, Map<String, String> attributes, Validity validity)
            throws IOException {
        writeVerifyingMsp(msp);
        KeyPair keys = Keys.generate();
        String certificate = required(signing).issueSigning(commonName, role, attributes, keys.getPublic(), validity);
        writeKey(Files.createDirectory(msp.resolve("keystore")).resolve(PRIVATE_KEY), keys.getPrivate());
        Path certificates = Files.createDirectory(msp.resolve("signcerts"));
        Files.writeString(certificates.resolve(commonName + "-cert.pem"), certificate);
    }

    private void writeTls(Path folder, String side, String commonName, List<GeneralName> hosts, Validity validity)
            throws IOException {
        KeyPair keys = Keys.generate();
        Files.createDirectory(folder);
        Files.writeString(folder.resolve("ca.crt"), required(tls).certificatePem());
        Files.writeString(
                folder.resolve(side + ".crt"), required(tls).issueTls(commonName, hosts, keys.getPublic(), validity));
        writeKey(folder.resolve(side + ".key"), keys.getPrivate());
    }

    private void writeVerifyingMsp(Path msp) throws IOException {
        Files.createDirectories(msp.resolve("admincerts"));
        Path roots = Files.createDirectory(msp.resolve("cacerts"));
        Path tlsRoots = Files.createDirectory(msp.resolve("tlscacerts"));
        Files.writeString(
                roots.resolve(authorityFile("ca", organisation)),
                required(signing).certificatePem());
        Files.writeString(
                tlsRoots.resolve(authorityFile("tlsca", organisation)),
                required(tls).certificatePem());
        Files.writeString(msp.resolve("config.yaml"), nodeOrganisationalUnits());
    }

    private String nodeOrganisationalUnits() {
        StringBuilder yaml = new StringBuilder("NodeOUs:\n  Enable: true\n");
        for (String role : List.of("client", "peer", "admin", "orderer")) {
            String title = Character.toUpperCase(role.charAt(0)) + role.substring(1);
            yaml.append("  %sOUIdentifier:\n    Certificate: cacerts/%s\n    OrganizationalUnitIdentifier: %s\n"
                    .formatted(title, authorityFile("ca", organisation), role));
        }
        return yaml.toString();
    }

    private void writeAuthority(String kind, CertificateAuthority authority) throws IOException {
        Path folder = Files.createDirectory(path.resolve(kind));
        writeKey(folder.resolve(PRIVATE_KEY), authority.key());
        Files.writeString(folder.resolve(authorityFile(kind, organisation)), authority.certificatePem());
    }

    private static Optional<CertificateAuthority> readAuthority(Path path, String kind, Organisation organisation) {
        Path folder = path.resolve(kind);
        if (!Files.exists(folder.resolve(PRIVATE_KEY))) {
            return Optional.empty();
        }
        try {
            String certificate = Files.readString(folder.resolve(authorityFile(kind, organisation)));
            return Optional.of(CertificateAuthority.of(certificate, Pem.readPrivateKey(folder.resolve(PRIVATE_KEY))));
        } catch (IOException e) {
            throw new UncheckedIOException("the authority in " + folder + " cannot be read", e);
        }
    }

    private CertificateAuthority required(Optional<CertificateAuthority> authority) {
        return authority.orElseThrow(
                () -> new SurroundingsException("%s has no authority's key: only its owner issues certificates of %s"
                        .formatted(path, organisation.name())));
    }

    private SigningIdentity identity(Path member) {
        try (Stream<Path> certificates = Files.list(member.resolve("msp/signcerts"))) {
            Path file = certificates.findFirst().orElseThrow();
            PrivateKey key = Pem.readPrivateKey(member.resolve("msp/keystore").resolve(PRIVATE_KEY));
            return new SigningIdentity(organisation.mspId(), Files.readString(file), Pem.readCertificate(file), key);
        } catch (IOException e) {
            throw new UncheckedIOException("no identity in " + member, e);
        }
    }

    private static void writeKey(Path file, PrivateKey key) throws IOException {
        PrivateFolder.createFile(file);
        Files.writeString(file, Pem.privateKey(key));
    }

    private static String authorityFile(String kind, Organisation organisation) {
        return kind + "." + organisation.domain() + "-cert.pem";
    }
}
