package org.gridbourse.cli.demo;

import static org.gridbourse.cli.demo.ExportedRows.number;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.ToLongFunction;

/**
 * Section 8 of the rulebook for one period and all its participants, written from its text alone: what each brings, what
 * meets, at which prices, and what everybody gets and pays.
 */
final class IndependentSettlement {
    private final long retail;
    private final long feedIn;
    private final long fee;
    private final long floor;
    private final long cap;
    private final long middle;
    private final long quarter;
    private final List<Map<String, String>> trades;
    private final TreeMap<String, Party> parties = new TreeMap<>();

    /** One participant of the period. */
    static final class Party {
        private final List<Long> salePrices = new ArrayList<>();
        private final List<Long> purchasePrices = new ArrayList<>();
        private long tradedNano;
        private long contractWh;
        private long netWh;
        private boolean deals;
        private long coveredWh;
        private long missingBrought;
        private long extraBrought;
        private long fromPeers;
        private long toPeers;
        private long money;

        long contracted() {
            return Math.abs(contractWh);
        }

        long delivered() {
            return contracted() - missed();
        }

        long missed() {
            return notDelivered() + notTaken();
        }

        long money() {
            return money;
        }

        private long missing() {
            return Math.max(0, contractWh - netWh);
        }

        private long extra() {
            return Math.max(0, netWh - contractWh);
        }

        private long notDelivered() {
            return contractWh > 0 ? contractWh - Math.min(contractWh, Math.max(0, netWh)) : 0;
        }

        private long notTaken() {
            return contractWh < 0 ? -contractWh - Math.min(-contractWh, Math.max(0, -netWh)) : 0;
        }
    }

    IndependentSettlement(Map<String, String> tariff, List<Map<String, String>> livingTrades) {
        retail = number(tariff, "retailMicroPerKwh");
        feedIn = number(tariff, "feedInMicroPerKwh");
        fee = number(tariff, "gridFeeMicroPerKwh");
        floor = Math.max(0, feedIn);
        cap = retail - fee;
        middle = Math.floorDiv(floor + cap, 2L);
        quarter = (cap - floor + 3) / 4;
        trades = livingTrades;
        for (Map<String, String> trade : livingTrades) {
            long wh = number(trade, "quantityWh");
            long price = number(trade, "priceMicroPerKwh");
            Party seller = party(trade.get("seller"));
            seller.salePrices.add(price);
            seller.contractWh += wh;
            seller.tradedNano += wh * price;
            Party buyer = party(trade.get("buyer"));
            buyer.purchasePrices.add(price);
            buyer.contractWh -= wh;
            buyer.tradedNano -= wh * price;
        }
    }

    private Party party(String participant) {
        return parties.computeIfAbsent(participant, id -> new Party());
    }

    /** Export less import of a participant that was measured. {@code walletNano} is what earlier periods left; none in arrears. */
    void measured(String participant, long netWh, long walletNano, boolean inArrears) {
        Party party = party(participant);
        party.netWh = netWh;
        party.deals = !inArrears && floor <= cap;
        party.coveredWh = retail <= 0 ? Long.MAX_VALUE : walletNano / retail;
    }

    /** What of the wallet is spoken for after this period. */
    long bespoken(String participant) {
        Party party = parties.get(participant);
        return retail > 0
                ? Math.min(party.coveredWh, party.deals ? party.missing() - party.notDelivered() : 0) * retail
                : 0;
    }

    /** What everybody gets and pays, by participant. */
    Map<String, Party> settle() {
        parties.values().stream().filter(party -> party.deals).forEach(party -> {
            party.missingBrought =
                    party.notDelivered() + Math.min(party.coveredWh, party.missing() - party.notDelivered());
            party.extraBrought = party.extra();
        });
        long need = sum(party -> party.missingBrought);
        long offer = sum(party -> party.extraBrought);
        long met = Math.min(need, offer);
        share(met, need, party -> party.missingBrought, (party, wh) -> party.fromPeers = wh);
        share(met, offer, party -> party.extraBrought, (party, wh) -> party.toPeers = wh);
        long price = poolPrice(met);
        parties.values().forEach(party -> pay(party, Math.max(price, middle), Math.min(price, middle)));
        return parties;
    }

    private void share(long met, long all, ToLongFunction<Party> brought, BiConsumer<Party, Long> set) {
        if (met == 0) {
            return;
        }
        long left = met;
        for (Party party : parties.values()) {
            left -= met * brought.applyAsLong(party) / all;
        }
        for (Party party : parties.values()) {
            long whole = met * brought.applyAsLong(party) / all;
            boolean one = left > 0 && brought.applyAsLong(party) > 0;
            set.accept(party, one ? whole + 1 : whole);
            left -= one ? 1 : 0;
        }
    }

    private long poolPrice(long met) {
        long traded =
                trades.stream().mapToLong(trade -> number(trade, "quantityWh")).sum();
        long value = trades.stream()
                .mapToLong(trade -> number(trade, "quantityWh") * number(trade, "priceMicroPerKwh"))
                .sum();
        long mean = traded == 0 ? middle : value / traded;
        long whole = Math.max(traded, met);
        return whole == 0 ? middle : (traded * mean + Math.max(0, met - traded) * middle) / whole;
    }

    private void pay(Party party, long costs, long earns) {
        long taken = Math.min(Math.max(0, -party.netWh), Math.max(0, -party.contractWh));
        party.money = party.tradedNano - taken * fee;
        long notDelivered = party.notDelivered();
        long promisedFromPeers = Math.min(party.fromPeers, notDelivered);
        if (notDelivered > 0) {
            long own = party.salePrices.stream().mapToLong(price -> price).max().orElseThrow();
            party.money -= promisedFromPeers * Math.min(cap, Math.max(costs, own + quarter))
                    + (notDelivered - promisedFromPeers) * cap;
        }
        long other = party.missing() - notDelivered;
        long otherFromPeers = party.fromPeers - promisedFromPeers;
        party.money -= otherFromPeers * (costs + fee) + (other - otherFromPeers) * retail;
        long notTaken = party.notTaken();
        long promisedToPeers = Math.min(party.toPeers, notTaken);
        if (notTaken > 0) {
            long own = party.purchasePrices.stream()
                    .mapToLong(price -> price)
                    .min()
                    .orElseThrow();
            party.money += promisedToPeers * Math.max(floor, Math.min(earns, own - quarter))
                    + (notTaken - promisedToPeers) * feedIn;
        }
        long otherToPeers = party.toPeers - promisedToPeers;
        party.money += otherToPeers * earns + (party.extra() - notTaken - otherToPeers) * feedIn;
    }

    private long sum(ToLongFunction<Party> figure) {
        return parties.values().stream().mapToLong(figure).sum();
    }
}
