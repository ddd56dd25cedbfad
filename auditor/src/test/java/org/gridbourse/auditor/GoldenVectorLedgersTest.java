package org.gridbourse.auditor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.gridbourse.auditor.findings.Finding;
import org.gridbourse.auditor.ledger.TestLedger;
import org.gridbourse.auditor.ledger.VectorLedger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The golden vectors of the market as ledgers: sessions that are cancelled or corrected, meters that are exchanged, new rules,
 * storage orders and proposals, participants that leave. Every check looks at them, the books too.
 */
class GoldenVectorLedgersTest {

    static Stream<Path> vectors() throws IOException {
        return Files.list(VectorLedger.folder()).sorted();
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void a_golden_vector_written_into_blocks_has_no_findings(Path file) throws Exception {
        TestLedger ledger = VectorLedger.of(file);

        AuditReport report = ledger.audit();

        assertThat(report.findings()).extracting(Finding::toString).isEmpty();
        assertThat(report.judged()).isEqualTo(ledger.height());
        assertThat(report.sumNano()).isZero();
    }
}
