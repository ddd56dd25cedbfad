package org.gridbourse.cli.market;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gridbourse settle}: what the chaincode would do with a delivered period, by the same classes. */
@Command(
        name = "settle",
        mixinStandardHelpOptions = true,
        description =
                "Settles a delivery period, or each of an array of them, as the chaincode would, by the same classes.")
public final class SettleCommand implements Callable<Integer> {

    @Option(
            names = "--case",
            required = true,
            paramLabel = "FILE",
            description = "trades, accounts and meters of a period, or array of them (JSON)")
    private Path caseFile;

    @Option(names = "--json", description = "answer in JSON")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        CaseFile file = new CaseFile(caseFile, spec.commandLine().getErr()::println);
        CaseFile.Cases<PeriodReader.WrittenPeriod> periods = new PeriodReader(file).read();
        return Answer.print(
                periods.answer(each -> Answer.of(() -> SettlementAnswer.of(each))),
                periods.array(),
                json,
                spec.commandLine().getOut());
    }
}
