package org.gridbourse.market.settlement;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import org.gridbourse.market.Utf8Order;
import org.gridbourse.market.money.Balances;
import org.gridbourse.market.trade.Trade;

/**
 * The oracle of {@link PeriodSettlement}: sections 7 and 8 of the rulebook, sentence by sentence, in unbounded signed
 * integers. It knows no lines, no pool objects and no postings.
 */
final class NaiveSettlement {
    private static final BigInteger ZERO = BigInteger.ZERO;
    private static final BigInteger FOUR = BigInteger.valueOf(4);

    /** What comes out, by name: {@code net s0}, {@code wallet s0}, {@code arrears s0}, {@code grid net}, … */
    private final TreeMap<String, BigInteger> figures = new TreeMap<>();

    private final RandomPeriods period;
    private final List<Party> parties = new ArrayList<>();
    private final BigInteger r;
    private final BigInteger f;
    private final BigInteger g;
    private final BigInteger floor;
    private final BigInteger cap;
    private final BigInteger middle;
    private final BigInteger quarter;
    private BigInteger paidToPeers = ZERO;
    private BigInteger gotFromPeers = ZERO;

    private NaiveSettlement(RandomPeriods period) {
        this.period = period;
        this.r = big(period.tariff().retail().microPerKwh());
        this.f = big(period.tariff().feedIn().microPerKwh());
        this.g = big(period.tariff().gridFee().microPerKwh());
        this.floor = f.max(ZERO);
        this.cap = r.subtract(g);
        this.middle = floorDiv(floor.add(cap), BigInteger.TWO);
        this.quarter = floorDiv(cap.subtract(floor).negate(), FOUR).negate();
    }

    /** One participant, with everything that the rulebook calls by a letter. */
    private static final class Party {
        private final ParticipantPeriod given;
        private final List<Trade> sales = new ArrayList<>();
        private final List<Trade> purchases = new ArrayList<>();
        private BigInteger c = ZERO;
        private BigInteger n = ZERO;
        private BigInteger missing = ZERO;
        private BigInteger contractPart = ZERO;
        private BigInteger extra = ZERO;
        private BigInteger notTaken = ZERO;
        private BigInteger bringsMissing = ZERO;
        private BigInteger bringsExtra = ZERO;
        private BigInteger fromPeers = ZERO;
        private BigInteger toPeers = ZERO;
        private BigInteger net = ZERO;

        Party(ParticipantPeriod given) {
            this.given = given;
        }
    }

    static TreeMap<String, BigInteger> settle(RandomPeriods period) {
        NaiveSettlement naive = new NaiveSettlement(period);
        for (ParticipantPeriod participant : period.participants()) {
            naive.parties.add(new Party(participant));
        }
        naive.parties.sort((a, b) -> Utf8Order.BYTES.compare(a.given.participantId(), b.given.participantId()));
        naive.parties.forEach(naive::measure);
        naive.meet();
        naive.pay();
        return naive.figures;
    }

    private void measure(Party party) {
        String id = party.given.participantId();
        for (Trade trade : period.trades()) {
            if (trade.seller().equals(id)) {
                party.sales.add(trade);
                party.c = party.c.add(wh(trade));
            }
            if (trade.buyer().equals(id)) {
                party.purchases.add(trade);
                party.c = party.c.subtract(wh(trade));
            }
        }
        if (party.given.metered().isPresent()) {
            party.n = big(party.given.metered().get().exported().wh())
                    .subtract(big(party.given.metered().get().imported().wh()));
        } else if (party.c.signum() < 0 && f.compareTo(g.negate()) >= 0) {
            party.n = party.c;
        }
        BigInteger x = party.n.subtract(party.c);
        party.missing = x.negate().max(ZERO);
        party.extra = x.max(ZERO);
        if (party.c.signum() > 0) {
            party.contractPart = party.c.subtract(party.n.max(ZERO)).max(ZERO);
        } else {
            party.notTaken =
                    party.c.negate().subtract(party.n.negate().max(ZERO)).max(ZERO);
        }
    }

    private void meet() {
        for (Party party : parties) {
            boolean deals = party.given.metered().isPresent()
                    && party.given.balances().arrears().isZero()
                    && floor.compareTo(cap) <= 0;
            if (deals) {
                BigInteger other = party.missing.subtract(party.contractPart);
                BigInteger covered = r.signum() <= 0
                        ? other
                        : big(party.given.balances().wallet().nano()).divide(r);
                party.bringsMissing = party.contractPart.add(other.min(covered));
                party.bringsExtra = party.extra;
            }
        }
        BigInteger need = sum(party -> party.bringsMissing);
        BigInteger offer = sum(party -> party.bringsExtra);
        BigInteger v = need.min(offer);
        if (v.signum() == 0) {
            return;
        }
        parties.forEach(
                party -> party.fromPeers = v.multiply(party.bringsMissing).divide(need));
        parties.forEach(party -> party.toPeers = v.multiply(party.bringsExtra).divide(offer));
        for (Party party : parties) {
            if (party.bringsMissing.signum() > 0 && sum(each -> each.fromPeers).compareTo(v) < 0) {
                party.fromPeers = party.fromPeers.add(BigInteger.ONE);
            }
            if (party.bringsExtra.signum() > 0 && sum(each -> each.toPeers).compareTo(v) < 0) {
                party.toPeers = party.toPeers.add(BigInteger.ONE);
            }
        }
    }

