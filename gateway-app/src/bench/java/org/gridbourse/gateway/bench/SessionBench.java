package org.gridbourse.gateway.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Security;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.gridbourse.fabric.ConnectionException;
import org.gridbourse.fabric.ConnectionFile;
import org.gridbourse.network.NetworkMain;
import org.gridbourse.network.local.ChaincodeProgram;

/**
 * One period of many participants on the embedded network, through the Gateway SDK: how long its changes of phase take,
 * in how many steps, and how many transactions met a conflict. Everybody is registered with a meter and money, bids or
 * asks five steps, prepays and is read.
 */
public final class SessionBench {
    private static final double NANOS_PER_SECOND = 1e9;

    private final ConnectionFile connection;
    private final List<String> report = new ArrayList<>();

    private SessionBench(ConnectionFile connection) {
        this.connection = connection;
    }

    /**
     * @param arguments folder for the network, folder for the results, how the commit is called, how many participants,
     *     and {@code storage} where all have a battery and a day of quarter hours is cleared jointly
     */
    public static void main(String[] arguments) throws IOException, InterruptedException, ConnectionException {
        // the SDK signs by the first provider; the JDK's own is several times slower and would be what is measured
        Security.insertProviderAt(new BouncyCastleProvider(), 1);
        Path network = Path.of(arguments[0]);
        Path results = Files.createDirectories(Path.of(arguments[1]));
        int participants = Integer.parseInt(arguments[3]);
        boolean storage = arguments.length > 4 && arguments[4].equals("storage");
        List<BenchParticipant> all = BenchParticipant.many(participants, storage);
        Path users = Files.writeString(
                Files.createDirectories(network).resolve("participants.json"), BenchParticipant.users(all));
        launcher(
                "up",
                "--kind",
                "embedded",
                "--folder",
                network.toString(),
                "--ports",
                "auto",
                "--clean",
                "--users",
                users.toString());
        try {
            SessionBench bench = new SessionBench(ConnectionFile.read(network.resolve(ConnectionFile.NAME)));
            bench.say("commit %s, %s".formatted(arguments[2], Instant.now().truncatedTo(ChronoUnit.MINUTES)));
            bench.say("");
            if (storage) {
                bench.runJointly(all);
            } else {
                bench.run(all);
            }
            Files.write(results.resolve(storage ? "storage-network.md" : "market-network.md"), bench.report);
        } finally {
            launcher("down", "--folder", network.toString());
        }
    }

    private void run(List<BenchParticipant> participants) throws InterruptedException {
        try (BenchSession session = new BenchSession(connection, participants)) {
            say("One period of %d participants on the embedded network".formatted(participants.size()));
            say("");
            say("| | seconds | transactions | conflicts |");
            say("|---|---:|---:|---:|");
            measure("register, meter, deposit", session::register);
            measure("announce, open", () -> session.open(1));
            measure("commit", session::commit);
            measure("close the gate", () -> session.advance("QUOTATION"));
            measure("reveal", session::reveal);
            measure("clear", () -> session.advance("REVEAL"));
            measure("shrink bid bonds", () -> session.advance("CLEARED"));
            measure("prepay", session::prepay);
            measure("void what is not prepaid", () -> session.advance("PREPAYMENT"));
            measure("readings", session::read);
            measure("settle", () -> session.advance("DELIVERY"));
            measure("credit, close", () -> session.advance("SETTLED"));
        }
    }

    private void runJointly(List<BenchParticipant> participants) throws InterruptedException {
        try (BenchSession session = new BenchSession(connection, participants)) {
            say("A day of %d quarter hours, %d participants with a battery, on the embedded network"
                    .formatted(BenchParticipant.QUARTERS, participants.size()));
            say("");
            say("| | seconds | transactions | conflicts |");
            say("|---|---:|---:|---:|");
            measure("register, meter, deposit", session::register);
            measure("announce, open", () -> session.open(BenchParticipant.QUARTERS));
            measure("commit", session::commit);
            measure("close the gate", () -> session.advance("QUOTATION"));
            measure("reveal", session::reveal);
            measure("open the window of proposals", session::openWindow);
            measure("solve", session::solve);
            measure("propose, all chunks at once", session::propose);
            measure("prove", session::prove);
            measure("clear", session::clear);
            measure("shrink bid bonds", () -> session.advance("CLEARED"));
        }
    }

    /** A part of the session; answers how many transactions it took and how many of them met a conflict. */
    private interface Part {
        BenchSession.Sent run() throws InterruptedException;
    }

    private void measure(String name, Part part) throws InterruptedException {
        long began = System.nanoTime();
        BenchSession.Sent sent = part.run();
        double seconds = (System.nanoTime() - began) / NANOS_PER_SECOND;
        say(String.format(
                Locale.ROOT, "| %s | %.2f | %d | %d |", name, seconds, sent.transactions(), sent.conflicts()));
    }

    private void say(String line) {
        report.add(line);
        System.out.println(line);
    }

    /** The network as users start and stop it. */
    private static void launcher(String... arguments) throws IOException, InterruptedException {
        String root = System.getProperty("gridbourse.root");
        List<String> command = new ArrayList<>(List.of(
                ChaincodeProgram.javaProgram(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dgridbourse.root=" + root,
                "-cp",
                root + "/network/target/gridbourse-network.jar:" + root + "/network/target/lib/*",
                NetworkMain.class.getName()));
        command.addAll(List.of(arguments));
        int code = new ProcessBuilder(command).inheritIO().start().waitFor();
        if (code != 0) {
            throw new IllegalStateException("%s ended with exit code %d".formatted(String.join(" ", arguments), code));
        }
    }
}
