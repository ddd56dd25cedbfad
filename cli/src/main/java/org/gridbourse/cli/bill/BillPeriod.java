package org.gridbourse.cli.bill;

import java.util.Optional;
import java.util.OptionalLong;
import org.gridbourse.cli.evidence.StatementRow;
import org.gridbourse.market.order.Side;
import org.gridbourse.market.tariff.Tariff;

/**
 * One line of a bill: what was agreed, what was measured, what the grid had to do, and what it cost.
 *
 * @param priceMicroPerKwh price of the trades; empty where there were none
 */
public record BillPeriod(int period, Tariff tariff, OptionalLong priceMicroPerKwh, StatementRow statement) {
    public Optional<Side> side() {
        return statement.side();
    }

    /** Bought from the grid at retail, or supplied by it in the participant's stead [Wh]. */
    public long boughtFromGridWh() {
        return statement.soldByGridWh();
    }

    /** Sold to the grid at feed-in [Wh]. */
    public long soldToGridWh() {
        return statement.boughtByGridWh();
    }

    public long netNano() {
        return statement.netNano();
    }

    /** What the same metered energy would have cost or brought with the grid alone. */
    public long gridOnlyNano() {
        return tariff.gridOnly(statement.imported(), statement.exported()).nano();
    }

    public long savedNano() {
        return Math.subtractExact(netNano(), gridOnlyNano());
    }
}
