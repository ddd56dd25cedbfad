package org.gridbourse.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.gridbourse.cli.output.TerminalWords;
import org.gridbourse.cli.rest.RefusedCallException;
import org.gridbourse.optimizer.InputRefusedException;
import org.gridbourse.optimizer.UnservableLoadException;
import org.gridbourse.programs.ExitCode;
import org.gridbourse.programs.SurroundingsException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Turns what ended a command early into one plain line on stderr and the exit code it stands for. */
final class Ending implements IExecutionExceptionHandler {

    @Override
    public int handleExecutionException(Exception exception, CommandLine commandLine, ParseResult parseResult) {
        PrintWriter errors = commandLine.getErr();
        errors.println(TerminalWords.tell(sentence(exception)));
        if (System.getenv("GRIDBOURSE_STACK_TRACE") != null) {
            exception.printStackTrace(errors);
        }
        errors.flush();
        return exitCode(exception);
    }

    private static int exitCode(Exception exception) {
        if (exception instanceof UnservableLoadException) {
            return ExitCode.NO;
        }
        if (exception instanceof RefusedCallException refused) {
            return refused.isBadInput() ? ExitCode.UNREADABLE : ExitCode.NO;
        }
        if (exception instanceof InputRefusedException) {
            return ExitCode.UNREADABLE;
        }
        return ExitCode.SURROUNDINGS;
    }

    private static String sentence(Exception exception) {
        if (exception instanceof SurroundingsException
                || exception instanceof InputRefusedException
                || exception instanceof RefusedCallException
                || exception instanceof UnservableLoadException) {
            return exception.getMessage();
        }
        if (exception instanceof UncheckedIOException unchecked) {
            return inputOutput(unchecked.getCause());
        }
        if (exception instanceof IOException inputOutput) {
            return inputOutput(inputOutput);
        }
        return "Unexpected: %s. Set GRIDBOURSE_STACK_TRACE=1 to see where.".formatted(exception);
    }

    private static String inputOutput(IOException exception) {
        if (exception instanceof NoSuchFileException missing) {
            return "There is no file " + missing.getFile();
        }
        if (exception instanceof AccessDeniedException denied) {
            return "No permission for " + denied.getFile();
        }
        if (exception instanceof FileSystemException file && file.getReason() != null) {
            return "%s: %s".formatted(file.getFile(), file.getReason());
        }
        return String.valueOf(exception.getMessage());
    }
}
