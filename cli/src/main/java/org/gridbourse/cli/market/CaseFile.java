package org.gridbourse.cli.market;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.gridbourse.market.json.Fields;
import org.gridbourse.market.json.Json;
import org.gridbourse.market.json.JsonArray;
import org.gridbourse.market.json.JsonException;
import org.gridbourse.market.json.JsonValue;
import org.gridbourse.market.json.Limits;
import org.gridbourse.optimizer.InputRefusedException;

/**
 * A JSON file with one case, or with an array of them. What cannot be read of it is refused with file, line, path and
 * what is allowed; keys that nobody knows are ignored, aloud.
 */
final class CaseFile {
    private final Path path;
    private final Consumer<String> warnings;

    CaseFile(Path path, Consumer<String> warnings) {
        this.path = path;
        this.warnings = warnings;
    }

    /** The cases of the file, each read by {@code reader}. */
    <T> Cases<T> read(Function<Fields, T> reader) {
        try {
            JsonValue document = Json.parse(text(), Limits.FILE);
            return document instanceof JsonArray array
                    ? new Cases<>(true, Fields.readAll(array, reader))
                    : new Cases<>(false, List.of(Fields.read(document, reader)));
        } catch (JsonException refused) {
            throw new InputRefusedException(
                    path.toString(),
                    refused.position().line(),
                    refused.path(),
                    refused.detail(),
                    AllowedValues.at(refused.path()));
        }
    }

    /** To be called when all known keys have been asked for. */
    void ignoreOthers(Fields fields, Set<String> known) {
        for (String key : fields.keys()) {
            if (!known.contains(key)) {
                fields.value(key);
                warnings.accept("%s: %s; ignored"
                        .formatted(path, fields.wrong(key, "unknown key").getMessage()));
            }
        }
    }

    private String text() {
        try {
            byte[] bytes = Files.readAllBytes(path);
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            throw new InputRefusedException(path.toString(), 0, "file", "not UTF-8", "JSON in UTF-8");
        } catch (IOException unreadable) {
            throw new InputRefusedException(
                    path.toString(), 0, "file", "cannot be read (%s)".formatted(unreadable), "a readable JSON file");
        }
    }

    /**
     * What a file holds.
     *
     * @param array whether it is an array, so that the answer is one too
     * @param cases in the order of the file
     */
    record Cases<T>(boolean array, List<T> cases) {
        Cases {
            cases = List.copyOf(cases);
        }

        /** Answers each case in its place. */
        <R> List<R> answer(Function<T, R> answer) {
            List<R> answers = new ArrayList<>(cases.size());
            for (T each : cases) {
                answers.add(answer.apply(each));
            }
            return answers;
        }
    }
}
