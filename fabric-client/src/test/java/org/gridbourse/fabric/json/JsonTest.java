package org.gridbourse.fabric.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonTest {
    @TempDir
    Path folder;

    @Test
    void what_is_written_is_read_again() throws IOException {
        // given
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("text", "a \"quoted\" \\ line\nand ümlaut");
        fields.put("numbers", Arrays.asList(1, -7, null));
        fields.put("yes", true);
        fields.put("empty", Map.of());
        // then
        for (String text : List.of(Json.line(fields), Json.pretty(fields))) {
            assertThat(Json.read(Files.writeString(folder.resolve("file.json"), text)))
                    .isEqualTo(fields);
        }
    }

    @Test
    void a_path_is_a_text_and_a_fraction_is_refused() {
        assertThat(Json.line(List.of(Path.of("/a/b")))).isEqualTo("[\"/a/b\"]");
        assertThatThrownBy(() -> Json.line(List.of(0.5))).hasMessage("no JSON for class java.lang.Double");
    }

    @Test
    void a_damaged_file_is_named_with_the_place_of_the_damage() throws IOException {
        Path file = Files.writeString(folder.resolve("file.json"), "{\"a\": 1,\n \"b\": [1, 2}");
        assertThatThrownBy(() -> Json.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(file + " is not JSON")
                .hasMessageContaining("line 2");
    }
}
