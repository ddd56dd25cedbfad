package org.gridbourse.network;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.gridbourse.network.genesis.Consensus;
import org.gridbourse.network.local.PortChoice;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code network up}: returns when a transaction of two organisations has been committed. */
@Command(
        name = "up",
        description = "Starts the network; does nothing if it is up.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class UpCommand implements Callable<Integer> {
    @Mixin
    private NetworkMain.FolderOption folder;

    @Parameters(arity = "0..1", paramLabel = "KIND", description = "embedded (default) or fabric.")
    private String positionalKind;

    @Option(names = "--kind", paramLabel = "KIND", description = "The same as an option.")
    private String kind;

    @Option(
            names = "--ports",
            paramLabel = "auto|default|N",
            description = "Any free ports, the standard ones from 7050 on, or those from N on.")
    private String ports;

    @Option(
            names = "--users",
            paramLabel = "FILE",
            description =
                    "JSON file with further identities to issue, also while the network is up; docs/networks.md has its form.")
    private Path users;

    @Option(names = "--clean", description = "Forget the ledger and the certificates of a former start.")
    private boolean clean;

    @Option(
            names = "--ordering",
            paramLabel = "raft|bft",
            defaultValue = "raft",
            description = "How the orderers of real Fabric agree; bft adds a regulator with a fourth orderer.")
    private String ordering;

    @ArgGroup(heading = "Another team's chaincode:%n", exclusive = false)
    private ChannelOptions channel = new ChannelOptions();

    @Option(
            names = "--foreground",
            description = "Stay; print READY when the network can be used, stop it when told to end.")
    private boolean foreground;

    @Option(names = "--exit-with-stdin", description = "With --foreground: stop also when standard input ends.")
    private boolean exitWithStandardInput;

    @Option(names = "--story", description = "Tell on standard error what happens, terminal or not.", hidden = true)
    private boolean story;

    @Override
    public Integer call() throws IOException {
        StartRequest request = new StartRequest(
                folder.runFolder(),
                networkKind(),
                ports == null ? PortChoice.unsaid() : PortChoice.parse(ports),
                users == null ? Optional.empty() : Optional.of(users.toAbsolutePath()),
                consensus(),
                channel.settings(),
                clean);
        boolean talks = story || System.console() != null;
        if (foreground) {
            return new ForegroundNetwork(request, line -> tell(talks, line)).run(exitWithStandardInput);
        }
        return new BackgroundNetwork(request, talks).up();
    }

    /** Each line with the seconds since this process began. */
    private static void tell(boolean talks, String line) {
        if (talks) {
            long millis = ManagementFactory.getRuntimeMXBean().getUptime();
            System.err.printf(Locale.ROOT, "%5.1f s  %s%n", millis / 1_000.0, line);
        }
    }

    private NetworkKind networkKind() {
        String named = kind != null ? kind : positionalKind != null ? positionalKind : "embedded";
        for (NetworkKind each : NetworkKind.values()) {
            if (each.text().equals(named)) {
                return each;
            }
        }
        throw new IllegalArgumentException("the network (%s) must be embedded or fabric".formatted(named));
    }

    private Consensus consensus() {
        return switch (ordering) {
            case "raft" -> Consensus.RAFT;
            case "bft" -> Consensus.BFT;
            default -> throw new IllegalArgumentException("--ordering (%s) must be raft or bft".formatted(ordering));
        };
    }
}
