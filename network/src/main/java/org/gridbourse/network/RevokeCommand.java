package org.gridbourse.network;

import java.util.concurrent.Callable;
import org.gridbourse.programs.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code network revoke}: a user's certificate no longer counts, on the running network on real Fabric. */
@Command(
        name = "revoke",
        description = "Takes a user's certificate out of force on every peer.",
        mixinStandardHelpOptions = true)
final class RevokeCommand implements Callable<Integer> {
    @Mixin
    private NetworkMain.FolderOption folder;

    @Parameters(index = "0", paramLabel = "ORGANISATION", description = "Whose user, such as North.")
    private String organisation;

    @Parameters(index = "1", paramLabel = "USER", description = "The user's name before the @, such as north-1.")
    private String user;

    @Override
    public Integer call() {
        Requests.ask(folder.runFolder(), Requests.REVOKE, organisation, user);
        System.out.println("%s of %s is revoked".formatted(user, organisation));
        return ExitCode.GOOD;
    }
}
