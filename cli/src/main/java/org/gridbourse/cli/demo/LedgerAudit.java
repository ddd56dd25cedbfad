package org.gridbourse.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.gridbourse.auditor.Audit;
import org.gridbourse.auditor.Audit.Expected;
import org.gridbourse.auditor.AuditInputException;
import org.gridbourse.auditor.AuditReport;
import org.gridbourse.auditor.evidence.EvidenceFiles;
import org.gridbourse.auditor.findings.Finding;
import org.gridbourse.auditor.findings.Notice;
import org.gridbourse.auditor.network.BlockFetch;
import org.gridbourse.auditor.network.NetworkAwayException;
import org.gridbourse.auditor.network.Peer;
import org.gridbourse.cli.community.Organisation;
import org.gridbourse.cli.evidence.Evidence;
import org.gridbourse.cli.evidence.EvidenceCollector;
import org.gridbourse.cli.output.IndentedJson;
import org.gridbourse.cli.report.Verdict;
import org.gridbourse.fabric.ConnectionFile;
import org.gridbourse.programs.SurroundingsException;

/** Fetches the day's blocks from the grid company's peer, audits them, and leaves blocks, verdict and evidence. */
final class LedgerAudit {
    private static final String USER = "auditor";

    private final Path connectionFile;
    private final Path blocks;
    private final Path genesis;
    private final Path verdictFile;
    private final Path export;
    private final EvidenceCollector collector = new EvidenceCollector();

    LedgerAudit(DemoFolder folder) {
        connectionFile = folder.connection();
        blocks = folder.root().resolve("blocks");
        genesis = folder.root().resolve(BlockFetch.GENESIS);
        verdictFile = folder.root().resolve("audit.json");
        export = folder.root().resolve("export");
    }

    Verdict run() throws IOException {
        try {
            AuditReport report = verify(fetch());
            Files.writeString(verdictFile, IndentedJson.of(report.toJson()));
            return verdict(report);
        } catch (AuditInputException | NetworkAwayException e) {
            throw new SurroundingsException("the ledger could not be audited: " + e.getMessage(), e);
        }
    }

    /** What the audited blocks say happened. */
    Evidence evidence() {
        return collector.evidence();
    }

    /** The blocks of one organisation's peer, and the ledger's height as another one's knows it. */
    private long fetch() throws IOException, AuditInputException, NetworkAwayException {
        ConnectionFile connection = Peer.connection(connectionFile);
        try (Peer grid = peer(connection, Organisation.GRID);
                Peer north = peer(connection, Organisation.NORTH)) {
            BlockFetch.fetch(grid, blocks, (number, height) -> {});
            Files.move(blocks.resolve(BlockFetch.GENESIS), genesis, StandardCopyOption.REPLACE_EXISTING);
            return north.height();
        }
    }

    private static Peer peer(ConnectionFile connection, Organisation organisation) throws AuditInputException {
        return Peer.connect(connection, organisation.displayName(), USER);
    }

    private AuditReport verify(long height) throws AuditInputException {
        try (EvidenceFiles files = new EvidenceFiles(export)) {
            return Audit.trusting(genesis)
                    .expecting(new Expected(Optional.empty(), OptionalLong.of(height)))
                    .recordsTo(files)
                    .recordsTo(collector)
                    .verify(Audit.folder(blocks, genesis));
        }
    }

    private static Verdict verdict(AuditReport report) {
        List<String> findings =
                report.findings().stream().map(LedgerAudit::line).toList();
        return new Verdict(
                report.isValid(),
                report.blocks(),
                report.transactions(),
                findings,
                report.headHash(),
                report.sumNano(),
                report.clock().says(),
                report.clock().notices().stream().map(Notice::detail).toList());
    }

    private static String line(Finding finding) {
        return finding.block().isPresent()
                ? "%s in block %d: %s".formatted(finding.code(), finding.block().getAsLong(), finding.detail())
                : "%s: %s".formatted(finding.code(), finding.detail());
    }
}
