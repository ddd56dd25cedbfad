package org.gridbourse.cli.audit;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.gridbourse.auditor.Audit;
import org.gridbourse.auditor.pack.PackReport;
import org.gridbourse.auditor.pack.ParticipantPack;
import org.gridbourse.cli.output.IndentedJson;
import org.gridbourse.programs.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gridbourse audit verify-pack}: one participant's pack, without the rest of the ledger. */
@Command(
        name = "verify-pack",
        mixinStandardHelpOptions = true,
        description = {
            "Verifies the pack of one participant that audit export --participant wrote, without the rest of the ledger:",
            "the chain of headers and orderers' signatures from the genesis block on, the participant's transactions and",
            "their endorsements, and the list of records. Exit code 0: the pack proves what it says; 1: findings.",
            "It does not prove that other blocks hold nothing about the participant, nor that the rules were followed;",
            "docs/auditor.md says more."
        })
final class VerifyPackCommand implements Callable<Integer> {

    @Option(names = "--pack", required = true, paramLabel = "DIR", description = "folder of the pack")
    private Path pack;

    @Option(
            names = "--genesis",
            required = true,
            paramLabel = "FILE",
            description = "the genesis block that is trusted; best from another hand than the pack")
    private Path genesis;

    @Option(
            names = "--chaincode",
            paramLabel = "NAME",
            defaultValue = Audit.CHAINCODE,
            description = "the market's name on the channel (default: ${DEFAULT-VALUE})")
    private String chaincode;

    @Option(names = "--json", description = "answer in JSON")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        return Answers.of(spec.commandLine(), () -> {
            PackReport report = new ParticipantPack(pack).verify(genesis, chaincode);
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                out.print(IndentedJson.of(report.toJson()));
                out.flush();
            } else {
                Answers.print(report, out);
            }
            return report.isValid() ? ExitCode.GOOD : ExitCode.NO;
        });
    }
}
