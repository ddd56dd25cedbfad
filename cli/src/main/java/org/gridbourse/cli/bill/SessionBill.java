package org.gridbourse.cli.bill;

import java.util.List;

/** One participant's bill of one session. */
public record SessionBill(String sessionId, List<BillPeriod> periods, List<OtherAmount> otherAmounts) {
    public SessionBill {
        periods = List.copyOf(periods);
        otherAmounts = List.copyOf(otherAmounts);
    }

    public long gridOnlyNano() {
        return periods.stream().mapToLong(BillPeriod::gridOnlyNano).reduce(0, Math::addExact);
    }

    /** All that was really paid and got: energy, forfeits and compensation. */
    public long withMarketNano() {
        long energy = periods.stream().mapToLong(BillPeriod::netNano).reduce(0, Math::addExact);
        return Math.addExact(energy, otherNano());
    }

    public long otherNano() {
        return otherAmounts.stream().mapToLong(OtherAmount::amountNano).reduce(0, Math::addExact);
    }

    public long savedNano() {
        return Math.subtractExact(withMarketNano(), gridOnlyNano());
    }

    public long shortWh() {
        return periods.stream()
                .mapToLong(period -> period.statement().shortWh())
                .sum();
    }
}
