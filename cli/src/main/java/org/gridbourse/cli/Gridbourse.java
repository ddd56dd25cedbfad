package org.gridbourse.cli;

import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.gridbourse.cli.audit.AuditCommand;
import org.gridbourse.cli.community.CommunityCommand;
import org.gridbourse.cli.demo.DemoCommand;
import org.gridbourse.cli.dispatch.DispatchCommand;
import org.gridbourse.cli.forecast.ForecastCommand;
import org.gridbourse.cli.hosting.MarketCommand;
import org.gridbourse.cli.login.LoginCommand;
import org.gridbourse.cli.login.LogoutCommand;
import org.gridbourse.cli.market.ClearCommand;
import org.gridbourse.cli.market.SettleCommand;
import org.gridbourse.cli.meter.MeterCommand;
import org.gridbourse.cli.node.NodeCommand;
import org.gridbourse.cli.operator.OperatorCommand;
import org.gridbourse.cli.prosumer.ProsumerCommand;
import org.gridbourse.cli.simulate.SimulateCommand;
import org.gridbourse.programs.ExitCode;
import org.gridbourse.programs.Release;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The one command line, {@code gridbourse}. */
@Command(
        name = "gridbourse",
        mixinStandardHelpOptions = true,
        version = "GridBourse " + Release.VERSION,
        description = "A peer-to-peer energy market for microgrids on Hyperledger Fabric.",
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done and good",
            "1:the answer is no: the audit found something, a book breaks a rule, books do not balance",
            "2:the call or its input cannot be read; file, line, field and allowed range are named",
            "3:the surroundings are missing; what to do about it is said"
        },
        subcommands = {
            DemoCommand.class,
            CommunityCommand.class,
            DispatchCommand.class,
            ForecastCommand.class,
            MeterCommand.class,
            MarketCommand.class,
            ClearCommand.class,
            SettleCommand.class,
            SimulateCommand.class,
            AuditCommand.class,
            OperatorCommand.class,
            ProsumerCommand.class,
            NodeCommand.class,
            LoginCommand.class,
            LogoutCommand.class
        })
public final class Gridbourse implements Runnable {

    /** Held here, since a logger that nobody holds loses its level. */
    private static final Logger GRPC = Logger.getLogger("io.grpc");

    @Spec
    private CommandSpec spec;

    private Gridbourse() {}

    /** Runs the command line and ends the process with its exit code. */
    public static void main(String[] arguments) {
        // the same digits and the same decimal point in every country
        Locale.setDefault(Locale.ROOT);
        GRPC.setLevel(Level.WARNING);
        System.exit(run(arguments));
    }

    /** Runs one command and answers its exit code; never throws. */
    public static int run(String... arguments) {
        CommandLine commandLine = new CommandLine(new Gridbourse())
                .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
                .setExecutionExceptionHandler(new Ending())
                .registerConverter(long.class, Gridbourse::whole)
                .registerConverter(Long.class, Gridbourse::whole)
                .registerConverter(int.class, Gridbourse::wholeInt)
                .registerConverter(Integer.class, Gridbourse::wholeInt)
                .registerConverter(Instant.class, Gridbourse::instant)
                .registerConverter(BigDecimal.class, Gridbourse::decimal);
        tellVersion(commandLine);
        try {
            return commandLine.execute(arguments);
        } catch (StackOverflowError | OutOfMemoryError error) {
            PrintWriter errors = commandLine.getErr();
            errors.println("The input is larger or deeper than this machine can hold: " + error);
            errors.flush();
            return ExitCode.UNREADABLE;
        }
    }

    /** Every verb offers --version, and each is that of the whole. */
    private static void tellVersion(CommandLine command) {
        for (CommandLine verb : command.getSubcommands().values()) {
            verb.getCommandSpec().versionProvider(command.getCommandSpec().versionProvider());
            verb.getCommandSpec().version(command.getCommandSpec().version());
            tellVersion(verb);
        }
    }

    private static long whole(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new TypeConversionException("\"%s\" is no whole number such as 42".formatted(text));
        }
    }

    private static int wholeInt(String text) {
        long number = whole(text);
        if (number != (int) number) {
            throw new TypeConversionException("\"%s\" is out of range".formatted(text));
        }
        return (int) number;
    }

    private static BigDecimal decimal(String text) {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            throw new TypeConversionException("\"%s\" is no decimal such as 12.5".formatted(text));
        }
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new TypeConversionException(
                    "\"%s\" is no instant in UTC such as 2026-06-15T00:00:00Z".formatted(text));
        }
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is needed, see --help");
    }
}
