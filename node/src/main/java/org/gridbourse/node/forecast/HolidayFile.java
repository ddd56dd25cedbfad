package org.gridbourse.node.forecast;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.gridbourse.optimizer.InputRefusedException;

/** Reads dates that count as Sundays: one a line, as 2026-12-25; what follows a date on its line is for people. */
public final class HolidayFile {
    private HolidayFile() {}

    /** @throws InputRefusedException naming file and line */
    public static Calendar read(Path path) {
        Set<LocalDate> dates = new HashSet<>();
        List<String> lines;
        try {
            lines = Files.readAllLines(path);
        } catch (IOException unreadable) {
            throw new InputRefusedException(
                    path.toString(), 0, "file", "cannot be read", "a text file in UTF-8, one date a line");
        }
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).replace("\uFEFF", "").trim();
            if (!line.isEmpty() && !line.startsWith("#")) {
                dates.add(date(path, i + 1, line.split("[\\s,;]", 2)[0]));
            }
        }
        return new Calendar(dates);
    }

    private static LocalDate date(Path path, int line, String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException noDate) {
            throw new InputRefusedException(
                    path.toString(), line, "date", "is \"" + text + "\"", "a date such as 2026-12-25");
        }
    }
}
