package org.gridbourse.cli.demo;

import java.nio.file.Path;

/** Says how to go on with a day that is interrupted, by Ctrl-C or SIGTERM. */
final class ResumeHint implements AutoCloseable {
    private final Thread onExit;

    ResumeHint(Path out, Narrator narrator) {
        onExit = new Thread(
                () -> narrator.mention(
                        "Stopping; the ledger is kept. Go on with: scripts/demo --resume --out '%s'".formatted(out)),
                "resume-hint");
        Runtime.getRuntime().addShutdownHook(onExit);
    }

    /** The day has ended in another way. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(onExit);
        } catch (IllegalStateException alreadyExiting) {
            // it is being said now
        }
    }
}
