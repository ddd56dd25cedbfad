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
 * @param soldByGridWh what the grid sold to it or supplied in its stead [Wh]; what met a peer is not in it
 * @param boughtByGridWh what the grid bought from it [Wh]
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
        long netNano,
        long soldByGridWh,
        long boughtByGridWh) {

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

    private boolean buys() {
        return side.equals(Optional.of(Side.BUY));
    }
}
