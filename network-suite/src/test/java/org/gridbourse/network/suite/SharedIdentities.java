package org.gridbourse.network.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.gridbourse.fabric.identity.Validity;
import org.gridbourse.network.identity.Identities;
import org.gridbourse.network.identity.Organisation;
import org.gridbourse.network.identity.User;

/**
 * Certificates and keys, made once for each chaincode and copied for each network: the same proposal is good on both
 * networks and has the same transaction id there. One user of Grid is revoked in the genesis block, one has expired.
 */
final class SharedIdentities {
    private static final Map<ChaincodeUnderTest, Path> MADE = new ConcurrentHashMap<>();

    private SharedIdentities() {}

    static void copyTo(Path crypto, ChaincodeUnderTest chaincode) {
        Path made = MADE.computeIfAbsent(chaincode, SharedIdentities::make);
        try (Stream<Path> content = Files.walk(made)) {
            for (Path path : content.toList()) {
                Files.copy(path, crypto.resolve(made.relativize(path).toString()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path make(ChaincodeUnderTest chaincode) {
        Path crypto = TemporaryFolders.untilTheEnd("gridbourse-suite-crypto");
        List<User> users = new ArrayList<>(chaincode.users());
        users.add(NetworkUnderTest.REVOKED);
        Instant now = Instant.now();
        Identities identities = Identities.create(crypto, Organisation.peers(), users, now);
        identities.issue(NetworkUnderTest.EXPIRED, new Validity(now.minusSeconds(7_200), now.minusSeconds(3_600)));
        identities.revoke(
                "Grid",
                List.of(identities
                        .organisation("Grid")
                        .user(NetworkUnderTest.REVOKED.name())
                        .certificate()),
                now);
        return crypto;
    }
}
