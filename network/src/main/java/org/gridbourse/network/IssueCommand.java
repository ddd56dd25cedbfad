package org.gridbourse.network;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.gridbourse.fabric.ConnectionFile;
import org.gridbourse.network.identity.User;
import org.gridbourse.programs.ExitCode;
import org.gridbourse.programs.SurroundingsException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code network issue}: the certificate of a participant, on a running network. */
@Command(
        name = "issue",
        description = {
            "Issues the certificate by which a participant's orders are known, while the network is up.",
            "Its organisation's gateway-app takes it up within seconds. The same call again changes nothing."
        },
        footer = {"", "Example: network/issue North north-7"},
        mixinStandardHelpOptions = true)
final class IssueCommand implements Callable<Integer> {
    @Mixin
    private NetworkMain.FolderOption folder;

    @Parameters(index = "0", paramLabel = "ORGANISATION", description = "Whose participant it is, such as North.")
    private String organisation;

    @Parameters(
            index = "1",
            paramLabel = "PARTICIPANT",
            description = "Its id, as it is or will be registered, such as north-7.")
    private String participantId;

    @Override
    public Integer call() {
        RunFolder runFolder = folder.runFolder();
        ConnectionFile connection = runFolder
                .connection()
                .filter(there -> runFolder.launcher().isPresent())
                .orElseThrow(() -> new SurroundingsException(
                        "no network is up in %s; start it with network/up".formatted(runFolder.path())));
        User user = new User(organisation, participantId, Map.of("role", "prosumer", "participant", participantId));
        new Issuing(connection)
                .issue(List.of(user), Instant.now())
                .forEach(path -> System.out.println(
                        "%s of %s has its certificate and key in %s".formatted(participantId, organisation, path)));
        return ExitCode.GOOD;
    }
}
