package org.gridbourse.gateway.quote;

import java.util.List;

/**
 * What orders would lock and cost, in decimal currency units; costs are negative.
 *
 * @param declared the money that they put at stake, which is declared with their seal
 * @param bond the bid bond that is reserved with them
 * @param prepayment the most that prepaying locks, all of them filled at the dearest prices
 * @param wallet what is free now; enough where it covers bond and prepayment both
 * @param worstCase the most that they can cost: all bought at the limits, and nothing of what was sold delivered
 * @param likely what they would come to at the prices of the last session that was cleared; null where there is none
 */
public record Quote(
        List<WrittenOrder> orders,
        String declared,
        String bond,
        String prepayment,
        String wallet,
        String worstCase,
        String likely) {}
