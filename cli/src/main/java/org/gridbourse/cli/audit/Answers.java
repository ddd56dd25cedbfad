package org.gridbourse.cli.audit;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.gridbourse.auditor.AuditInputException;
import org.gridbourse.auditor.AuditReport;
import org.gridbourse.auditor.TrustedHashes;
import org.gridbourse.auditor.UnreadableBlockException;
import org.gridbourse.auditor.Verdict;
import org.gridbourse.auditor.findings.Finding;
import org.gridbourse.auditor.network.NetworkAwayException;
import org.gridbourse.auditor.pack.PackReport;
import org.gridbourse.programs.ExitCode;
import org.gridbourse.programs.SurroundingsException;
import picocli.CommandLine;

/** How the audit's commands end and speak. */
final class Answers {
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\p{Cf}]");

    private Answers() {}

    /** A command's work. */
    interface Work {
        int run() throws AuditInputException, NetworkAwayException, IOException;
    }

    /** Input that cannot be read ends with 2, a network that is away with 3. */
    static int of(CommandLine commandLine, Work work) {
        try {
            return work.run();
        } catch (AuditInputException e) {
            commandLine.getErr().println(e.getMessage());
            commandLine.getErr().flush();
            return ExitCode.UNREADABLE;
        } catch (NetworkAwayException e) {
            throw new SurroundingsException(
                    e.getMessage() + ". Is the network up? network/status tells; --connection names another.", e);
        } catch (UnreadableBlockException e) {
            commandLine.getErr().println(e.getMessage());
            commandLine.getErr().flush();
            return ExitCode.UNREADABLE;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            // a store that runs out of memory says so as its own exception
            for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
                if (cause instanceof OutOfMemoryError error) {
                    throw error;
                }
            }
            throw e;
        }
    }

    /** Where something is to be written, told before a long audit instead of behind it. */
    static void requireFolderFor(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file) || folder == null) {
            throw new SurroundingsException("%s is a folder: name a file in it".formatted(file));
        }
        if (!Files.isDirectory(folder)) {
            throw new SurroundingsException("%s cannot be written: there is no folder %s".formatted(file, folder));
        }
        if (!Files.isWritable(Files.exists(file) ? file : folder)) {
            throw new SurroundingsException("%s cannot be written: no permission".formatted(file));
        }
    }

    /** A folder to write into, made if it is not there. */
    static void requireFolder(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (FileAlreadyExistsException e) {
            throw new SurroundingsException("%s is there and is no folder: name another".formatted(folder), e);
        } catch (IOException e) {
            throw new SurroundingsException(
                    "folder %s cannot be made: the folder above it is not there, or may not be written"
                            .formatted(folder),
                    e);
        }
        if (!Files.isWritable(folder)) {
            throw new SurroundingsException("%s may not be written: name another folder".formatted(folder));
        }
    }

    /** Text out of a ledger as it may be shown: who wrote it has no say over the terminal. */
    static String shown(String text) {
        return CONTROL.matcher(text).replaceAll("?");
    }

    /** The verdict in words. */
    static void print(AuditReport report, TrustedHashes trusted, PrintWriter out) {
        list(report.findings(), out);
        countUnlisted(report, out);
        out.printf(
                Locale.ROOT,
                "%s: %,d blocks, %,d transactions, %,d sessions, %,d trades; all postings add up to %d.%n",
                report.isValid() ? "Everything is as the rules say" : "%,d findings".formatted(report.findingCount()),
                report.blocks(),
                report.transactions(),
                report.sessions(),
                report.trades(),
                report.sumNano());
        if (report.sessions() == 0 && report.judged() == report.blocks()) {
            out.println(
                    "There is no trading session on this ledger, or the market's chaincode has another name than --chaincode says.");
        }
        sayWhereToBegin(report, out);
        sayWhatFollows(report, out);
        out.println("Trusted genesis block, hash of its header: " + trusted.header());
        out.println("Trusted genesis block, SHA-256 of the file: " + trusted.file());
        out.println("Last block, hash of its header: " + report.headHash());
        out.println(Verdict.of(report));
        out.println(report.clock().says());
        report.clock().notices().forEach(notice -> out.println("Note: " + shown(notice.detail()) + "."));
        if (!report.endKnown()) {
            out.println(
                    "A ledger cut off at its end looks whole: give --head or --height from another source to see it.");
        }
        out.flush();
    }

    private static void sayWhereToBegin(AuditReport report, PrintWriter out) {
        report.firstFinding()
                .filter(first -> report.findingCount() > 1)
                .ifPresent(
                        first -> out.println("First: " + place(first) + ". Later findings may only follow from it."));
    }

    private static void sayWhatFollows(AuditReport report, PrintWriter out) {
        if (report.consequences() > 0) {
            out.printf(
                    Locale.ROOT,
                    "%,d more transactions disagree only because of what was found before them.%n",
                    report.consequences());
        }
        if (report.judged() < report.blocks()) {
            out.printf(
                    Locale.ROOT,
                    "From block %d on only chain and signatures are checked: what was written there is not known.%n",
                    report.judged());
        }
    }

    private static void countUnlisted(AuditReport report, PrintWriter out) {
        Map<String, Long> unlisted = new TreeMap<>();
        report.counts().forEach((code, count) -> unlisted.put(code.name(), count));
        report.findings().forEach(finding -> unlisted.merge(finding.code().name(), -1L, Long::sum));
        unlisted.forEach((code, count) -> {
            if (count > 0) {
                out.printf(Locale.ROOT, "%s: %,d more%n", code, count);
            }
        });
    }

    /** What a pack proves, in words. */
    static void print(PackReport report, PrintWriter out) {
        list(report.findings(), out);
        if (report.isValid()) {
            out.printf(
                    Locale.ROOT,
                    "The pack proves %,d records of %s: %,d whole blocks in a chain of %,d headers that the orderers signed.%n",
                    report.records(),
                    report.participantId(),
                    report.wholeBlocks(),
                    report.blocks());
        } else {
            out.printf(
                    Locale.ROOT,
                    "The pack of %s does not prove what it says: %,d findings in %,d blocks.%n",
                    report.participantId(),
                    report.findings().size(),
                    report.blocks());
        }
        out.println("Last block, hash of its header: " + report.headHash());
        out.println(
                "Not proven: that other blocks hold nothing about the participant, that the rules were followed, and the peer's");
        out.println("validation codes, which no orderer signs. audit verify on the whole ledger proves those.");
        out.flush();
    }

    private static void list(List<Finding> findings, PrintWriter out) {
        for (Finding finding : findings) {
            out.printf(
                    Locale.ROOT,
                    "%s%n    %s: %s%n",
                    place(finding),
                    finding.code().meaning(),
                    shown(finding.detail()));
        }
    }

    private static String place(Finding finding) {
        return finding.code()
                + (finding.block().isPresent() ? ", block " + finding.block().getAsLong() : "")
                + finding.transactionId()
                        .map(id -> ", transaction " + shown(id))
                        .orElse("");
    }
}
