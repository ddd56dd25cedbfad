package org.gridbourse.cli.audit;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.gridbourse.auditor.Audit;
import org.gridbourse.auditor.AuditInputException;
import org.gridbourse.auditor.AuditReport;
import org.gridbourse.auditor.BlockSource;
import org.gridbourse.auditor.RunningAudit;
import org.gridbourse.auditor.fabric.SpillingState;
import org.gridbourse.auditor.network.NetworkAwayException;
import org.gridbourse.auditor.network.Peer;
import org.gridbourse.fabric.ConnectionFile;
import org.gridbourse.programs.ExitCode;
import org.gridbourse.programs.SurroundingsException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code gridbourse audit watch}: audits a running network as it goes. */
@Command(
        name = "watch",
        mixinStandardHelpOptions = true,
        description = {
            "Follows a running network and audits each block as it comes. Ends with exit code 1 on the first finding.",
            "With --metrics-port, http://localhost:PORT/metrics tells height, transactions, trades and findings."
        })
final class WatchCommand implements Callable<Integer> {

    private static final int LARGEST_PORT = 65_535;

    @Mixin
    private PeerOptions peerOptions;

    @Option(
            names = "--genesis",
            paramLabel = "FILE",
            description = "the genesis block that is trusted (default: the one that the connection file names)")
    private Path genesis;

    @Option(names = "--metrics-port", paramLabel = "PORT", description = "where metrics are told, on loopback")
    private Integer metricsPort;

    @Option(names = "--until-height", paramLabel = "N", description = "end well when N blocks are checked")
    private Long untilHeight;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (metricsPort != null && (metricsPort < 0 || metricsPort > LARGEST_PORT)) {
            throw new ParameterException(
                    spec.commandLine(), "--metrics-port must be from 0 to %d: %d".formatted(LARGEST_PORT, metricsPort));
        }
        return Answers.of(spec.commandLine(), () -> {
            ConnectionFile connection = peerOptions.connection();
            Audit audit = Audit.trusting(trusted(connection)).ofChaincode(connection.chaincode());
            AtomicReference<AuditReport> latest = new AtomicReference<>();
            HttpServer metrics = metricsPort == null ? null : serve(metricsPort, latest);
            try (Peer peer = peerOptions.connect();
                    SpillingState state = new SpillingState()) {
                int exitCode = watch(peer, audit.begin(state), latest);
                if (exitCode != ExitCode.GOOD) {
                    Answers.print(
                            latest.get(), audit.trusted(), spec.commandLine().getOut());
                }
                return exitCode;
            } finally {
                if (metrics != null) {
                    metrics.stop(0);
                }
            }
        });
    }

    private Path trusted(ConnectionFile connection) throws AuditInputException {
        return Optional.ofNullable(genesis)
                .or(connection::genesis)
                .orElseThrow(() -> new AuditInputException(
                        "the connection file names no genesis block: give the one that you trust with --genesis"));
    }

    private int watch(Peer peer, RunningAudit audit, AtomicReference<AuditReport> latest)
            throws IOException, NetworkAwayException, AuditInputException {
        PrintWriter out = spec.commandLine().getOut();
        peer.blocks(0, (number, bytes) -> {
            audit.check(new BlockSource.Place(number, Optional.of(bytes)));
            AuditReport report = audit.report(Audit.Expected.NOTHING);
            latest.set(report);
            out.printf(
                    Locale.ROOT,
                    "block %d: %d transactions, %d trades so far, %d findings%n",
                    number,
                    report.transactions(),
                    report.trades(),
                    report.findingCount());
            out.flush();
            boolean enough = untilHeight != null && audit.height() >= untilHeight;
            return report.isValid() && !enough;
        });
        return latest.get().isValid() ? ExitCode.GOOD : ExitCode.NO;
    }

    private static HttpServer serve(int port, AtomicReference<AuditReport> latest) throws IOException {
        HttpServer server = listening(port);
        server.createContext("/metrics", exchange -> {
            byte[] text = metrics(Optional.ofNullable(latest.get())).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "text/plain; version=0.0.4");
            exchange.sendResponseHeaders(200, text.length);
            try (OutputStream body = exchange.getResponseBody()) {
                body.write(text);
            }
        });
        server.start();
        return server;
    }

    private static HttpServer listening(int port) throws IOException {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (BindException e) {
            throw new SurroundingsException(
                    "Port %d cannot be listened on (%s): name another with --metrics-port."
                            .formatted(port, e.getMessage()),
                    e);
        }
    }

    private static String metrics(Optional<AuditReport> report) {
        return """
                # HELP gridbourse_audit_height Blocks checked.
                # TYPE gridbourse_audit_height gauge
                gridbourse_audit_height %d
                # HELP gridbourse_audit_transactions_total Transactions in them, valid or not.
                # TYPE gridbourse_audit_transactions_total counter
                gridbourse_audit_transactions_total %d
                # HELP gridbourse_audit_trades_total Trades cleared.
                # TYPE gridbourse_audit_trades_total counter
                gridbourse_audit_trades_total %d
                # HELP gridbourse_audit_findings_total Findings; the first one ends the watch.
                # TYPE gridbourse_audit_findings_total counter
                gridbourse_audit_findings_total %d
                """.formatted(
                        report.map(AuditReport::blocks).orElse(0L),
                        report.map(AuditReport::transactions).orElse(0L),
                        report.map(AuditReport::trades).orElse(0L),
                        report.map(AuditReport::findingCount).orElse(0L));
    }
}
