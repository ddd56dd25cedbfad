package org.gridbourse.cli.community;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.gridbourse.optimizer.input.YamlValue;

/**
 * What the values of a community file have in common: files of its folder, and one value for each session.
 *
 * @param folder of the community
 * @param sessions as the file says
 */
record CommunityValues(Path folder, SessionPlan sessions) {
    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,31}");

    /** One value for every session, or a list of one value per session. */
    <T> List<T> perSession(YamlValue value, Function<YamlValue, T> reader) {
        if (!value.isList()) {
            T same = reader.apply(value);
            return Collections.nCopies(sessions.count(), same);
        }
        List<YamlValue> each = value.list();
        if (each.size() != sessions.count()) {
            throw value.refuse(
                    "has %d entries".formatted(each.size()),
                    "one value for all, or a list of %d, one per session".formatted(sessions.count()));
        }
        return each.stream().map(reader).toList();
    }

    /** A file of the folder. */
    Path existing(YamlValue value) {
        Path file = folder.resolve(value.text());
        if (!isInFolder(file)) {
            throw value.refuse("leads out of the community's folder", "a file in the folder of " + CommunityFile.NAME);
        }
        if (!Files.isRegularFile(file)) {
            throw value.refuse("there is no file " + file, "a file, named from the folder of " + CommunityFile.NAME);
        }
        return file;
    }

    /** By its name, and by what links on the way make of it. */
    private boolean isInFolder(Path file) {
        Path root = folder.toAbsolutePath().normalize();
        if (!file.toAbsolutePath().normalize().startsWith(root)) {
            return false;
        }
        try {
            return !Files.exists(file) || file.toRealPath().startsWith(root.toRealPath());
        } catch (IOException e) {
            return false;
        }
    }

    /** Refuses a file with other steps than the session has periods. */
    void requireSteps(YamlValue value, int steps) {
        if (steps != sessions.periods()) {
            throw value.refuse(
                    "%s has %d steps".formatted(value.text(), steps),
                    "%d, the periods of the session".formatted(sessions.periods()));
        }
    }

    /** A name on the ledger. */
    static String id(YamlValue value) {
        return matching(value, ID, "1 to 32 of a-z, 0-9 and -, no - at the beginning");
    }

    static String matching(YamlValue value, Pattern pattern, String allowed) {
        String text = value.text();
        if (!pattern.matcher(text).matches()) {
            throw value.refuse("is \"" + text + "\"", allowed);
        }
        return text;
    }
}
