package org.gridbourse.gateway;

import java.sql.SQLException;
import org.gridbourse.gateway.settings.StartupException;
import org.gridbourse.programs.ExitCode;
import org.gridbourse.programs.SurroundingsException;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.convert.ConversionFailedException;

/** What people are told when an instance does not start. */
record StartupReport(int exitCode, String message) {
    private static final int DEFECT = 1;
    private static final int H2_FILE_IN_USE = 90020;

    boolean defect() {
        return exitCode == DEFECT;
    }

    /** The first known cause decides; what is unknown is a defect of ours and keeps its stack trace. */
    static StartupReport of(Throwable problem) {
        BindException binding = null;
        for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
            if (cause instanceof StartupException known) {
                return new StartupReport(known.exitCode(), known.getMessage());
            }
            if (cause instanceof SurroundingsException missing) {
                return new StartupReport(ExitCode.SURROUNDINGS, missing.getMessage());
            }
            if (cause instanceof PortInUseException taken) {
                return new StartupReport(
                        ExitCode.SURROUNDINGS,
                        "port %d is taken: stop what listens there or choose another with --server.port"
                                .formatted(taken.getPort()));
            }
            if (cause instanceof SQLException database) {
                return new StartupReport(ExitCode.SURROUNDINGS, databaseMessage(database));
            }
            if (cause instanceof ConversionFailedException wrong) {
                return new StartupReport(
                        ExitCode.UNREADABLE, "\"%s\" is no %s".formatted(wrong.getValue(), wrong.getTargetType()));
            }
            binding = cause instanceof BindException found && binding == null ? found : binding;
            if (binding != null && cause.getCause() == null) {
                return new StartupReport(
                        ExitCode.UNREADABLE, "%s: %s".formatted(binding.getMessage(), cause.getMessage()));
            }
        }
        return new StartupReport(DEFECT, String.valueOf(problem));
    }

    private static String databaseMessage(SQLException problem) {
        return problem.getErrorCode() == H2_FILE_IN_USE
                ? "another instance uses this data folder: stop it or choose another with --gridbourse.data"
                : "the database cannot be used: " + problem.getMessage();
    }
}
