package org.gridbourse.auditor.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
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
 * processors, in one run: in turns, since a machine is not equally fast all the time; the turn with the middle ratio counts. Not
 * measured: networks, ledgers with many refused transactions.
 */
public final class AuditorBench {
    private static final int PARTICIPANTS = 30;
    private static final int PERIODS = 24;
    // a day of 30 participants is some 130 transactions: commit, reveal, prepay, a day's readings
    private static final int[] SESSIONS = {8, 78};
    private static final int WARM_UP_SESSIONS = 8;
    private static final int MOST_WARM_UPS = 80;
    private static final int WITHOUT_GAIN = 10;
    private static final double GAIN = 0.97;
    private static final int TURNS = 5;
    private static final long TRANSACTIONS_FOR_ONE_TURN = 50_000;
    private static final String ONCE = "--once";

    private AuditorBench() {}

    /** One way of auditing one ledger. */
    private record Figures(
            AuditReport report,
            long signatures,
            String way,
            Stopwatch.Time audit,
            Stopwatch.Time bare,
            long peakBytes) {
        double ratio() {
            return audit.seconds() / bare.seconds();
        }

        double microsecondsPerTransaction() {
            return audit.seconds() * 1e6 / report.transactions();
        }
    }

    /**
     * @param arguments folder for the figures, commit, sessions of each ledger unless the usual ones; or {@code --once} and the
     *     folder of a ledger, to audit it in this process and nothing else
     */
    public static void main(String[] arguments) throws Exception {
        if (arguments[0].equals(ONCE)) {
            audit(Path.of(arguments[1]), false);
            return;
        }
        Path out = Path.of(arguments[0]);
        Files.createDirectories(out);
        int[] sessions = arguments.length > 2
                ? Stream.of(arguments).skip(2).mapToInt(Integer::parseInt).toArray()
                : SESSIONS;
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        withLedger(WARM_UP_SESSIONS, (folder, signatures) -> warmUp(folder));
        List<Figures> rows = new ArrayList<>();
        for (int i = 0; i < sessions.length; i++) {
            boolean isLast = i == sessions.length - 1;
            withLedger(sessions[i], (folder, signatures) -> {
                add(rows, inTurns("compiled", folder, signatures, () -> audit(folder, false)));
                if (isLast) {
                    add(rows, inTurns("with checkpoint", folder, signatures, () -> audit(folder, true)));
                    add(rows, inTurns("new process", folder, signatures, () -> newProcess(folder)));
                }
            });
        }
        String page = page(arguments[1], load, rows);
        Files.writeString(out.resolve("auditor.md"), page);
        System.out.print(page);
    }

    private static void add(List<Figures> rows, Figures figures) {
        System.err.println(row(figures));
        rows.add(figures);
    }

    private interface Measured {
        void on(Path folder, LedgerSignatures signatures) throws Exception;
    }

    private interface Way {
        Stopwatch.Time run() throws Exception;
    }

