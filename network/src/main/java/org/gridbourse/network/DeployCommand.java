package org.gridbourse.network;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.gridbourse.fabric.ConnectionFile;
import org.gridbourse.network.fabric.FabricPrograms;
import org.gridbourse.programs.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code network deploy}: makes a channel of nodes that somebody else has started, and puts the chaincode in force. */
@Command(
        name = "deploy",
        description = "Joins running nodes to the channel, agrees on the chaincode, and waits for a first transaction.",
        mixinStandardHelpOptions = true)
final class DeployCommand implements Callable<Integer> {
    @Mixin
    private NetworkMain.FolderOption folder;

    @Option(
            names = "--by-name",
            description = "Reach nodes by their names (peer0.grid.example, ...), not at ports of this machine.")
    private boolean byName;

    @Mixin
    private LaterOptions later;

    @Override
    public Integer call() {
        RunFolder runFolder = folder.runFolder();
        ConnectionFile connection =
                later.of(runFolder.path()).deploy(FabricPrograms.find(System.getenv()), byName, Instant.now());
        new Readiness(connection).await(InstantSource.system());
        connection.write(runFolder.path());
        System.out.println("the network can be used: " + runFolder.connectionFile());
        return ExitCode.GOOD;
    }
}
