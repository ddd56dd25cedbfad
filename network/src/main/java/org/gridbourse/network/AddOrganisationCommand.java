package org.gridbourse.network;

import java.util.concurrent.Callable;
import org.gridbourse.programs.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code network add-organisation}: another organisation joins the running network on real Fabric. */
@Command(
        name = "add-organisation",
        description = "Lets another organisation join, with certificates, a peer and a chaincode process of its own.",
        mixinStandardHelpOptions = true)
final class AddOrganisationCommand implements Callable<Integer> {
    @Mixin
    private NetworkMain.FolderOption folder;

    @Parameters(paramLabel = "NAME", description = "Its name, such as East.")
    private String name;

    @Override
    public Integer call() {
        requireName(name);
        Requests.ask(folder.runFolder(), Requests.ADD_ORGANISATION, name);
        System.out.println(
                "%s has joined: %s".formatted(name, folder.runFolder().connectionFile()));
        return ExitCode.GOOD;
    }

    static void requireName(String name) {
        if (!name.matches("[A-Z][A-Za-z0-9]{0,20}")) {
            throw new IllegalArgumentException(
                    "NAME (%s) must be a capital letter and up to 20 letters or digits".formatted(name));
        }
    }
}
