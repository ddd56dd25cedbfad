package org.gridbourse.network;

import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.gridbourse.programs.CommandFailedException;
import org.gridbourse.programs.ExitCode;
import org.gridbourse.programs.Release;
import org.gridbourse.programs.SurroundingsException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Starts, shows, upgrades and stops a local network. */
@Command(
        name = "network",
        description =
                "A local network of three organisations: embedded in one Java process, or on real Hyperledger Fabric.",
        mixinStandardHelpOptions = true,
        version = "GridBourse " + Release.VERSION,
        subcommands = {
            UpCommand.class,
            DownCommand.class,
            StatusCommand.class,
            UpgradeCommand.class,
            PrepareCommand.class,
            DeployCommand.class,
            ProbeCommand.class,
            AddOrganisationCommand.class,
            IssueCommand.class,
            RevokeCommand.class
        })
public final class NetworkMain {
    /** Held here, since a logger that nobody holds loses its level. */
    private static final Logger GRPC = Logger.getLogger("io.grpc");

    private NetworkMain() {}

    /** The folder option that all commands have. */
    static final class FolderOption {
        @Option(
                names = "--folder",
                paramLabel = "DIR",
                description = "Where the network keeps everything; default: network/run in the checkout.")
        private Path folder;

        RunFolder runFolder() {
            return new RunFolder(folder == null ? checkout().resolve("network/run") : folder);
        }
    }

    /** The root of the checkout: what {@code gridbourse.root} says, or where our own jar was built. */
    static Path checkout() {
        String given = System.getProperty("gridbourse.root");
        if (given != null) {
            return Path.of(given).toAbsolutePath().normalize();
        }
        URL self = NetworkMain.class.getProtectionDomain().getCodeSource().getLocation();
        // as an address, since a path may have spaces
        Path target = Path.of(URI.create(self.toString())).getParent();
        return target.getParent().getParent();
    }

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    static int run(String... arguments) {
        GRPC.setLevel(Level.WARNING);
        CommandLine commandLine = new CommandLine(new NetworkMain());
        commandLine.setExecutionExceptionHandler((failure, command, parsed) -> report(failure));
        return commandLine.execute(arguments);
    }

    private static int report(Exception failure) throws Exception {
        if (failure instanceof SurroundingsException
                || failure instanceof CommandFailedException
                || failure instanceof UncheckedIOException) {
            System.err.println("network: " + failure.getMessage());
            return ExitCode.SURROUNDINGS;
        }
        if (failure instanceof IllegalArgumentException) {
            System.err.println("network: " + failure.getMessage());
            return ExitCode.UNREADABLE;
        }
        throw failure;
    }
}
