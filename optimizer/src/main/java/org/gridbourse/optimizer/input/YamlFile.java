package org.gridbourse.optimizer.input;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.gridbourse.optimizer.InputRefusedException;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** A YAML file whose top level is a map. */
public final class YamlFile {
    private YamlFile() {}

    /** @throws InputRefusedException if the file cannot be read, is no YAML or is no map */
    public static YamlMap read(Path path) {
        return read(path, Faults.NONE);
    }

    /** As {@link #read}; what is wrong with the values is gathered. */
    public static YamlMap read(Path path, Faults faults) {
        String file = path.toString();
        try {
            return parse(file, Files.readString(path, StandardCharsets.UTF_8), faults);
        } catch (IOException unreadable) {
            throw new InputRefusedException(
                    file, 0, "file", "cannot be read (" + reason(unreadable) + ")", "a YAML file in UTF-8");
        }
    }

    /** As {@link #read}, of a text that is at hand; {@code file} is what refusals call it. */
    public static YamlMap parse(String file, String text) {
        return parse(file, text, Faults.NONE);
    }

    /** As {@link #parse}; what is wrong with the values is gathered. */
    public static YamlMap parse(String file, String text, Faults faults) {
        try {
            LoadSettings settings = LoadSettings.builder().setLabel(file).build();
            Optional<Node> root = new Compose(settings).composeReader(new StringReader(text));
            return new YamlValue(
                            file,
                            "",
                            1,
                            root.orElseThrow(
                                    () -> new InputRefusedException(file, 1, "file", "is empty", "a map of keys")),
                            faults)
                    .map();
        } catch (MarkedYamlEngineException broken) {
            int line = broken.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
            throw new InputRefusedException(file, line, "file", "is no YAML: " + broken.getProblem(), "YAML 1.2");
        } catch (YamlEngineException broken) {
            throw new InputRefusedException(file, 0, "file", "is no YAML: " + broken.getMessage(), "YAML 1.2");
        }
    }

    static String reason(IOException unreadable) {
        return unreadable instanceof java.nio.file.NoSuchFileException
                ? "no such file"
                : unreadable instanceof java.nio.charset.CharacterCodingException ? "not UTF-8" : unreadable.toString();
    }
}
