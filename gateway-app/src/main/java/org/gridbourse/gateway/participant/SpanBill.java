package org.gridbourse.gateway.participant;

import java.util.List;

/**
 * A bill over all sessions that began in a span and are closed; money is decimal text in currency units, costs are
 * negative.
 *
 * @param from first moment of the span, to: first moment after it
 * @param boughtWh from neighbours by contract; soldWh likewise
 * @param gridSoldWh what the grid supplied; gridBoughtWh: what it took
 * @param total what all of it cost or brought
 * @param gridOnly the same metered energy with the grid alone
 * @param saved total less gridOnly
 */
record SpanBill(
        String participantId,
        String from,
        String to,
        String currency,
        long boughtWh,
        long soldWh,
        long gridSoldWh,
        long gridBoughtWh,
        String total,
        String gridOnly,
        String saved,
        List<BillView> sessions) {}
