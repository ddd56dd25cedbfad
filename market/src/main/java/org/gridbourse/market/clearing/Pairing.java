package org.gridbourse.market.clearing;

import java.util.ArrayList;
import java.util.List;
import org.gridbourse.market.order.Side;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.trade.Trade;

/**
 * Who trades with whom: filled bids and filled offers, each in ascending order id, are laid side by side, and each
 * overlap is a trade, numbered in that order.
 */
public final class Pairing {
    /** Numbers have leading zeros, so that ascending ids are ascending numbers; five digits unless there are more. */
    private static final int FEWEST_DIGITS = 5;

    private Pairing() {}

    /** The trades of these fills, all at one price. */
    public static List<Trade> pair(String tradeIdPrefix, UnitPrice price, List<Fill> fills) {
        List<Fill> bids = filled(Side.BUY, fills);
        List<Fill> offers = filled(Side.SELL, fills);
        // With each trade at least one of the two is used up, with the last one both.
        int mostTrades = Math.max(1, bids.size() + offers.size() - 1);
        int digits = Math.max(FEWEST_DIGITS, Integer.toString(mostTrades).length());
        List<Trade> trades = new ArrayList<>(mostTrades);
        int offer = 0;
        Energy offerUsed = Energy.ZERO;
        for (Fill bid : bids) {
            Energy wanted = bid.filled();
            while (!wanted.isZero()) {
                Fill seller = offers.get(offer);
                Energy overlap = wanted.min(seller.filled().minus(offerUsed));
                trades.add(new Trade(
                        tradeId(tradeIdPrefix, trades.size() + 1, digits),
                        bid.order().participantId(),
                        seller.order().participantId(),
                        overlap,
                        price));
                wanted = wanted.minus(overlap);
                offerUsed = offerUsed.plus(overlap);
                if (offerUsed.equals(seller.filled())) {
                    offer++;
                    offerUsed = Energy.ZERO;
                }
            }
        }
        return trades;
    }

    private static List<Fill> filled(Side side, List<Fill> fills) {
        return fills.stream()
                .filter(fill -> fill.order().side() == side && !fill.filled().isZero())
                .toList();
    }

    private static String tradeId(String prefix, int number, int digits) {
        String figure = Integer.toString(number);
        return prefix + "-" + "0".repeat(digits - figure.length()) + figure;
    }
}
