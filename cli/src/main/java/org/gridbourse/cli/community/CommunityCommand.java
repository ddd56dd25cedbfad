package org.gridbourse.cli.community;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.gridbourse.cli.output.CommandGroup;
import org.gridbourse.programs.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code gridbourse community}: the folder that the demo runs. */
@Command(
        name = "community",
        description = "Makes and checks a community folder, the input of scripts/demo --community.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class CommunityCommand extends CommandGroup {
    @Command(
            name = "new",
            description = "Writes a community of three microgrids that works as it is, with a comment at every key.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example: scripts/gridbourse community new my-community"})
    int create(@Parameters(paramLabel = "DIR", description = "A new or empty folder.") Path folder) throws IOException {
        new NewCommunity(folder).write();
        out().println("%s is written. Run it: scripts/demo --community '%s'".formatted(folder, folder));
        return ExitCode.GOOD;
    }

    @Command(
            description = "Reads every file of a folder and names all its faults: file, line, field, what is allowed.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example: scripts/gridbourse community check examples/village"})
    int check(@Parameters(paramLabel = "DIR", description = "Folder with a community.yaml.") Path folder) {
        Community community = CommunityFile.read(folder);
        community.warnings().forEach(warning -> out().println("warning: " + warning));
        out().println("%s: %d microgrids, %d session(s) of %d periods of %d minutes; nothing is wrong with its files"
                .formatted(
                        community.name(),
                        community.participants().size(),
                        community.sessions().count(),
                        community.sessions().periods(),
                        community.sessions().periodMinutes()));
        return ExitCode.GOOD;
    }

    private PrintWriter out() {
        return spec().commandLine().getOut();
    }
}
