package org.gridbourse.auditor.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.gridbourse.auditor.Audit;
import org.gridbourse.auditor.AuditReport;
import org.gridbourse.auditor.BlockSource;
import org.gridbourse.auditor.ledger.MarketDay;
import org.gridbourse.auditor.ledger.TestChannel;
import org.gridbourse.blocks.BlockFolder;

/**
 * Audits honest ledgers of growing length from files, and verifies as many ECDSA signatures as each audit must on all
 * processors, in one run. Not measured: networks, ledgers with many refused transactions.
 */
public final class AuditorBench {
    private static final int PARTICIPANTS = 30;
    private static final int PERIODS = 4;
    // a session of 30 participants is some 160 transactions: commit, reveal, prepay, readings
    private static final int[] SESSIONS = {7, 70};
    private static final int WARM_UP_SESSIONS = 10;

    private AuditorBench() {}

    /** One ledger's figures. */
    private record Figures(
            AuditReport report,
            long signatures,
            Stopwatch.Time audit,
            Stopwatch.Time bare,
            long peakBytes,
            boolean saved) {
        double microsecondsPerTransaction() {
            return audit.seconds() * 1e6 / report.transactions();
        }
    }

    /** @param arguments folder for the figures, commit, sessions of each ledger unless the usual ones */
    public static void main(String[] arguments) throws Exception {
        Path out = Path.of(arguments[0]);
        Files.createDirectories(out);
        int[] sessions = arguments.length > 2
                ? Stream.of(arguments).skip(2).mapToInt(Integer::parseInt).toArray()
                : SESSIONS;
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        measure(WARM_UP_SESSIONS, false);
        List<Figures> rows = new ArrayList<>();
        for (int i = 0; i < sessions.length; i++) {
            rows.addAll(measure(sessions[i], i == sessions.length - 1));
        }
        String page = page(arguments[1], load, rows);
        Files.writeString(out.resolve("auditor.md"), page);
        System.out.print(page);
    }

    private static List<Figures> measure(int sessions, boolean withCheckpointToo) throws Exception {
        Path folder = Files.createTempDirectory("auditor-bench");
        try {
            Path blocks = folder.resolve("blocks");
            Stopwatch making = Stopwatch.start();
            MarketDay.write(sessions, new MarketDay.Size(PARTICIPANTS, PERIODS, sessions), blocks);
            System.err.printf(
                    Locale.ROOT,
                    "ledger of %d sessions made in %.1f s%n",
                    sessions,
                    making.stop().seconds());
            Files.write(
                    folder.resolve("genesis.pb"), TestChannel.shared().genesis().toByteArray());
            LedgerSignatures signatures = LedgerSignatures.of(new BlockFolder(blocks));
            List<Figures> rows = new ArrayList<>();
            rows.add(measure(folder, signatures, false));
            if (withCheckpointToo) {
                rows.add(measure(folder, signatures, true));
            }
            return rows;
        } finally {
            delete(folder);
        }
    }

    private static Figures measure(Path folder, LedgerSignatures signatures, boolean withCheckpoint) throws Exception {
        Path genesis = folder.resolve("genesis.pb");
        BlockSource source = Audit.folder(folder.resolve("blocks"), genesis);
        resetPeak();
        Stopwatch stopwatch = Stopwatch.start();
        Audit audit = Audit.trusting(genesis);
        AuditReport report =
                withCheckpoint ? audit.verify(source, folder.resolve("checkpoint.mv")) : audit.verify(source);
        Stopwatch.Time auditTime = stopwatch.stop();
        long peak = peak();
        if (!report.isValid()) {
            throw new IllegalStateException("an honest ledger was found wrong: " + report.firstFinding());
        }
        stopwatch = Stopwatch.start();
        signatures.verifyAll();
        Figures figures = new Figures(report, signatures.count(), auditTime, stopwatch.stop(), peak, withCheckpoint);
        System.err.println(row(figures));
        return figures;
    }

    private static String page(String commit, double load, List<Figures> rows) {
        StringBuilder page = new StringBuilder(String.format(
                Locale.ROOT,
                """
                Commit %s, %s, JDK %s, %d processors, load average %.1f before, heap at most %d MB. %d participants, sessions of %d periods, blocks of 50
                transactions in files; each row one run, audit and bare signatures one after the other. Bare are the signatures that
                the audit must verify: of orderers, creators, endorsers and meters, the ledger's own, on all processors.

                | transactions | signatures | checkpoint | audit s | bare s | ratio | processor time, ratio | peak heap MB | µs per transaction |
                |---|---|---|---|---|---|---|---|---|
                """,
                commit,
                LocalDate.now(),
                System.getProperty("java.version"),
                Runtime.getRuntime().availableProcessors(),
                load,
                Runtime.getRuntime().maxMemory() >> 20,
                PARTICIPANTS,
                PERIODS));
        rows.forEach(figures -> page.append(row(figures)).append('\n'));
        return page.toString();
    }

    private static String row(Figures figures) {
        return String.format(
                Locale.ROOT,
                "| %d | %d | %s | %.1f | %.1f | %.2f | %.2f | %d | %.0f |",
                figures.report().transactions(),
                figures.signatures(),
                figures.saved() ? "yes" : "no",
                figures.audit().seconds(),
                figures.bare().seconds(),
                figures.audit().seconds() / figures.bare().seconds(),
                figures.audit().processorSeconds() / figures.bare().processorSeconds(),
                figures.peakBytes() >> 20,
                figures.microsecondsPerTransaction());
    }

    private static void resetPeak() {
        System.gc();
        heap().forEach(MemoryPoolMXBean::resetPeakUsage);
    }

    private static long peak() {
        return heap().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
    }

    private static Stream<MemoryPoolMXBean> heap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream().filter(pool -> pool.getType() == MemoryType.HEAP);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