    private static void withLedger(int sessions, Measured measured) throws Exception {
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
            measured.on(folder, LedgerSignatures.of(new BlockFolder(blocks)));
        } finally {
            delete(folder);
        }
    }

    /** Audits until that no longer becomes faster: until then compilers share the processors. */
    private static void warmUp(Path folder) throws Exception {
        double best = Double.MAX_VALUE;
        int withoutGain = 0;
        int rounds = 0;
        for (; rounds < MOST_WARM_UPS && withoutGain < WITHOUT_GAIN; rounds++) {
            double seconds = audit(folder, false).processorSeconds();
            withoutGain = seconds < best * GAIN ? 0 : withoutGain + 1;
            best = Math.min(best, seconds);
        }
        System.err.printf(Locale.ROOT, "warmed up in %d audits, the last of %.2f s%n", rounds, best);
    }

    private static Figures inTurns(String way, Path folder, LedgerSignatures signatures, Way audit) throws Exception {
        AuditReport report = Audit.verify(folder.resolve("blocks"), folder.resolve("genesis.pb"));
        if (!report.isValid()) {
            throw new IllegalStateException("an honest ledger was found wrong: " + report.firstFinding());
        }
        List<Figures> turns = new ArrayList<>();
        int count = report.transactions() < TRANSACTIONS_FOR_ONE_TURN ? TURNS : 1;
        for (int i = 0; i < count; i++) {
            resetPeak();
            Stopwatch.Time audited = audit.run();
            long peak = peak();
            Stopwatch bare = Stopwatch.start();
            signatures.verifyAll();
            turns.add(new Figures(report, signatures.count(), way, audited, bare.stop(), peak));
        }
        turns.sort(Comparator.comparingDouble(Figures::ratio));
        return turns.get(count / 2);
    }

    private static Stopwatch.Time audit(Path folder, boolean withCheckpoint) throws Exception {
        Path genesis = folder.resolve("genesis.pb");
        Path checkpoint = folder.resolve("checkpoint.mv");
        Files.deleteIfExists(checkpoint);
        BlockSource source = Audit.folder(folder.resolve("blocks"), genesis);
        Stopwatch stopwatch = Stopwatch.start();
        Audit audit = Audit.trusting(genesis);
        AuditReport report = withCheckpoint ? audit.verify(source, checkpoint) : audit.verify(source);
        Stopwatch.Time time = stopwatch.stop();
        if (!report.isValid()) {
            throw new IllegalStateException("an honest ledger was found wrong: " + report.firstFinding());
        }
        return time;
    }

    /** As somebody's audit from the command line, the start of Java included. */
    private static Stopwatch.Time newProcess(Path folder) throws Exception {
        List<String> command =
                new ArrayList<>(List.of(ProcessHandle.current().info().command().orElse("java")));
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of(
                "-cp", System.getProperty("java.class.path"), AuditorBench.class.getName(), ONCE, folder.toString()));
        long began = System.nanoTime();
        Process process = new ProcessBuilder(command).inheritIO().start();
        int code = process.waitFor();
        if (code != 0) {
            throw new IllegalStateException("an audit in a process of its own ended with exit code " + code);
        }
        return new Stopwatch.Time((System.nanoTime() - began) / 1e9, Double.NaN);
    }

    private static String page(String commit, double load, List<Figures> rows) {
        StringBuilder page = new StringBuilder(String.format(
                Locale.ROOT,
                """
                Commit %s, %s, JDK %s, %d processors, load average %.1f before, heap at most %d MB. %d participants, sessions of %d periods, blocks of 50
                transactions in files; %d turns of audit and bare signatures (one for the largest ledgers), the one with the middle ratio. Bare are the signatures that
                the audit must verify: of orderers, creators, endorsers and meters, the ledger's own, on all processors.

                | transactions | signatures | audit | audit s | bare s | ratio | processor time, ratio | peak heap MB | µs per transaction |
                |---|---|---|---|---|---|---|---|---|
                """,
                commit,
                LocalDate.now(ZoneOffset.UTC),
                System.getProperty("java.version"),
                Runtime.getRuntime().availableProcessors(),
                load,
                Runtime.getRuntime().maxMemory() >> 20,
                PARTICIPANTS,
                PERIODS,
                TURNS));
        rows.forEach(figures -> page.append(row(figures)).append('\n'));
        return page.toString();
    }

    private static String row(Figures figures) {
        boolean here = !Double.isNaN(figures.audit().processorSeconds());
        return String.format(
                Locale.ROOT,
                "| %d | %d | %s | %.2f | %.2f | %.2f | %s | %s | %.0f |",
                figures.report().transactions(),
                figures.signatures(),
                figures.way(),
                figures.audit().seconds(),
                figures.bare().seconds(),
                figures.ratio(),
                here
                        ? String.format(
                                Locale.ROOT,
                                "%.2f",
                                figures.audit().processorSeconds()
                                        / figures.bare().processorSeconds())
                        : "",
                here ? Long.toString(figures.peakBytes() >> 20) : "",
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
