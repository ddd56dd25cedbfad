package org.gridbourse.market.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.gridbourse.market.json.Fields;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProseTest {
    private static String read(String json) {
        return Fields.read(json, fields -> Codecs.prose(fields, "reason"));
    }

    @Test
    void a_reason_is_any_text_that_people_can_read() {
        assertThat(read("{\"reason\":\"Störung am Umspannwerk — 停电 🔋\"}")).startsWith("Störung");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\u001b[2J", "two\\nlines", "a\\u0000", "\\u007f"})
    void control_characters_are_refused(String reason) {
        assertThatThrownBy(() -> read("{\"reason\":\"" + reason + "\"}"))
                .hasMessageContaining("must have no control characters");
    }
}
