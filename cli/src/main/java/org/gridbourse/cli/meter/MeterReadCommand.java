package org.gridbourse.cli.meter;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.gridbourse.node.meter.MeterReadings;
import org.gridbourse.programs.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Turns a meter's file into periods, offline, and says what it doubts. */
@Command(
        name = "read",
        mixinStandardHelpOptions = true,
        description = "Turns what meters and data hubs hand out into periods, offline, and says what it doubts.",
        footer = {
            "",
            "CSV: a time, import and export in any order and under the usual names, registers or energies of",
            "intervals; the unit stands in the header (import_kwh), in a unit column or in --unit.",
            "NEM12: records 100 to 900. ESPI: a Green Button Atom feed.",
            "Example: scripts/gridbourse meter read --file export.csv --time-zone Europe/Berlin --json"
        })
public final class MeterReadCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private MeterFileOptions file;

    @Option(names = "--json", description = "Prints periods and findings as JSON, and nothing else, on stdout.")
    private boolean json;

    @Override
    public Integer call() {
        MeterReadings readings = file.read();
        PrintWriter output = spec.commandLine().getOut();
        output.print(json ? MeterAnswer.json(readings) : MeterAnswer.text(readings));
        output.flush();
        return ExitCode.GOOD;
    }
}
