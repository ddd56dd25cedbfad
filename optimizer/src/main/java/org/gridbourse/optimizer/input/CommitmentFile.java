package org.gridbourse.optimizer.input;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.gridbourse.optimizer.Commitment;
import org.gridbourse.optimizer.Day;

/** Reads energy already traded: {@code period,net_wh}, bought positive, one row per step of the day. */
public final class CommitmentFile {
    private static final String NET = "net_wh";

    private CommitmentFile() {}

    /** @throws InputRefusedException naming file, line, column and allowed range */
    public static Commitment read(Path path, Day day) {
        CsvTable table = CsvTable.read(path, List.of(NET), Set.of());
        table.requireStartOfDay();
        if (table.size() != day.size()) {
            throw table.refuse(-1, NET, "has " + table.size() + " rows", day.size() + ", one per step of the day");
        }
        long[] netWh = new long[table.size()];
        for (int row = 0; row < netWh.length; row++) {
            double energy = table.number(row, NET, Range.anySign());
            if (energy != Math.rint(energy)) {
                throw table.refuse(row, NET, "is " + energy, "whole Wh");
            }
            netWh[row] = (long) energy;
        }
        return Commitment.ofWh(netWh, day.stepHours());
    }
}
