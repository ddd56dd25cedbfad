package org.gridbourse.cli.evidence;

import java.util.Optional;
import org.gridbourse.market.order.Side;
import org.gridbourse.market.quantity.Energy;

/**
 * What one participant delivered, took and owes in one period, in its last revision.
 *
 * @param side side of its trades, empty where it had none
 * @param meteredWh measured energy in the contracted direction, negative against it; without a trade export - import
 * @param netNano the sum of its settlement amounts
 */
public record StatementRow(
        String sessionId,
        int period,
        String participantId,
        int revision,
        Optional<Side> side,
        long contractedWh,
        long meteredWh,
        long deliveredWh,
        long shortWh,
        long overWh,
        long netNano) {

    /** Measured export less measured import [Wh]. */
    public long netExportWh() {
        return buys() ? -meteredWh : meteredWh;
    }

    /** What flowed out of the microgrid, netted over the period. */
    public Energy exported() {
        return new Energy(Math.max(0, netExportWh()));
    }

    /** What flowed into the microgrid, netted over the period. */
    public Energy imported() {
        return new Energy(Math.max(0, -netExportWh()));
    }

    /** What the grid sold at retail or supplied in the participant's stead [Wh]. */
    public long soldByGridWh() {
        long againstContract = Math.max(0, -meteredWh);
        if (side.isEmpty()) {
            return againstContract;
        }
        return buys() ? Math.max(0, meteredWh - contractedWh) : shortWh + againstContract;
    }

    /** What the grid bought at feed-in: surplus, and what a buyer did not take [Wh]. */
    public long boughtByGridWh() {
        if (side.isEmpty()) {
            return Math.max(0, meteredWh);
        }
        return buys() ? shortWh + Math.max(0, -meteredWh) : Math.max(0, meteredWh - contractedWh);
    }

    private boolean buys() {
        return side.equals(Optional.of(Side.BUY));
    }
}
