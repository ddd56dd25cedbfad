package org.gridbourse.cli.demo;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.gridbourse.cli.installation.Installation;
import org.gridbourse.programs.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gridbourse demo}: one whole trading day. */
@Command(
        name = "demo",
        description = "Runs a whole trading day: plan, trade, deliver, settle, audit.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class DemoCommand implements Callable<Integer> {

    /** The network below the market. */
    enum NetworkKind {
        embedded,
        fabric
    }

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--community",
            paramLabel = "DIR",
            description = "Folder with a community.yaml; default: examples/village of GridBourse's folder.")
    private Path community;

    @Option(
            names = "--network",
            paramLabel = "embedded|fabric",
            description = "Embedded network (default) or real Hyperledger Fabric.")
    private NetworkKind network = NetworkKind.embedded;

    @Option(names = "--seed", paramLabel = "N", description = "Same seed, same day; default: ${DEFAULT-VALUE}.")
    private long seed = 42;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder for everything the day leaves; default: out/demo of GridBourse's folder.")
    private Path out;

    @Option(names = "--keep-running", description = "Leave network and gateway-apps running until Ctrl-C.")
    private boolean keepRunning;

    @Option(names = "--resume", description = "Go on with the day in --out whose processes were killed.")
    private boolean resume;

    @Override
    public Integer call() throws Exception {
        Installation installation = Installation.find();
        Path folder = out == null ? installation.root().resolve("out").resolve("demo") : out;
        DemoState state = new DemoState(
                community == null ? installation.root().resolve("examples").resolve("village") : community,
                network.name(),
                seed);
        Narrator narrator = new Narrator(spec.commandLine().getOut());
        Demo demo = new Demo(installation, folder.toAbsolutePath().normalize(), narrator);
        boolean sound = resume ? demo.resume(keepRunning) : demo.run(state, keepRunning);
        return sound ? ExitCode.GOOD : ExitCode.NO;
    }
}
