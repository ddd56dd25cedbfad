package org.gridbourse.network;

import java.util.concurrent.Callable;
import org.gridbourse.programs.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code network down}: nothing of the network runs afterwards; the ledger stays. */
@Command(name = "down", description = "Stops the network and keeps its ledger.", mixinStandardHelpOptions = true)
final class DownCommand implements Callable<Integer> {
    @Mixin
    private NetworkMain.FolderOption folder;

    @Override
    public Integer call() {
        int stopped = folder.runFolder().stopAll();
        System.out.println(stopped == 0 ? "nothing was running" : "stopped %d processes".formatted(stopped));
        return ExitCode.GOOD;
    }
}
