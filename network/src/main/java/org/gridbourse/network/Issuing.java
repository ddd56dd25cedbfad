package org.gridbourse.network;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.gridbourse.fabric.ConnectionFile;
import org.gridbourse.network.identity.Identities;
import org.gridbourse.network.identity.Organisation;
import org.gridbourse.network.identity.User;

/**
 * Issues identities while a network is up. Its members know their users by the authority that signed their certificates:
 * nothing on the channel changes, and a gateway-app finds the new folder by itself.
 */
final class Issuing {
    private final ConnectionFile connection;

    Issuing(ConnectionFile connection) {
        this.connection = connection;
    }

    /** Answers the users' folders; who has a certificate with the same attributes keeps it. */
    List<Path> issue(List<User> users, Instant now) {
        List<Path> folders = new ArrayList<>();
        for (User user : users) {
            Organisation organisation =
                    Organisation.peer(issuer(user.organisation()).name());
            Identities identities =
                    Identities.create(crypto(user.organisation()), List.of(organisation), List.of(user), now);
            folders.add(identities.organisation(user.organisation()).userFolder(user.name()));
        }
        return folders;
    }

    private ConnectionFile.Organisation issuer(String name) {
        return connection.organisations().stream()
                .filter(organisation -> organisation.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("organisation (%s) must be one of %s"
                        .formatted(
                                name,
                                connection.organisations().stream()
                                        .map(ConnectionFile.Organisation::name)
                                        .toList())));
    }

    /** {@code connection.json} names {@code crypto/peerOrganizations/DOMAIN/users}. */
    private Path crypto(String organisation) {
        return issuer(organisation).users().getParent().getParent().getParent();
    }
}
