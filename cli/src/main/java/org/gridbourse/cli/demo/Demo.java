package org.gridbourse.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gridbourse.cli.community.Community;
import org.gridbourse.cli.community.CommunityFile;
import org.gridbourse.cli.installation.Installation;
import org.gridbourse.programs.Children;
import org.gridbourse.programs.SurroundingsException;

/** A demo from the community folder to its results: a new day, or one that was interrupted. */
final class Demo {
    private static final long LEAST_FREE_BYTES = 20L << 20;

    private final Installation installation;
    private final Path out;
    private final Narrator narrator;

    Demo(Installation installation, Path out, Narrator narrator) {
        this.installation = installation;
        this.out = out;
        this.narrator = narrator;
    }

    /** A new day; answers whether the audit found the ledger sound. */
    boolean run(DemoState state, boolean keepRunning) throws IOException {
        PlannedDay day = plan(state);
        try (DemoFolder folder = DemoFolder.fresh(out)) {
            state.write(folder);
            new AgentFiles(day.community(), state.seed()).write(folder);
            return run(day, folder, keepRunning);
        }
    }

    /** Goes on with a day whose processes were killed. */
    boolean resume(boolean keepRunning) throws IOException {
        try (DemoFolder folder = DemoFolder.interrupted(out)) {
            DemoState state = DemoState.read(folder);
            narrator.mention("Going on with the day in " + out);
            return run(plan(state), folder, keepRunning);
        }
    }

    /** Everything that can be refused is refused here, before anything starts. */
    private PlannedDay plan(DemoState state) {
        Community community = CommunityFile.read(state.community());
        community.warnings().forEach(warning -> narrator.mention("warning: " + warning));
        PlannedDay day = new PlannedDay(state, community, new DayPlans(community, state.seed()).make());
        narrator.tell("%s: %d microgrids planned their days"
                .formatted(community.name(), community.participants().size()));
        return day;
    }

    private boolean run(PlannedDay day, DemoFolder folder, boolean keepRunning) throws IOException {
        try (GatewayPorts ports = GatewayPorts.take(System.getenv());
                Children children = new Children()) {
            return run(new DemoRun(installation, day, folder, children, ports, narrator), children, keepRunning);
        } catch (SurroundingsException e) {
            throw new SurroundingsException(
                    "%s%nEverything is stopped, the ledger is kept. Go on with: scripts/demo --resume --out '%s'"
                            .formatted(e.getMessage(), out),
                    e);
        }
    }

    private boolean run(DemoRun run, Children children, boolean keepRunning) throws IOException {
        try {
            return run.run(keepRunning);
        } catch (SurroundingsException e) {
            if (children.isClosed()) {
                throw new SurroundingsException("the day was interrupted", e);
            }
            // what is behind it says more than the call that was not answered
            requireSpace(e);
            children.requireAllAlive();
            throw e;
        }
    }

    private void requireSpace(SurroundingsException cause) throws IOException {
        long free = Files.getFileStore(out).getUsableSpace();
        if (free < LEAST_FREE_BYTES) {
            throw new SurroundingsException(
                    "the disk of %s is full, %d MB are left: make room".formatted(out, free >> 20), cause);
        }
    }
}
