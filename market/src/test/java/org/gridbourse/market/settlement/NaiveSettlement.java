package org.gridbourse.market.settlement;

import java.math.BigInteger;
import java.util.List;
import java.util.TreeMap;
import org.gridbourse.market.quantity.Energy;
import org.gridbourse.market.quantity.Money;
import org.gridbourse.market.quantity.UnitPrice;
import org.gridbourse.market.tariff.Tariff;
import org.gridbourse.market.trade.Trade;

/**
 * The oracle of {@link PeriodSettlement}: the table of section 5 of the rulebook, cell by cell, in unbounded integers.
 * Without estimates.
 */
final class NaiveSettlement {
    private static final BigInteger ZERO = BigInteger.ZERO;

    /** What comes out, by name: {@code net s0}, {@code wallet s0}, {@code arrears s0}, {@code grid net}, … */
    private final TreeMap<String, BigInteger> figures = new TreeMap<>();

    private final BigInteger retail;
    private final BigInteger feedIn;
    private final BigInteger gridFee;
    private final BigInteger price;
    private final List<Trade> trades;

    private NaiveSettlement(Tariff tariff, List<Trade> trades) {
        this.retail = big(tariff.retail());
        this.feedIn = big(tariff.feedIn());
        this.gridFee = big(tariff.gridFee());
        this.price = trades.isEmpty() ? ZERO : big(trades.get(0).price());
        this.trades = trades;
    }

    static TreeMap<String, BigInteger> settle(RandomPeriods period) {
        NaiveSettlement naive = new NaiveSettlement(period.tariff(), period.trades());
        for (String figure : List.of("grid net", "grid sold", "grid bought")) {
            naive.add(figure, ZERO);
        }
        for (ParticipantPeriod participant : period.participants()) {
            naive.settle(participant);
        }
        return naive.figures;
    }

    private void settle(ParticipantPeriod participant) {
        String id = participant.participantId();
        BigInteger n = big(participant.metered().orElseThrow().exported())
                .subtract(big(participant.metered().orElseThrow().imported()));
        BigInteger sells = trades.stream()
                .filter(trade -> trade.seller().equals(id))
                .map(trade -> big(trade.quantity()))
                .reduce(ZERO, BigInteger::add);
        BigInteger buys = trades.stream()
                .filter(trade -> trade.buyer().equals(id))
                .map(trade -> big(trade.quantity()))
                .reduce(ZERO, BigInteger::add);
        give(id, ZERO);
        if (sells.signum() > 0) {
            settleSeller(id, n, sells);
        } else if (buys.signum() > 0) {
            settleBuyer(id, n.negate(), buys);
        } else {
            gridBuys(id, positive(n));
            gridSells(id, positive(n.negate()));
        }
        closeAccounts(participant, buys);
    }

    private void settleSeller(String id, BigInteger n, BigInteger c) {
        BigInteger d = positive(n).min(c);
        BigInteger s = c.subtract(d);
        give(id, d.multiply(price));
        add("grid net", s.multiply(price));
        add("grid sold", s);
        exchangeWithGrid(
                id,
                s.multiply(positive(retail.subtract(gridFee).subtract(price))).negate());
        gridBuys(id, positive(n.subtract(c)));
        gridSells(id, positive(n.negate()));
    }

    private void settleBuyer(String id, BigInteger m, BigInteger c) {
        BigInteger d = positive(m).min(c);
        BigInteger u = c.subtract(d);
        give(id, c.multiply(price).negate());
        exchangeWithGrid(id, d.multiply(gridFee).negate());
        gridBuys(id, u);
        gridSells(id, positive(m.subtract(c)));
        gridBuys(id, positive(m.negate()));
    }

    private void gridBuys(String id, BigInteger wh) {
        exchangeWithGrid(id, wh.multiply(feedIn));
        add("grid bought", wh);
    }

    private void gridSells(String id, BigInteger wh) {
        exchangeWithGrid(id, wh.multiply(retail).negate());
        add("grid sold", wh);
    }

    private void exchangeWithGrid(String id, BigInteger toParticipant) {
        give(id, toParticipant);
        add("grid net", toParticipant.negate());
    }

    private void give(String id, BigInteger amount) {
        add("net " + id, amount);
    }

    private void add(String figure, BigInteger amount) {
        figures.merge(figure, amount, BigInteger::add);
    }

    /** All that a participant has less all that it owes is afterwards either in its wallet or in arrears. */
    private void closeAccounts(ParticipantPeriod participant, BigInteger buys) {
        String id = participant.participantId();
        BigInteger escrow = buys.multiply(price.add(gridFee));
        BigInteger position = big(participant.balances().wallet())
                .add(big(participant.balances().arrears()))
                .add(big(participant.bond()))
                .add(escrow)
                .add(figures.get("net " + id));
        add("wallet " + id, positive(position));
        add("arrears " + id, position.min(ZERO));
    }

    private static BigInteger positive(BigInteger value) {
        return value.max(ZERO);
    }

    private static BigInteger big(Energy energy) {
        return BigInteger.valueOf(energy.wh());
    }

    private static BigInteger big(UnitPrice price) {
        return BigInteger.valueOf(price.microPerKwh());
    }

    private static BigInteger big(Money money) {
        return BigInteger.valueOf(money.nano());
    }
}
