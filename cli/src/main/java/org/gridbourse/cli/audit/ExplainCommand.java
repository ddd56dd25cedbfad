package org.gridbourse.cli.audit;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.gridbourse.auditor.AuditReport;
import org.gridbourse.auditor.evidence.TradeLife;
import org.gridbourse.cli.output.IndentedJson;
import org.gridbourse.programs.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gridbourse audit explain}: one trade's life. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description =
                "Tells one trade's life in words and figures, each step with block, transaction, who sent and endorsed it.")
final class ExplainCommand implements Callable<Integer> {

    @Parameters(paramLabel = "TRADE_ID", description = "such as s1-007-00001; audit export lists them in trades.csv")
    private String tradeId;

    @Mixin
    private LedgerOptions ledger;

    @Option(names = "--json", description = "answer in JSON")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        return Answers.of(spec.commandLine(), () -> {
            TradeLife life = new TradeLife(tradeId);
            AuditReport report;
            try (ProgressLine progress = new ProgressLine(spec.commandLine().getErr())) {
                report = ledger.audit().recordsTo(life).telling(progress).verify(ledger.source());
            }
            List<TradeLife.Step> steps = life.steps();
            if (steps.isEmpty()) {
                spec.commandLine().getErr().printf("There is no trade %s on this ledger.%n", tradeId);
                tellFindings(report);
                return ExitCode.NO;
            }
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                out.print(IndentedJson.of(life.toJson()));
            } else {
                print(tradeId, life, steps, out);
            }
            out.flush();
            tellFindings(report);
            return report.isValid() ? ExitCode.GOOD : ExitCode.NO;
        });
    }

    private void tellFindings(AuditReport report) {
        if (!report.isValid()) {
            spec.commandLine()
                    .getErr()
                    .printf(
                            Locale.ROOT,
                            "The ledger has %,d findings, so what is told of it may be wrong: see audit verify.%n",
                            report.findingCount());
        }
    }

    /** The life in words. */
    static void print(String tradeId, TradeLife life, List<TradeLife.Step> steps, PrintWriter out) {
        out.printf("Trade %s%n", tradeId);
        life.summary().ifPresent(summary -> out.println(Answers.shown(summary)));
        for (TradeLife.Step step : steps) {
            out.printf(
                    Locale.ROOT,
                    "%n%s%n  block %d, transaction %s%n  %s at %s, sent by %s, endorsed by %s%n",
                    Answers.shown(step.what()),
                    step.source().block(),
                    step.source().transactionId(),
                    step.source().function(),
                    step.source().timestamp(),
                    Answers.shown(step.source().creator()),
                    String.join(", ", step.source().endorsers()));
            step.figures().forEach(figure -> out.println("  - " + Answers.shown(figure)));
            step.postings().forEach(posting -> out.println("  - " + Answers.shown(posting.toString())));
            out.println("  Rule: " + step.rule());
        }
    }
}
