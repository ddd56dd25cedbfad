package org.gridbourse.optimizer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A plan as a folder of files: {@code plan.json}, {@code plan.csv} and the plots. */
public final class PlanFolder {
    private PlanFolder() {}

    /**
     * Writes all files; the folder is made if it is missing. Data comes first, so that a runtime that cannot draw still
     * leaves it.
     *
     * @throws NoFontsException if this Java runtime cannot draw text
     */
    public static void write(DispatchPlan plan, Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("plan.json"), PlanJson.of(plan), StandardCharsets.UTF_8);
        Files.writeString(folder.resolve("plan.csv"), PlanCsv.of(plan), StandardCharsets.UTF_8);
        PlanPlots.write(plan, folder);
    }
}
