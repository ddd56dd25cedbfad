package org.gridbourse.network.identity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.gridbourse.fabric.identity.Pem;
import org.gridbourse.fabric.identity.Validity;
import org.gridbourse.programs.SurroundingsException;

/**
 * All certificates and keys of a network, in the folder layout of Fabric's cryptogen, so that Fabric's programs and any
 * client find what they look for. Creating again over the same folder keeps what is there and adds what is missing.
 */
public final class Identities {
    /** Whose certificate ends sooner than this gets a new one when the network starts. */
    private static final Duration RENEW_BEFORE_END = Duration.ofDays(30);
    /** Longer than any certificate lives. */
    private static final Duration ALL = Duration.ofDays(36_500);

    private final Path folder;
    private final Duration renewBeforeEnd;
    private final Map<String, OrganisationFolder> organisations = new LinkedHashMap<>();

    private Identities(Path folder, Duration renewBeforeEnd) {
        this.folder = folder.toAbsolutePath().normalize();
        this.renewBeforeEnd = renewBeforeEnd;
    }

    /**
     * Creates or completes the identities in a folder: every organisation with its node, its Admin, one user for each
     * role and the keys of its chaincode (organisations with a peer), and the extra users.
     */
    public static Identities create(Path folder, List<Organisation> organisations, List<User> extraUsers, Instant now) {
        return new Identities(folder, RENEW_BEFORE_END).with(organisations, extraUsers, now);
    }

    /** The same with new certificates for all of them; nodes and administrators keep their keys. */
    public static Identities renew(Path folder, List<Organisation> organisations, List<User> extraUsers, Instant now) {
        return new Identities(folder, ALL).with(organisations, extraUsers, now);
    }

    private Identities with(List<Organisation> added, List<User> extraUsers, Instant now) {
        for (Organisation organisation : added) {
            add(organisation, now);
        }
        extraUsers.forEach(user -> issue(user, now));
        return this;
    }

    /** Adds an organisation with all that belongs to it, unless it is there. */
    public void add(Organisation organisation, Instant now) {
        Path root = folder.resolve(organisation.node().organisationsFolder()).resolve(organisation.domain());
        OrganisationFolder created = OrganisationFolder.createOrOpen(root, organisation, Validity.tenYearsFrom(now));
        organisations.put(organisation.name(), created);
        if (created.canIssueAt(now)) {
            created.renew(now.plus(renewBeforeEnd), Validity.tenYearsFrom(now));
        }
        if (organisation.node() == NodeKind.PEER && created.canIssue()) {
            created.issueChaincodeTls(now, now.plus(renewBeforeEnd));
            User.oneForEachRole(organisation).forEach(user -> issue(user, now));
        }
    }

    /** Issues a user's certificate for ten years, unless one with the same attributes and time left is there. */
    public SigningIdentity issue(User user, Instant now) {
        OrganisationFolder issuer = organisation(user.organisation());
        boolean current = issuer.certificate(user.name())
                .filter(certificate -> issuer.attributesMatch(certificate, user.attributes()))
                .filter(certificate -> certificate.getNotAfter().toInstant().isAfter(now.plus(renewBeforeEnd)))
                .isPresent();
        return current ? issuer.user(user.name()) : issue(user, Validity.tenYearsFrom(now));
    }

    /** Issues a user's certificate for a time of one's own choice, in place of any earlier one. */
    public SigningIdentity issue(User user, Validity validity) {
        OrganisationFolder issuer = organisation(user.organisation());
        issuer.issueUser(user, validity);
        return issuer.user(user.name());
    }

    /** Puts users' certificates on their organisation's revocation list; it counts once the channel's configuration has it. */
    public void revoke(String organisation, Collection<X509Certificate> certificates, Instant now) {
        organisation(organisation).revoke(certificates, now);
    }

    public Path folder() {
        return folder;
    }

    public List<Organisation> organisations() {
        return organisations.values().stream()
                .map(OrganisationFolder::organisation)
                .toList();
    }

    /** The folder with {@code msp}, {@code users}, {@code peers} or {@code orderers} of an organisation. */
    public OrganisationFolder organisation(String name) {
        OrganisationFolder found = organisations.get(name);
        if (found == null) {
            throw new IllegalArgumentException(
                    "organisation (%s) must be one of %s".formatted(name, organisations.keySet()));
        }
        return found;
    }

    /** Refuses to go on with authorities or nodes whose certificates do not hold at this moment; users are their own matter. */
    public void requireValid(Instant now) {
        for (OrganisationFolder organisation : organisations.values()) {
            try (Stream<Path> files = Files.walk(organisation.path())) {
                files.filter(Identities::isInUse)
                        .filter(file -> !file.startsWith(organisation.users()))
                        .forEach(file -> requireValid(file, now));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static void requireValid(Path file, Instant now) {
        X509Certificate certificate = Pem.certificateOn(file);
        Instant begin = certificate.getNotBefore().toInstant();
        Instant end = certificate.getNotAfter().toInstant();
        if (now.isBefore(begin)) {
            throw new SurroundingsException("this machine's clock says %s, but %s only holds from %s on: set the clock"
                    .formatted(now, file, begin));
        }
        if (now.isAfter(end)) {
            throw new SurroundingsException(
                    "%s has expired on %s: set the clock if it is wrong, else start anew with --clean"
                            .formatted(file, end));
        }
    }

    /** Whether a file is the certificate of an authority, a node or a user, and not one of the many copies. */
    static boolean isInUse(Path file) {
        String name = file.getFileName().toString();
        String parent = file.getParent().getFileName().toString();
        return name.endsWith("-cert.pem") && List.of("ca", "tlsca", "signcerts").contains(parent)
                || name.equals("server.crt")
                || name.equals("client.crt");
    }
}
