package org.gridbourse.gateway.fabric;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.gridbourse.fabric.ClientIdentity;
import org.gridbourse.fabric.ConnectionException;
import org.gridbourse.fabric.MspFolder;
import org.gridbourse.gateway.settings.StartupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The identities of one organisation, from the usual folders {@code <User>@<domain>/msp/{signcerts,keystore}}, whoever
 * issued them. They are found by what their certificates say, not by what the folders are called; a valid certificate
 * goes before an expired one. The folders are looked at again while the program runs.
 */
public final class Wallet {
    private static final Logger log = LoggerFactory.getLogger(Wallet.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

    private final Path users;
    private final String mspId;
    private final InstantSource clock;
    private Map<MspFolder, Content> contents;
    private Instant looked;

    /** What a folder held when its files had this stamp. */
    private record Content(List<String> stamp, List<Member> members) {}

    /**
     * A certificate and what it says of its bearer.
     *
     * @param role operator, prosumer, meter or auditor
     * @param participantId whom a prosumer stands for
     */
    private record Member(ClientIdentity identity, Optional<String> role, Optional<String> participantId) {
        static Member of(ClientIdentity identity) {
            CertificateAttributes attributes = CertificateAttributes.of(identity.certificate());
            return new Member(identity, attributes.text("role"), attributes.text("participant"));
        }

        boolean hasRole(String wanted) {
            return role.filter(wanted::equals).isPresent();
        }
    }

    private Wallet(Path users, String mspId, InstantSource clock) throws ConnectionException {
        this.users = users;
        this.mspId = mspId;
        this.clock = clock;
        this.looked = clock.instant();
        this.contents = new HashMap<>();
        for (MspFolder folder : MspFolder.of(users, mspId)) {
            contents.put(folder, read(folder));
        }
    }

    /** Reads every identity of the folder; a damaged one stops the start, since it would be missed later. */
    public static Wallet read(Path users, String mspId, InstantSource clock) {
        Wallet wallet;
        try {
            wallet = new Wallet(users, mspId, clock);
        } catch (ConnectionException problem) {
            throw StartupException.surroundings(
                    "identities cannot be read from %s: %s".formatted(users, problem.getMessage()), problem);
        }
        if (wallet.contents.isEmpty()) {
            throw StartupException.surroundings(
                    "%s holds no identity: a folder <User>@<domain>/msp/{signcerts,keystore} for each is needed"
                            .formatted(users));
        }
        return wallet;
    }

    public WalletIdentity operator() {
        return required(member -> member.hasRole("operator"), "role=operator");
    }

    public WalletIdentity prosumer(String participantId) {
        return required(
                member -> member.hasRole("prosumer")
                        && member.participantId().filter(participantId::equals).isPresent(),
                "role=prosumer and participant=" + participantId);
    }

    /** Who collects readings for the organisation; without one each prosumer hands in its own. */
    public Optional<WalletIdentity> meter() {
        Predicate<Member> meters = member -> member.hasRole("meter");
        return find(meters).map(found -> identity(meters, "role=meter"));
    }

    /** Who reads the ledger for this instance: any member of the organisation may, the auditor first. */
    public WalletIdentity reader() {
        Predicate<Member> auditors = member -> member.hasRole("auditor");
        return find(auditors).isPresent() ? identity(auditors, "role=auditor") : identity(member -> true, "any role");
    }

    /** Whole days until somebody is left without a valid certificate. */
    public long daysLeft(Instant now) {
        Map<List<Optional<String>>, Instant> lastEnds = members().stream()
                .collect(Collectors.toMap(
                        member -> List.of(member.role(), member.participantId()),
                        member -> end(member.identity().certificate()),
                        (one, other) -> one.isAfter(other) ? one : other));
        return lastEnds.values().stream()
                .mapToLong(end -> Duration.between(now, end).toDays())
                .min()
                .orElseThrow();
    }

    private WalletIdentity required(Predicate<Member> wanted, String attributes) {
        WalletIdentity identity = identity(wanted, attributes);
        identity.current();
        return identity;
    }

    private WalletIdentity identity(Predicate<Member> wanted, String attributes) {
        return new WalletIdentity(mspId, () -> find(wanted)
                .orElseThrow(() -> StartupException.surroundings(
                        "%s holds no identity with %s: issue one".formatted(users, attributes))));
    }

    private Optional<ClientIdentity> find(Predicate<Member> wanted) {
        return members().stream().filter(wanted).map(Member::identity).min(ClientIdentity.bestAt(clock.instant()));
    }

    private synchronized List<Member> members() {
        Instant now = clock.instant();
        if (Duration.between(looked, now).compareTo(LOOK_EVERY) >= 0) {
            looked = now;
            lookAgain();
        }
        return contents.values().stream()
                .map(Content::members)
                .flatMap(Collection::stream)
                .toList();
    }

    private void lookAgain() {
        try {
            contents = MspFolder.of(users, mspId).stream()
                    .map(folder -> Map.entry(folder, refreshed(folder)))
                    .filter(content -> content.getValue().isPresent())
                    .collect(Collectors.toMap(
                            Map.Entry::getKey, content -> content.getValue().orElseThrow()));
        } catch (ConnectionException away) {
            log.warn("the identities that were read before are kept: {}", away.getMessage());
        }
    }

    private Optional<Content> refreshed(MspFolder folder) {
        Optional<Content> known = Optional.ofNullable(contents.get(folder));
        try {
            List<String> stamp = folder.stamp();
            return known.filter(content -> content.stamp().equals(stamp)).isPresent()
                    ? known
                    : Optional.of(read(folder));
        } catch (ConnectionException beingWritten) {
            log.debug("what was read of {} before is kept", folder, beingWritten);
            return known;
        }
    }

    private static Content read(MspFolder folder) throws ConnectionException {
        List<String> stamp = folder.stamp();
        List<Member> members = new ArrayList<>();
        for (ClientIdentity identity : folder.identities()) {
            members.add(Member.of(identity));
        }
        return new Content(stamp, List.copyOf(members));
    }

    private static Instant end(X509Certificate certificate) {
        return certificate.getNotAfter().toInstant();
    }
}
