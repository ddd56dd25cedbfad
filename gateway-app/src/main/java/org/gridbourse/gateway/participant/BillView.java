package org.gridbourse.gateway.participant;

import java.util.List;

/**
 * What a session cost or brought a participant, period by period, and what the grid alone would have. Costs are
 * negative; money is decimal text in currency units.
 *
 * @param settled sum of the lines' nets
 * @param forfeited bid bond lost for not revealing or not prepaying, beyond what went to partners; zero or negative
 * @param compensation paid (negative) to partners, or got from partners, for trades that were not prepaid
 * @param fundShare its part of the fund, for what it delivered
 * @param outages paid by the grid for contracts that a declared outage broke
 * @param total all of these together
 * @param gridOnly the same metered energy with the grid alone
 * @param saved total less gridOnly
 * @param storage of who gave a storage order that a proposal cleared; null otherwise
 */
record BillView(
        String participantId,
        String sessionId,
        String currency,
        String phase,
        List<Line> lines,
        String settled,
        String forfeited,
        String compensation,
        String fundShare,
        String outages,
        String total,
        String gridOnly,
        String saved,
        List<CreditStep> credit,
        Storage storage) {

    /**
     * What a storage order earned.
     *
     * @param earned by its owner's energy and storage over the session, at the session's prices; costs are negative
     * @param atMost what no other schedule could have exceeded at these prices
     */
    record Storage(String earned, String atMost) {}

    /**
     * One period.
     *
     * @param side BUY or SELL of the contract; null without one
     * @param price clearing price of the contract; null without one
     * @param meteredWh in the contract's direction, without one export less import
     * @param gridSoldWh what the grid sold to, or supplied for, the participant
     * @param gridBoughtWh what the grid bought from it
     * @param retail price of the tariff at which the grid sells; likewise feedIn and gridFee
     * @param parts what the net is made of; their amounts add up to it
     * @param explanation the same as a sentence
     */
    record Line(
            int period,
            String startUtc,
            String side,
            long contractedWh,
            String price,
            long meteredWh,
            long deliveredWh,
            long shortWh,
            long overWh,
            long gridSoldWh,
            long gridBoughtWh,
            String quality,
            String net,
            String gridOnly,
            String saved,
            String retail,
            String feedIn,
            String gridFee,
            List<Part> parts,
            String explanation) {}

    /**
     * One amount of a period.
     *
     * @param kind such as SOLD or MISSING_FROM_GRID
     * @param tradeId of a contract; null without one
     * @param partner of a contract; null without one
     * @param price per kWh; null where there is no single one
     * @param amount paid negative, received positive
     */
    record Part(String kind, String tradeId, String partner, long energyWh, String price, String amount) {}

    /**
     * A change of the credit score.
     *
     * @param points gained or lost, with three decimals
     * @param reason as a sentence
     */
    record CreditStep(String cause, int before, int after, String points, String reason) {}
}
