package org.gridbourse.cli.audit;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.gridbourse.auditor.network.BlockFetch;
import org.gridbourse.auditor.network.Peer;
import org.gridbourse.programs.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gridbourse audit fetch}: blocks from a running network into files. */
@Command(
        name = "fetch",
        mixinStandardHelpOptions = true,
        description = {
            "Fetches all blocks from a running network into block_000000.pb, … and block 0 into genesis.pb.",
            "Called again it goes on behind the blocks that are there; broken off, it leaves no block half written.",
            "A genesis block that comes with the blocks proves nothing: compare it with the one that your organisation has."
        })
final class FetchCommand implements Callable<Integer> {

    @Mixin
    private PeerOptions peerOptions;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "folder for the blocks")
    private Path out;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        return Answers.of(spec.commandLine(), () -> {
            Answers.requireFolder(out);
            try (Peer peer = peerOptions.connect();
                    ProgressLine progress = new ProgressLine(spec.commandLine().getErr())) {
                long blocks = BlockFetch.fetch(peer, out, (number, height) -> progress.at(number + 1, 0));
                spec.commandLine().getOut().printf("%d blocks are in %s%n", blocks, out);
                spec.commandLine().getOut().flush();
                return ExitCode.GOOD;
            }
        });
    }
}
