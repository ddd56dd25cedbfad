package org.gridbourse.auditor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.gridbourse.auditor.findings.FindingCode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DocumentedFindingsTest {
    @ParameterizedTest
    @EnumSource(FindingCode.class)
    void every_finding_code_is_explained_in_the_documentation(FindingCode code) throws Exception {
        String page = Files.readString(Path.of(System.getProperty("gridbourse.root", ".."), "docs", "auditor.md"));
        assertThat(page).contains("| `%s` | %s |".formatted(code, code.meaning()));
    }
}
