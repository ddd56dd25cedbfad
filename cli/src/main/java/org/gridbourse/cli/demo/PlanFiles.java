package org.gridbourse.cli.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.gridbourse.optimizer.DispatchPlan;
import org.gridbourse.optimizer.NoFontsException;
import org.gridbourse.optimizer.PlanFolder;

/**
 * Writes every participant's plans: the first session's into the participant's folder, those of further sessions into
 * folders of their own below it.
 */
final class PlanFiles {
    private final Path folder;
    private final List<String> sessionIds;
    private final Narrator narrator;

    PlanFiles(Path folder, List<String> sessionIds, Narrator narrator) {
        this.folder = folder;
        this.sessionIds = sessionIds;
        this.narrator = narrator;
    }

    void write(Map<String, List<DispatchPlan>> plans) {
        // a Java with windows would look for a screen, which a server does not have
        System.setProperty("java.awt.headless", "true");
        try {
            for (Map.Entry<String, List<DispatchPlan>> entry : plans.entrySet()) {
                Path own = folder.resolve(entry.getKey());
                for (int session = 0; session < sessionIds.size(); session++) {
                    PlanFolder.write(
                            entry.getValue().get(session), session == 0 ? own : own.resolve(sessionIds.get(session)));
                }
            }
        } catch (NoFontsException e) {
            narrator.mention("No plots in %s: %s".formatted(folder, e.getMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
