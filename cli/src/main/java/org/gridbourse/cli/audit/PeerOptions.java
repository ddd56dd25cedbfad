package org.gridbourse.cli.audit;

import java.nio.file.Files;
import java.nio.file.Path;
import org.gridbourse.auditor.AuditInputException;
import org.gridbourse.auditor.network.Peer;
import org.gridbourse.fabric.ConnectionFile;
import org.gridbourse.programs.SurroundingsException;
import picocli.CommandLine.Option;

/** Which peer of which network, and as whom. */
final class PeerOptions {
    @Option(
            names = "--connection",
            paramLabel = "FILE",
            defaultValue = "network/run/connection.json",
            description = "the network's connection file (default: ${DEFAULT-VALUE})")
    private Path connection;

    @Option(
            names = "--organisation",
            paramLabel = "NAME",
            defaultValue = "Grid",
            description = "whose peer is asked (default: ${DEFAULT-VALUE})")
    private String organisation;

    @Option(
            names = "--user",
            paramLabel = "NAME",
            defaultValue = "auditor",
            description = "as which of its users (default: ${DEFAULT-VALUE})")
    private String user;

    ConnectionFile connection() throws AuditInputException {
        if (!Files.exists(connection)) {
            throw new SurroundingsException(
                    "There is no network: %s is not there. Start one with network/up, or name another with --connection."
                            .formatted(connection));
        }
        return Peer.connection(connection);
    }

    Peer connect() throws AuditInputException {
        return Peer.connect(connection(), organisation, user);
    }
}
