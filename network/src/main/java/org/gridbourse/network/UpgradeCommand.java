package org.gridbourse.network;

import java.util.concurrent.Callable;
import org.gridbourse.programs.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code network upgrade}: the chaincode as it is built now takes over, on the same ledger, by a new definition. */
@Command(
        name = "upgrade",
        description = "Starts the chaincode anew and puts it in force under a new version.",
        mixinStandardHelpOptions = true)
final class UpgradeCommand implements Callable<Integer> {
    @Mixin
    private NetworkMain.FolderOption folder;

    @Parameters(paramLabel = "VERSION", description = "The new version, such as 2.")
    private String version;

    @Override
    public Integer call() {
        Requests.ask(folder.runFolder(), Requests.UPGRADE, version);
        System.out.println("chaincode version %s is in force".formatted(version));
        return ExitCode.GOOD;
    }
}
