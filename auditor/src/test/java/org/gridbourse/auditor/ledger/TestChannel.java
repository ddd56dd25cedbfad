package org.gridbourse.auditor.ledger;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.gridbourse.fabric.identity.Validity;
import org.gridbourse.market.state.Caller;
import org.gridbourse.network.genesis.Batch;
import org.gridbourse.network.genesis.ChannelConfiguration;
import org.gridbourse.network.genesis.Consensus;
import org.gridbourse.network.genesis.GenesisBlock;
import org.gridbourse.network.genesis.Member;
import org.gridbourse.network.identity.Identities;
import org.gridbourse.network.identity.Organisation;
import org.gridbourse.network.identity.SigningIdentity;
import org.gridbourse.network.identity.User;

/** A channel of Grid, North and South with all their keys, made once for all tests. */
public final class TestChannel {
    public static final String NAME = "energy";
    public static final Instant START = Instant.parse("2026-01-14T12:00:00Z");

    private static final TestChannel SHARED = new TestChannel();

    private final Identities identities;
    private final ByteString genesis;
    private final Map<User, SigningIdentity> users = new HashMap<>();

    private TestChannel() {
        try {
            Path folder = Files.createTempDirectory("test-channel");
            List<Organisation> all = Stream.concat(Organisation.peers().stream(), Organisation.orderers().stream())
                    .toList();
            identities = Identities.create(folder, all, List.of(), START);
            genesis = genesis(Consensus.EMBEDDED, Organisation.orderers());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static TestChannel shared() {
        return SHARED;
    }

    public ByteString genesis() {
        return genesis;
    }

    /** The peer of an organisation such as {@code Grid}. */
    public SigningIdentity peer(String organisation) {
        return identities.organisation(organisation).nodeIdentity();
    }

    /** The orderer of an organisation such as {@code Grid}. */
    public SigningIdentity orderer(String organisation) {
        return identities.organisation(organisation + "Ord").nodeIdentity();
    }

    public SigningIdentity admin(String organisation) {
        return identities.organisation(organisation).user("Admin");
    }

    public SigningIdentity operator() {
        return identities.organisation("Grid").user("operator");
    }

    public SigningIdentity prosumer(String organisation, String participantId) {
        return user(new User(organisation, participantId, Map.of("role", "prosumer", "participant", participantId)));
    }

    /** Somebody whose certificate says what a caller is. */
    public SigningIdentity caller(Caller caller) {
        Map<String, String> attributes = new TreeMap<>();
        caller.role().ifPresent(role -> attributes.put("role", role));
        caller.participantId().ifPresent(participant -> attributes.put("participant", participant));
        String organisation = caller.mspId().replace("MSP", "");
        return user(new User(organisation, "caller-" + String.join("-", attributes.values()), attributes));
    }

    /** A user whose certificate is good for an hour only. */
    public SigningIdentity expired(String organisation) {
        return identities.issue(
                new User(organisation, "expired", Map.of("role", "operator")),
                new Validity(START, START.plusSeconds(3_600)));
    }

    /** The genesis block of the same channel, had it this user's certificate on its organisation's revocation list from the start. */
    public synchronized ByteString genesisWithout(String organisation, SigningIdentity revoked) {
        identities.revoke(organisation, List.of(revoked.certificate()), START);
        try {
            return genesis(Consensus.EMBEDDED, Organisation.orderers());
        } finally {
            takeRevocationLists(organisation);
        }
    }

    /** The list by which an organisation's authority revokes a user, as it stands in a configuration. */
    public synchronized List<ByteString> revocationList(String organisation, SigningIdentity revoked) {
        identities.revoke(organisation, List.of(revoked.certificate()), START);
        return takeRevocationLists(organisation);
    }

    private List<ByteString> takeRevocationLists(String organisation) {
        Path folder = identities.organisation(organisation).verifyingMsp().resolve("crls");
        try (Stream<Path> files = Files.list(folder)) {
            List<ByteString> lists = new ArrayList<>();
            for (Path file : files.toList()) {
                lists.add(ByteString.copyFrom(Files.readAllBytes(file)));
                Files.delete(file);
            }
            return lists;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whose identity this is; all keys are at hand. */
    public SigningIdentity owner(ByteString identity) {
        return Stream.of(
                        List.of(operator(), admin("Grid"), admin("North"), admin("South")).stream(),
                        Organisation.peers().stream().map(each -> peer(each.name())),
                        List.copyOf(users.values()).stream())
                .flatMap(stream -> stream)
                .filter(each -> each.serialized().toByteString().equals(identity))
                .findFirst()
                .orElseThrow();
    }

    private ByteString genesis(Consensus consensus, List<Organisation> orderers) {
        return GenesisBlock.build(
                        new ChannelConfiguration(
                                NAME, consensus, Batch.standard(), members(Organisation.peers()), members(orderers)),
                        START)
                .toByteString();
    }

    private synchronized SigningIdentity user(User user) {
        return users.computeIfAbsent(user, each -> identities.issue(each, START));
    }

    private List<Member> members(List<Organisation> organisations) {
        return organisations.stream()
                .map(each -> Member.withoutEndpoint(identities.organisation(each.name())))
                .toList();
    }
}
