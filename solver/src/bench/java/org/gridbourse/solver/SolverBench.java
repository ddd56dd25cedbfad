package org.gridbourse.solver;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.gridbourse.market.storage.CheckedStorage;
import org.gridbourse.market.storage.JointClearing;
import org.gridbourse.market.storage.Proposal;
import org.gridbourse.market.storage.SessionBook;
import org.gridbourse.market.storage.StorageCheck;

/** How much processor time finding and checking a joint clearing takes, and how good it is; run by {@code scripts/bench solver}. */
public final class SolverBench {
    private static final int[] OWNERS = {15, 100, 1000};
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double NANOS_PER_MILLI = 1e6;

    private SolverBench() {}

    /** Writes {@code solver.md} into the folder that is the first argument; the second is the commit that is measured. */
    public static void main(String[] arguments) throws IOException {
        StringBuilder table = new StringBuilder("Commit %s, %d processors, Java %s%n%n"
                .formatted(
                        arguments[1], Runtime.getRuntime().availableProcessors(), System.getProperty("java.version")));
        table.append(
                        "| storage owners x 96 | tariff, fee | found [s] | checked and cleared [s] | part checked [ms per owner] ")
                .append("| largest gap [Wh at the highest R] |\n|---|---|---:|---:|---:|---:|\n");
        for (int warm = 0; warm < 10; warm++) {
            JointSolver.propose(new Villages(warm, 96, "tou", 0).day(10, 20));
        }
        for (int owners : OWNERS) {
            for (String tariff : new String[] {"flat", "tou", "two"}) {
                for (long fee : new long[] {0, 80_000}) {
                    table.append(measure(owners, tariff, fee));
                }
            }
        }
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        Files.writeString(folder.resolve("solver.md"), table);
        System.out.print(table);
    }

    private static String measure(int owners, String tariff, long fee) {
        SessionBook book = new Villages(7, 96, tariff, fee).day(owners, owners);
        long started = cpuNanos();
        Optional<JointSolver.Found> found = JointSolver.propose(book);
        long solved = cpuNanos();
        Proposal proposal = found.orElseThrow().proposal();
        JointClearing clearing = JointClearing.of(book, proposal);
        long cleared = cpuNanos();
        StorageCheck check = new StorageCheck(book.tariffs(), proposal.pricesMicroPerKwh());
        for (int i = 0; i < owners; i++) {
            check.sums(book.storageOrders().get(i), proposal.storage().get(i));
            check.prove(book.storageOrders().get(i), proposal.storage().get(i), new long[book.periods()]);
        }
        long checked = cpuNanos();
        long highest = book.tariffs().stream()
                .mapToLong(each -> each.retail().microPerKwh())
                .max()
                .orElseThrow();
        long gap = clearing.storage().stream()
                .mapToLong(CheckedStorage::gapNano)
                .max()
                .orElse(0);
        return String.format(
                Locale.ROOT,
                "| %d | %s, %.2f | %.2f | %.2f | %.3f | %.2f |%n",
                owners,
                tariff,
                fee / 1e6,
                (solved - started) / NANOS_PER_SECOND,
                (cleared - solved) / NANOS_PER_SECOND,
                (checked - cleared) / NANOS_PER_MILLI / owners,
                (double) gap / highest);
    }

    /** Of this thread: other programs on the machine do not count. */
    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
