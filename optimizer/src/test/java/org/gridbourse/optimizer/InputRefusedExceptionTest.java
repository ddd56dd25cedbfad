package org.gridbourse.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InputRefusedExceptionTest {
    @Test
    void a_value_is_quoted_with_80_characters_at_most() {
        InputRefusedException refused =
                new InputRefusedException("site.yaml", 3, "name", "is \"" + "x".repeat(5_000) + "\"", "a name");

        assertThat(refused).hasMessage("site.yaml:3: name: is \"" + "x".repeat(80) + "…\"; allowed: a name");
    }

    @Test
    void a_problem_that_is_a_whole_file_is_cut_off() {
        assertThat(new InputRefusedException("f", 0, "file", "root:x:0:0 ".repeat(1_000), "yaml").getMessage())
                .hasSizeLessThan(300);
    }

    @Test
    void control_characters_reach_no_terminal() {
        assertThat(new InputRefusedException("a\u001bb", 1, "k", "is \"\u001b[2J\u0007\"", "a name").getMessage())
                .isEqualTo("a b:1: k: is \" [2J \"; allowed: a name");
    }
}