    /** p = floor((V x P + max(0, v - V) x M) / max(V, v)). */
    private BigInteger poolPrice() {
        BigInteger v = sum(party -> party.fromPeers);
        BigInteger traded = ZERO;
        BigInteger value = ZERO;
        for (Trade trade : period.trades()) {
            traded = traded.add(wh(trade));
            value = value.add(wh(trade).multiply(big(trade.price().microPerKwh())));
        }
        BigInteger mean = traded.signum() == 0 ? middle : floorDiv(value, traded);
        BigInteger whole = traded.max(v);
        return whole.signum() == 0
                ? middle
                : floorDiv(
                        traded.multiply(mean).add(v.subtract(traded).max(ZERO).multiply(middle)), whole);
    }

    private void pay() {
        for (String figure : List.of("grid net", "grid sold", "grid bought")) {
            add(figure, ZERO);
        }
        BigInteger price = poolPrice();
        for (Party party : parties) {
            contract(party);
            missing(party, price.max(middle));
            extra(party, price.min(middle));
            closeAccounts(party);
        }
        add("fund", paidToPeers.subtract(gotFromPeers));
    }

    private void contract(Party party) {
        for (Trade trade : party.sales) {
            party.net = party.net.add(wh(trade).multiply(big(trade.price().microPerKwh())));
        }
        for (Trade trade : party.purchases) {
            party.net = party.net.subtract(wh(trade).multiply(big(trade.price().microPerKwh())));
        }
        BigInteger taken = party.n.negate().max(ZERO).min(party.c.negate().max(ZERO));
        toGrid(party, taken.multiply(g));
    }

    private void missing(Party party, BigInteger costs) {
        BigInteger contractFromPeers = party.fromPeers.min(party.contractPart);
        BigInteger otherFromPeers = party.fromPeers.subtract(contractFromPeers);
        if (party.contractPart.signum() > 0) {
            BigInteger own = party.sales.stream()
                    .map(trade -> big(trade.price().microPerKwh()))
                    .reduce(ZERO, BigInteger::max);
            BigInteger promised = cap.min(costs.max(own.add(quarter)));
            toPeers(party, contractFromPeers.multiply(promised));
            BigInteger rest = party.contractPart.subtract(contractFromPeers);
            toGrid(party, rest.multiply(cap));
            add("grid sold", rest);
        }
        toPeers(party, otherFromPeers.multiply(costs));
        toGrid(party, otherFromPeers.multiply(g));
        BigInteger rest = party.missing.subtract(party.contractPart).subtract(otherFromPeers);
        toGrid(party, rest.multiply(r));
        add("grid sold", rest);
    }

    private void extra(Party party, BigInteger earns) {
        BigInteger notTakenToPeers = party.toPeers.min(party.notTaken);
        BigInteger otherToPeers = party.toPeers.subtract(notTakenToPeers);
        if (party.notTaken.signum() > 0) {
            BigInteger own = party.purchases.stream()
                    .map(trade -> big(trade.price().microPerKwh()))
                    .reduce(BigInteger::min)
                    .orElseThrow();
            fromPeers(party, notTakenToPeers.multiply(floor.max(earns.min(own.subtract(quarter)))));
        }
        fromPeers(party, otherToPeers.multiply(earns));
        BigInteger rest = party.extra.subtract(party.toPeers);
        toGrid(party, rest.multiply(f).negate());
        add("grid bought", rest);
    }

    private void toGrid(Party party, BigInteger amount) {
        party.net = party.net.subtract(amount);
        add("grid net", amount);
    }

    private void toPeers(Party party, BigInteger amount) {
        party.net = party.net.subtract(amount);
        paidToPeers = paidToPeers.add(amount);
    }

    private void fromPeers(Party party, BigInteger amount) {
        party.net = party.net.add(amount);
        gotFromPeers = gotFromPeers.add(amount);
    }

    /** All that a participant has less all that it owes is afterwards either in its wallet or in arrears. */
    private void closeAccounts(Party party) {
        BigInteger position = party.net;
        for (Trade trade : party.purchases) {
            BigInteger pledged =
                    big(trade.price().microPerKwh()).add(g).add(f.negate().max(ZERO));
            position = position.add(wh(trade).multiply(pledged));
        }
        Balances before = party.given.balances();
        position = position.add(big(before.wallet().nano()))
                .add(big(before.arrears().nano()))
                .add(big(party.given.bond().nano()));
        String id = party.given.participantId();
        add("net " + id, party.net);
        add("bought " + id, party.fromPeers);
        add("sold " + id, party.toPeers);
        add("wallet " + id, position.max(ZERO));
        add("arrears " + id, position.min(ZERO));
    }

    private BigInteger sum(Function<Party, BigInteger> figure) {
        return parties.stream().map(figure).reduce(ZERO, BigInteger::add);
    }

    private void add(String figure, BigInteger amount) {
        figures.merge(figure, amount, BigInteger::add);
    }

    private static BigInteger wh(Trade trade) {
        return big(trade.quantity().wh());
    }

    private static BigInteger floorDiv(BigInteger value, BigInteger divisor) {
        BigInteger[] quotient = value.divideAndRemainder(divisor);
        return quotient[1].signum() < 0 ? quotient[0].subtract(BigInteger.ONE) : quotient[0];
    }

    private static BigInteger big(long value) {
        return BigInteger.valueOf(value);
    }
}
