package org.gridbourse.cli.audit;

import org.gridbourse.cli.output.CommandGroup;
import picocli.CommandLine.Command;

/** {@code gridbourse audit}: anyone can check everything, trusting nothing but a genesis block. */
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Checks a ledger from its blocks alone: chain, orderers, signatures, policies, state, and every trade by the rules.",
            "Nothing is believed but the genesis block. docs/auditor.md says what each finding means."
        },
        subcommands = {
            FetchCommand.class,
            VerifyCommand.class,
            ExplainCommand.class,
            ExportCommand.class,
            VerifyPackCommand.class,
            ReportCommand.class,
            WatchCommand.class,
            PageCommand.class
        })
public final class AuditCommand extends CommandGroup {}
