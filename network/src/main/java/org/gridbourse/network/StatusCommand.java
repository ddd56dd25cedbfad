package org.gridbourse.network;

import java.time.Instant;
import java.util.concurrent.Callable;
import org.gridbourse.fabric.json.Json;
import org.gridbourse.programs.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code network status}: exit code 0 if the network can be used, 3 if not. */
@Command(
        name = "status",
        description =
                "Shows every process, its port and memory, the height of each peer, and how long certificates hold.",
        mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
    @Mixin
    private NetworkMain.FolderOption folder;

    @Option(names = "--json", description = "The same as JSON.")
    private boolean json;

    @Override
    public Integer call() {
        NetworkStatus status = NetworkStatus.of(folder.runFolder(), Instant.now());
        System.out.print(json ? Json.pretty(status.fields()) : status.table());
        return status.usable() ? ExitCode.GOOD : ExitCode.SURROUNDINGS;
    }
}
