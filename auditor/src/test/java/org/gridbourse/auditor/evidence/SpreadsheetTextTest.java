package org.gridbourse.auditor.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpreadsheetTextTest {
    @ParameterizedTest
    @ValueSource(strings = {"-2-1", "=1+1", "+1", "@SUM(A1)", "007", "1e5", "1.5", "\t=1", "'-1"})
    void what_a_spreadsheet_would_calculate_is_marked_as_a_text_and_read_back_as_it_was(String text) {
        assertThat(SpreadsheetText.cell(text)).isEqualTo("'" + text);
        assertThat(SpreadsheetText.text(SpreadsheetText.cell(text))).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"north-1", "GridMSP", "village-1-003-north-1", "1a", "", "wallet:north-1"})
    void every_other_text_stays_as_it_is(String text) {
        assertThat(SpreadsheetText.cell(text)).isEqualTo(text);
    }
}
